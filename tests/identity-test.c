/* identity-test: what makes two deliveries the same event, and what does not. */
#include "contract/identity.h"
#include "tap.h"

static struct arena arena;
static unsigned duplicates;

static void identify(unsigned char digest[IDENTITY_SIZE], char tag, const char *id,
                     const char *text)
{
	struct findings findings = {.count = 0};
	struct json json;
	struct error error;

	memset(digest, 0, IDENTITY_SIZE);
	if (json_read(&json, &arena, text, strlen(text), 64, 100000, &error) != 0 ||
	    identity_of(digest, &(struct identity_subject){
			.json = &json, .without = "attributes", .path = "$", .tag = tag,
			.id = text_of(id)}, &arena, &arena, &findings, &error) != 0)
		printf("# %s\n", error.text);
	duplicates = findings.count;
}

static int same_event(const char *a, const char *b)
{
	unsigned char x[IDENTITY_SIZE], y[IDENTITY_SIZE];

	identify(x, 'm', "id", a);
	identify(y, 'm', "id", b);
	return memcmp(x, y, IDENTITY_SIZE) == 0;
}

/* A database holds the digests of what came before: they are these, for ever. Reckoned
 * apart, with another BLAKE2b, from `m` and 1, `i` and the id, `o` and 3, `k` and `a`, and
 * so on, each count in four bytes. */
static void never_changes(void)
{
	static const char DIGEST[IDENTITY_SIZE + 1] =
		"\xaa\xcf\x8c\x73\x42\xdf\x81\x36"
		"\xf6\x73\x9a\xbb\x43\x62\xcf\xed";
	unsigned char digest[IDENTITY_SIZE];

	identify(digest, 'm', "id", "{\"c\": true, \"b\": \"x\", \"a\": [1.50, null]}");
	ok(memcmp(digest, DIGEST, IDENTITY_SIZE) == 0, "the digest is that of former versions");
}

int main(void)
{
	unsigned char a[IDENTITY_SIZE], b[IDENTITY_SIZE];

	ok(same_event("{\"a\":1,\"b\":[2]}", " { \"b\" : [ 2 ] ,\r\n\"a\":1}"),
	   "order of members and white space do not matter");
	ok(same_event("{\"a\":\"\xc3\xa9/\"}", "{\"\\u0061\":\"\\u00e9\\/\"}"),
	   "how characters are escaped does not matter");
	ok(same_event("{\"a\":1,\"attributes\":[1]}", "{\"a\":1}"),
	   "attributes of the event itself do not matter");
	ok(!same_event("{\"a\":{\"attributes\":[1]}}", "{\"a\":{}}"),
	   "a member of that name deeper down does");
	ok(!same_event("{\"a\":1}", "{\"a\":1.0}"), "the text of a number matters");
	ok(!same_event("{\"a\":1}", "{\"a\":\"1\"}"), "a number is not a string");
	ok(!same_event("[1,2]", "[2,1]"), "the order of items matters");
	ok(!same_event("{\"a\":[[],[]]}", "{\"a\":[[[]]]}"), "nesting matters");
	ok(!same_event("{\"a\":\"b\"}", "{\"b\":\"a\"}"), "names are not values");
	ok(!same_event("{\"a\":null}", "{}"), "null is not absence");
	ok(!same_event("{\"a\":false}", "{\"a\":true}"), "false is not true");
	ok(!same_event("\"\\ud800\"", "\"\\udc00\""), "lone surrogates differ");
	ok(!same_event("\"a\\u0000b\"", "\"a\\u0000c\""), "what is behind a NUL counts");
	identify(a, 'm', "one", "{}");
	identify(b, 'm', "two", "{}");
	ok(memcmp(a, b, IDENTITY_SIZE) != 0, "the monitor's id matters");
	identify(b, 'r', "one", "{}");
	ok(memcmp(a, b, IDENTITY_SIZE) != 0, "the kind matters");
	identify(a, 'm', NULL, "{}");
	identify(b, 'm', "", "{}");
	ok(memcmp(a, b, IDENTITY_SIZE) != 0, "no id is not an empty id");
	identify(a, 'm', "id", "{\"vin\":\"A\",\"vin\":\"B\",\"x\":{\"y\":1,\"\\u0079\":2}}");
	ok(duplicates == 2, "repeated names are found, also when escaped and deeper down");
	identify(b, 'm', "id", "{\"vin\":\"B\",\"vin\":\"A\",\"x\":{\"y\":1,\"\\u0079\":2}}");
	ok(memcmp(a, b, IDENTITY_SIZE) != 0, "the order of repeated members matters");
	never_changes();
	arena_free(&arena);
	return tap_done();
}
