#include "contract/identity.h"

#include <endian.h>
#include <sodium.h>

#include "contract/member.h"

/* The canonical form: each value is a letter for its kind, a 4-byte count or
 * length, and its bytes. Lengths in front make it unambiguous without escaping. */
#define HEADER_SIZE 5

struct canonical {
	const struct json *json;
	struct arena *scratch;
	struct arena *arena;       /* of what outlives the identity: findings */
	struct findings *findings; /* NULL: nothing is told */
	const char *path;
	uint32_t top;
	char *at;
	int failed;
};

static void put_header(struct canonical *c, char kind, uint32_t count)
{
	const uint32_t big_endian = htobe32(count);

	*c->at++ = kind;
	memcpy(c->at, &big_endian, sizeof big_endian);
	c->at += sizeof big_endian;
}

static void put_text(struct canonical *c, char kind, struct text text)
{
	put_header(c, kind, (uint32_t)text.length);
	if (text.length > 0)
		memcpy(c->at, text.at, text.length);
	c->at += text.length;
}

static void put_value(struct canonical *c, uint32_t node, const char *without);

static void put_object(struct canonical *c, uint32_t node, const char *without)
{
	struct members members;

	if (members_sort(&members, c->json, node, without, c->scratch) != 0 ||
	    (c->findings != NULL &&
	     members_report_repeated(&members, c->json, c->top, c->path, c->findings,
	                             c->arena) != 0)) {
		c->failed = 1;
		return;
	}
	put_header(c, 'o', members.count);
	for (uint32_t i = 0; i < members.count && !c->failed; i++) {
		put_text(c, 'k', members.list[i].name);
		put_value(c, members.list[i].node + 1, NULL);
	}
}

static void put_array(struct canonical *c, uint32_t node)
{
	put_header(c, 'a', json_count(c->json, node));
	for (uint32_t i = json_first(c->json, node); i < json_end(c->json, node);
	     i = json_next(c->json, i))
		put_value(c, i, NULL);
}

/* Recursion is bounded by max_depth. */
static void put_value(struct canonical *c, uint32_t node, const char *without)
{
	static const char LETTERS[] = {
		[JSON_NULL] = 'z', [JSON_FALSE] = 'f', [JSON_TRUE] = 't',
		[JSON_NUMBER] = 'n', [JSON_STRING] = 's',
	};
	enum json_kind kind = json_kind(c->json, node);
	struct text text;

	if (kind == JSON_OBJECT) {
		put_object(c, node, without);
	} else if (kind == JSON_ARRAY) {
		put_array(c, node);
	} else if (kind == JSON_NUMBER || kind == JSON_STRING) {
		text = json_string(c->json, node, c->scratch, 0);
		c->failed |= text.at == NULL;
		put_text(c, LETTERS[kind], text);
	} else {
		put_header(c, LETTERS[kind], 0);
	}
}

/* Every node adds a header; names and scalars at most their source's bytes. */
static size_t value_bound(const struct json *json, uint32_t node)
{
	const struct json_node *n = &json->nodes[node];

	return (n->end - n->start) + (size_t)HEADER_SIZE * (n->next - node);
}

static size_t canonical_bound(const struct identity_subject *subject)
{
	size_t bound = 2 * HEADER_SIZE + subject->id.length +
	               value_bound(subject->json, subject->node);

	for (unsigned i = 0; i < subject->around_count; i++)
		bound += HEADER_SIZE + value_bound(subject->around_json, subject->around[i]);
	return bound;
}

/* What stands around an event tells of its oddities itself. */
static void put_around(struct canonical *c, const struct identity_subject *subject)
{
	struct canonical around = {.json = subject->around_json, .scratch = c->scratch,
	                           .at = c->at};

	for (unsigned i = 0; i < subject->around_count; i++) {
		put_header(&around, 'e', (unsigned char)subject->around_kinds[i]);
		put_value(&around, subject->around[i], NULL);
	}
	c->at = around.at;
	c->failed |= around.failed;
}

int identity_of(unsigned char digest[IDENTITY_SIZE], const struct identity_subject *subject,
                struct arena *scratch, struct arena *arena, struct findings *findings,
                struct error *error)
{
	struct canonical c = {.json = subject->json, .scratch = scratch, .arena = arena,
	                      .findings = findings, .path = subject->path,
	                      .top = subject->node};
	char *first = arena_alloc(scratch, canonical_bound(subject));

	if (first == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to identify an event");
	c.at = first;
	put_header(&c, subject->tag, subject->id.at != NULL);
	put_text(&c, 'i', subject->id);
	put_around(&c, subject);
	put_value(&c, subject->node, subject->without);
	if (c.failed)
		return error_set(error, ERROR_MEMORY, "no memory to identify an event");
	identity_of_bytes(digest, (struct text){first, (size_t)(c.at - first)});
	return 0;
}

/* BLAKE2b of the VIN, keyed with the content's digest. */
void identity_of_vehicle(unsigned char digest[IDENTITY_SIZE],
                         const unsigned char content[IDENTITY_SIZE], struct text vin)
{
	crypto_generichash(digest, IDENTITY_SIZE, (const unsigned char *)vin.at, vin.length,
	                   content, IDENTITY_SIZE);
}

void identity_of_bytes(unsigned char digest[IDENTITY_SIZE], struct text bytes)
{
	crypto_generichash(digest, IDENTITY_SIZE, (const unsigned char *)bytes.at, bytes.length,
	                   NULL, 0);
}
