/* json-test: the strict reader, against RFC 8259 and a public parser suite.
 *
 * usage: json-test; JSON_TEST_SUITE names the folder of y_, n_ and i_ files. */
#include <dirent.h>
#include <stdlib.h>

#include "contract/json.h"
#include "tap.h"

#define DEPTH 64
#define NODES 100000

static struct arena arena;
static struct error error;

static int read_text(struct json *json, const char *text, size_t length)
{
	arena_reset(&arena);
	return json_read(json, &arena, text, length, DEPTH, NODES, &error);
}

static void accepts_and_refuses(void)
{
	static const struct {
		const char *text;
		int good;
	} CASES[] = {
		{"{}", 1}, {"[]", 1}, {" \t\r\n1 ", 1}, {"-0", 1}, {"1e400", 1}, {"1.5E-3", 1},
		{"\"\\ud83d\\ude97\"", 1}, {"\"\\ud800\"", 1}, {"\"\\u0000\"", 1},
		{"{\"a\":{\"b\":[1,2,{}]}}", 1}, {"\xef\xbb\xbf{}", 1}, {"\"\x7f\"", 1},
		{"", 0}, {" ", 0}, {"\xef\xbb\xbf", 0}, {"01", 0}, {"1.", 0}, {".5", 0}, {"+1", 0},
		{"-", 0}, {"1e", 0}, {"NaN", 0}, {"Infinity", 0}, {"'a'", 0}, {"tru", 0}, {"TRUE", 0},
		{"[1,]", 0}, {"{\"a\":1,}", 0}, {"{\"a\"}", 0}, {"{a:1}", 0}, {"[1 2]", 0},
		{"[1]]", 0}, {"{}{}", 0}, {"[", 0}, {"{\"a\":", 0}, {"\"a", 0}, {"\"\t\"", 0},
		{"\"\\x41\"", 0}, {"\"\\u12g4\"", 0}, {"\"\xc0\x80\"", 0}, {"\"\xed\xa0\x80\"", 0},
		{"\"\xf5\x80\x80\x80\"", 0}, {"\"\xe9\"", 0}, {"[1}", 0}, {"/**/1", 0},
	};
	struct json json;
	char what[128];

	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		snprintf(what, sizeof what, "%s: case %zu %.40s",
		         CASES[i].good ? "accepted" : "refused", i, CASES[i].text);
		for (char *c = what; *c != '\0'; c++)
			if ((unsigned char)*c < 0x20 || (unsigned char)*c > 0x7e || *c == '#')
				*c = '?';
		ok((read_text(&json, CASES[i].text, strlen(CASES[i].text)) == 0) == CASES[i].good,
		   what);
	}
	ok(read_text(&json, "1\0", 2) != 0 && error.code == ERROR_NOT_JSON,
	   "a NUL behind the value is refused");
	ok(read_text(&json, "{\"secret\":x}", 12) != 0 && strstr(error.text, "byte 10") &&
	   !strstr(error.text, "secret"), "the error names the byte and quotes nothing");
}

static void bounds(void)
{
	char deep[2 * DEPTH + 4];
	struct json json;

	memset(deep, '[', DEPTH);
	memset(deep + DEPTH, ']', DEPTH);
	ok(read_text(&json, deep, 2 * DEPTH) == 0, "max_depth nested arrays are read");
	memset(deep, '[', DEPTH + 1);
	memset(deep + DEPTH + 1, ']', DEPTH + 1);
	ok(read_text(&json, deep, 2 * DEPTH + 2) != 0 && error.code == ERROR_LIMIT &&
	   strstr(error.text, "max_depth"), "one more is over the limit, which is named");
	ok(json_read(&json, &arena, "[1,2,3]", 7, DEPTH, 4, &error) == 0,
	   "max_nodes values are read");
	ok(json_read(&json, &arena, "[1,2,3]", 7, DEPTH, 3, &error) != 0 &&
	   error.code == ERROR_LIMIT && strstr(error.text, "max_nodes"),
	   "one more is over the limit, which is named");
}

static void looking(void)
{
	static const char TEXT[] =
		"{\"a\":1,\"vin\\u0000x\":\"no\",\"n\\u0061me\":\"\\u00e9\\ud83d\\ude97\\n\","
		"\"a\":[{\"b c\":[true,null]}]}";
	struct json json;
	struct text text;
	uint32_t a;

	ok(read_text(&json, TEXT, sizeof TEXT - 1) == 0, "an object with odd names is read");
	ok(json.odd, "the escaped NUL in a name is noticed");
	ok(json_member(&json, 0, "vin") == JSON_ABSENT, "vin\\0x is not vin");
	a = json_member(&json, 0, "a");
	ok(json_kind(&json, a) == JSON_ARRAY, "of two members with one name the last counts");
	text = json_string(&json, json_member(&json, 0, "name"), &arena, '?');
	ok(text_is(text, "\xc3\xa9\xf0\x9f\x9a\x97\n"), "escapes are decoded, in names too");
	same(json_path(&json, 0, json.count - 1, "$", &arena), "$.a[*]['b c'][*]",
	     "a path is JSONPath without indexes");
	ok(read_text(&json, "\"x\\udc00y\\u0000\"", 16) == 0, "odd text is accepted");
	ok(text_is(json_string(&json, 0, &arena, '?'), "x\xef\xbf\xbdy?"),
	   "half a pair becomes U+FFFD, a NUL what the caller wants");
	ok(json.odd, "half a pair is noticed");
}

