/* A vehicle's name is found in every spelling, and nothing else is taken for it. */
#include "contract/mention.h"

#include <stdlib.h>

#include "tap.h"

#define VIN "VF300000000000001"
#define MASK MENTION_MASK

/* The text without the name, or the words that it has none. The text is given in a buffer
 * of exactly its length, so that the address sanitizer sees who goes too far. */
static const char *masked(const char *string, const char *vin, bool quoted)
{
	static char result[1024];
	const struct mention_name name = {text_of(vin), quoted};
	size_t length = strlen(string);
	char *exact = malloc(length ? length : 1);
	struct arena arena = ARENA_EMPTY;
	struct text text = TEXT_NONE;
	int found;

	if (exact == NULL)
		return "no memory";
	memcpy(exact, string, length);
	found = mention_is_in((struct text){exact, length}, &name);
	if (found == 1)
		text = mention_mask((struct text){exact, length}, &name, &arena);
	snprintf(result, sizeof result, "%.*s", (int)text.length, text.at ? text.at : "");
	arena_free(&arena);
	free(exact);
	return found ? result : "no mention";
}

static const struct {
	const char *text, *masked;
} TEXTS[] = {
	{VIN, MASK},
	{"a " VIN ", and " VIN "!", "a " MASK ", and " MASK "!"},
	{"x" VIN, "no mention"},
	{VIN "9", "no mention"},
	{"VF30000000000000", "no mention"},
	{"", "no mention"},

	/* escapes, in JSON and in JSON within JSON */
	{"\"a\\n" VIN "\"", "\"a\\n" MASK "\""},
	{"\"\\u0056F300000000000001\"", "\"" MASK "\""},
	{"\"\\u00e9VF30000000000000\\u0031\"", "\"\\u00e9" MASK "\""},
	{"\"VF3\\u0030\\u0030000000000001\"", "\"" MASK "\""},
	{"\"VF3\\u0030\\u0030000000000001\\u0031\"", "no mention"},
	{"\"{\\\"vin\\\":\\\"\\\\u0056F300000000000001\\\"}\"",
	 "\"{\\\"vin\\\":\\\"" MASK "\\\"}\""},
	{"\\u0056F30000000000000", "no mention"},
	{"\\u0056F30000000000000\\u003", "no mention"},
	{"\\", "no mention"},

	/* base64 of: {"vin":"VF300000000000001"}, behind 0 to 2 more bytes, in both
	 * alphabets, cut into lines, with slashes escaped, and within base64 once more */
	{"\"eyJ2aW4iOiJWRjMwMDAwMDAwMDAwMDAwMSJ9\"", "\"" MASK "\""},
	{"\"IHsidmluIjoiVkYzMDAwMDAwMDAwMDAwMDEifQ==\"", "\"" MASK "\""},
	{"\"ICB7InZpbiI6IlZGMzAwMDAwMDAwMDAwMDAxIn0=\"", "\"" MASK "\""},
	{"eyJ2aW4iOiJWRjMwMDAw\\r\\nMDAwMDAwMDAwMSJ9", MASK},
	{"eyJ2aW4iOiJWRjMwMDAw\r\nMDAwMDAwMDAwMSJ9", MASK},
	{"Pz8/IFZGMzAwMDAwMDAwMDAwMDAxID8/Pw==", MASK},
	{"Pz8\\/IFZGMzAwMDAwMDAwMDAwMDAxID8\\/Pw==", MASK},
	{"Pz8_IFZGMzAwMDAwMDAwMDAwMDAxID8_Pw", MASK},
	{"\\u0065yJ2aW4iOiJWRjMwMDAwMDAwMDAwMDAwMSJ9", MASK},
	{"ZXlKMmFXNGlPaUpXUmpNd01EQXdNREF3TURBd01EQXdNU0o5", MASK},
	/* of VF3000000000000019, and of what names nobody */
	{"VkYzMDAwMDAwMDAwMDAwMDE5", "no mention"},
	{"bm9ib2R5IGlzIG5hbWVkIGhlcmUgYXQgYWxs", "no mention"},
};

static const struct {
	const char *text, *masked;
} QUOTED[] = {
	{"a text in which " VIN " stands", "a text in which " MASK " stands"},
	{"the vehicle VF30000000000...", "the vehicle " MASK "..."},
	{"the vehicle VF300...", "no mention"},
	{"the vehicle VF30000000009...", "no mention"},
	{"the vehicle VF30000000000", "no mention"},
	{"$.events[*]['of the vehicle VF3000000...'].x",
	 "$.events[*]['of the vehicle " MASK "...'].x"},
	{"the vehicle \\u0056F300000000\\u00...", "the vehicle " MASK "\\u00..."},
	{"eyJ2aW4iOiJWRjMwMDAwMDAwMD...", MASK "..."},
};

int main(void)
{
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		same(masked(TEXTS[i].text, VIN, false), TEXTS[i].masked, TEXTS[i].text);
	for (size_t i = 0; i < sizeof QUOTED / sizeof *QUOTED; i++)
		same(masked(QUOTED[i].text, VIN, true), QUOTED[i].masked, QUOTED[i].text);

	same(masked("the vehicle VF30000000000...", VIN, false), "no mention",
	     "only a finding shortens what it quotes");
	same(masked("{\"vin\":\"12\",\"n\":12}", "12", false), "{\"vin\":\"" MASK "\",\"n\":12}",
	     "digits alone are a name between quotes");
	same(masked("{\\\"vin\\\":\\\"12\\\",\\\"n\\\":12}", "12", false),
	     "{\\\"vin\\\":\\\"" MASK "\\\",\\\"n\\\":12}", "also if these are escaped");
	same(masked("QUJD and VF3", "ABC", false), "no mention", "a short name is not decoded");
	same(masked("a\\/b or a/b", "a/b", false), MASK " or " MASK, "a name with a slash");
	same(masked("\"\\u00e9t\xc3\xa9\"", "\xc3\xa9t\xc3\xa9", false), "\"" MASK "\"",
	     "a name that is not ASCII");
	same(masked("anything", "", false), "no mention", "no name is in nothing");
	return tap_done();
}