/* The end of a string is looked for in eight bytes at a time: wherever it stands, what may
 * not be in a string is found, and nothing behind the text is read (by the sanitizer). */
static void every_place(void)
{
	static const char ODD[] = {'\x01', '\x1f', '\xff', '\x80', '\0'};
	struct json json;
	int wrong = 0;

	for (size_t length = 2; length < 40; length++) {
		char *text = malloc(length);    /* of exactly its length */

		memset(text, 'x', length);
		text[0] = text[length - 1] = '"';
		wrong += read_text(&json, text, length) != 0 ||
		         json_raw(&json, 0).length != length - 2;
		wrong += read_text(&json, text, length - 1) == 0;
		for (size_t at = 1; at < length - 1; at++) {
			for (size_t i = 0; i < sizeof ODD; i++) {
				text[at] = ODD[i];
				wrong += read_text(&json, text, length) == 0;
			}
			text[at] = '"';
			wrong += read_text(&json, text, length) == 0;
			text[at] = '\x7f';
			wrong += read_text(&json, text, length) != 0;
			text[at] = 'x';
		}
		free(text);
	}
	ok(wrong == 0, "at every place in a string each byte is taken for what it is");
}

/* A member's name may be escaped as a whole. */
static void escaped_names(void)
{
	static const char NAME[] = "RemotePendingEventStatus";
	char text[256] = "{\"";
	size_t length = 2;
	struct json json;

	for (const char *c = NAME; *c != '\0'; c++)
		length += (size_t)sprintf(text + length, "\\u%04x", *c);
	length += (size_t)sprintf(text + length, "\":1}");
	ok(read_text(&json, text, length) == 0 && json_member(&json, 0, NAME) != JSON_ABSENT,
	   "a long name is found though each of its letters is escaped");
}

#define EUROS_7 "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
#define EUROS_21 EUROS_7 EUROS_7 EUROS_7    /* 63 bytes */

/* Names of any length at any depth: the path stays short, and is UTF-8. */
static void long_paths(void)
{
	static const char TEXT[] = "{\"" EUROS_21 "\xe2\x82\xac\":{\"it's\\u0041\":[1]}}";
	static char deep[60 * 520];
	char *at = deep;
	struct json json;

	ok(read_text(&json, TEXT, sizeof TEXT - 1) == 0, "long and odd names are read");
	same(json_path(&json, 0, json.count - 1, "$", &arena),
	     "$['" EUROS_21 "...']['it\\'s\\u0041'][*]",
	     "a path shows 64 bytes of a name, whole characters, and escapes its quote");
	for (int i = 0; i < 60; i++)
		at += sprintf(at, "{\"%0500d\":", i);
	*at++ = '1';
	for (int i = 0; i < 60; i++)
		*at++ = '}';
	ok(read_text(&json, deep, (size_t)(at - deep)) == 0, "long names in each other are read");
	ok(strlen(json_path(&json, 0, json.count - 1, "$", &arena)) <= 1024,
	   "a path ends within 1 KiB");
}

static char *read_file(const char *folder, const char *name, size_t *length)
{
	char path[1024];
	FILE *file;
	char *bytes;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "rb");
	if (file == NULL)
		return NULL;
	fseek(file, 0, SEEK_END);
	*length = (size_t)ftell(file);
	rewind(file);
	bytes = malloc(*length + 1);
	*length = fread(bytes, 1, *length, file);
	fclose(file);
	return bytes;
}

/* y_ must be accepted, n_ refused; what becomes of i_ is the parser's choice. */
static void public_suite(void)
{
	const char *folder = getenv("JSON_TEST_SUITE");
	DIR *files = folder ? opendir(folder) : NULL;
	struct dirent *entry;
	int seen = 0;

	while (files != NULL && (entry = readdir(files)) != NULL) {
		const char *name = entry->d_name;
		struct json json;
		size_t length = 0;
		char *bytes;
		int good;

		if (name[0] == '\0' || name[1] != '_' || !strstr(name, ".json"))
			continue;
		bytes = read_file(folder, name, &length);
		good = bytes && read_text(&json, bytes, length) == 0;
		ok(bytes && (name[0] == 'i' || good == (name[0] == 'y')), name);
		free(bytes);
		seen++;
	}
	if (files != NULL)
		closedir(files);
	ok(seen > 300, "the whole public suite was there");
}

int main(void)
{
	accepts_and_refuses();
	bounds();
	looking();
	every_place();
	escaped_names();
	long_paths();
	public_suite();
	arena_free(&arena);
	return tap_done();
}
