#include "contract/json.h"

#include <endian.h>

#include "contract/json-escape.h"

#define LENGTH_MAX (1u << 30)     /* offsets are 32 bits */

/* The first guess at how many nodes a text has: the vendor's callbacks have one in ten
 * bytes. A large one begins with a megabyte of them. */
#define FIRST_NODES 16
#define BYTES_A_NODE 8
#define FIRST_NODES_MAX 65536

/* What the reader is in the middle of. */
struct reader {
	struct json *json;
	struct arena *arena;
	const unsigned char *text;
	uint32_t at, length;
	uint32_t capacity, node_limit;
	uint32_t depth, depth_limit;
	uint32_t open[];              /* node indexes of the open arrays and objects */
};

static int refuse(const struct reader *r, struct error *error, const char *what)
{
	return error_set(error, ERROR_NOT_JSON, "not JSON: %s at byte %u of %u", what, r->at,
	                 r->length);
}

/* ---- Strings: UTF-8 (RFC 3629) ---- */

/* Length of the well-formed UTF-8 sequence at `p` with `left` bytes, or 0. The
 * ranges of the second byte shut out overlong forms, surrogates and > U+10FFFF. */
static uint32_t utf8_length(const unsigned char *p, uint32_t left)
{
	static const struct {
		unsigned char first_min, first_max, second_min, second_max, length;
	} FORMS[] = {
		{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
		{0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
		{0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};

	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		if (p[0] < FORMS[i].first_min || p[0] > FORMS[i].first_max)
			continue;
		if (left < FORMS[i].length || p[1] < FORMS[i].second_min ||
		    p[1] > FORMS[i].second_max)
			return 0;
		for (uint32_t k = 2; k < FORMS[i].length; k++)
			if ((p[k] & 0xc0) != 0x80)
				return 0;
		return FORMS[i].length;
	}
	return 0;
}

/* Steps over one escape; the backslash is at r->at. */
static int skip_escape(struct reader *r, struct json_node *node, struct error *error)
{
	const unsigned char *p = r->text + r->at + 1;
	uint32_t left = r->length - r->at - 1, used;
	int32_t point;

	node->escaped = 1;
	if (left > 0 && json_escape_simple(*p)) {
		r->at += 2;
		return 0;
	}
	if (left == 0 || *p != 'u')
		return refuse(r, error, "an escape that does not exist");
	point = json_escape_point(p, left, &used);
	if (point < 0)
		return refuse(r, error, "a \\u escape without four hex digits");
	if (point == 0 || (point >= 0xd800 && point <= 0xdfff))
		node->odd = 1, r->json->odd = true;
	r->at += 1 + used;
	return 0;
}

/* 1: an ASCII byte that stands for itself inside a string. */
static const unsigned char PLAIN[256] = {
	[0x20 ... 0x21] = 1, [0x23 ... 0x5b] = 1, [0x5d ... 0x7f] = 1,
};

/* How many of the eight bytes stand for themselves before the first that does not. A
 * byte's high bit is set in the sum if it is a quote, a backslash, a control character or
 * not ASCII; a borrow from such a byte may set one too many, but only behind it. */
static inline uint32_t count_plain(const unsigned char *eight_bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones * 0x80;
	uint64_t eight, quote, backslash, odd;

	memcpy(&eight, eight_bytes, 8);
	eight = le64toh(eight);       /* the first byte is the lowest */
	quote = eight ^ ones * '"';
	backslash = eight ^ ones * '\\';
	odd = ((eight - ones * 0x20) | (quote - ones) | (backslash - ones) | eight) & highs;
	return odd == 0 ? 8 : (uint32_t)__builtin_ctzll(odd) / 8;
}

/* The first place at or behind `at` that does not stand for itself, or the end. */
static inline uint32_t skip_plain(const unsigned char *text, uint32_t at, uint32_t length)
{
	while (length - at >= 8) {
		uint32_t plain = count_plain(text + at);

		at += plain;
		if (plain < 8)
			return at;
	}
	while (at < length && PLAIN[text[at]])
		at++;
	return at;
}

/* Steps over what does not stand for itself, and is no quote. */
static int skip_special(struct reader *r, struct json_node *node, struct error *error)
{
	unsigned char c = r->text[r->at];
	uint32_t length;

	if (c == '\\')
		return skip_escape(r, node, error);
	if (c < 0x20)
		return refuse(r, error, "a control character in a string");
	length = utf8_length(r->text + r->at, r->length - r->at);
	if (length == 0)
		return refuse(r, error, "bytes that are not UTF-8");
	r->at += length;
	return 0;
}

/* Reads a string into `node`; r->at is behind the opening quote. */
static int read_string(struct reader *r, struct json_node *node, struct error *error)
{
	node->start = r->at;
	for (;;) {
		r->at = skip_plain(r->text, r->at, r->length);
		if (r->at == r->length)
			return refuse(r, error, "a string without its closing quote");
		if (r->text[r->at] == '"') {
			node->end = r->at++;
			return 0;
		}
		if (skip_special(r, node, error) != 0)
			return -1;
	}
}

/* ---- Numbers and words ---- */

static bool skip_digits(struct reader *r)
{
	uint32_t first = r->at;

	while (r->at < r->length && r->text[r->at] >= '0' && r->text[r->at] <= '9')
		r->at++;
	return r->at > first;
}

static bool skip_byte(struct reader *r, char a, char b)
{
	if (r->at >= r->length || (r->text[r->at] != a && r->text[r->at] != b))
		return false;
	r->at++;
	return true;
}

/* number = [ minus ] int [ frac ] [ exp ]; int has no leading zero. */
static int read_number(struct reader *r, struct error *error)
{
	skip_byte(r, '-', '-');
	if (!skip_byte(r, '0', '0') && !skip_digits(r))
		return refuse(r, error, "a number without digits");
	if (skip_byte(r, '.', '.') && !skip_digits(r))
		return refuse(r, error, "a number without digits after its point");
	if (skip_byte(r, 'e', 'E')) {
		skip_byte(r, '+', '-');
		if (!skip_digits(r))
			return refuse(r, error, "a number without digits in its exponent");
	}
	return 0;
}

static int read_word(struct reader *r, struct json_node *node, struct error *error)
{
	static const struct {
		const char *word;
		uint32_t length;
		enum json_kind kind;
	} WORDS[] = {{"true", 4, JSON_TRUE}, {"false", 5, JSON_FALSE}, {"null", 4, JSON_NULL}};

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		if (r->length - r->at < WORDS[i].length ||
		    memcmp(r->text + r->at, WORDS[i].word, WORDS[i].length) != 0)
			continue;
		node->kind = (uint8_t)WORDS[i].kind;
		r->at += WORDS[i].length;
		return 0;
	}
	return refuse(r, error, r->at == r->length ? "the end, where a value should begin"
	                                           : "a character that begins no value");
}

/* ---- Nodes ---- */

static uint32_t guess_nodes(uint32_t length)
{
	uint32_t nodes = FIRST_NODES + length / BYTES_A_NODE;

	return nodes < FIRST_NODES_MAX ? nodes : FIRST_NODES_MAX;
}

static int grow(struct reader *r, struct error *error)
{
	struct json *json = r->json;
	uint32_t capacity = r->capacity ? r->capacity * 2 : guess_nodes(r->length);
	struct json_node *nodes;

	if (json->count >= r->node_limit)
		return error_set(error, ERROR_LIMIT,
		                 "more than %u values and names in one body (max_nodes)",
		                 r->node_limit);
	if (capacity > r->node_limit)
		capacity = r->node_limit;
	nodes = arena_alloc(r->arena, capacity * sizeof *nodes);
	if (nodes == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to read the body");
	if (json->count > 0)
		memcpy(nodes, json->nodes, json->count * sizeof *nodes);
	json->nodes = nodes;
	r->capacity = capacity;
	return 0;
}

static inline struct json_node *node_new(struct reader *r, enum json_kind kind,
                                         struct error *error)
{
	struct json *json = r->json;
	struct json_node *node;

	if (json->count == r->capacity && grow(r, error) != 0)
		return NULL;
	node = &json->nodes[json->count++];
	*node = (struct json_node){.start = r->at, .next = json->count, .kind = (uint8_t)kind};
	return node;
}

/* Steps over white space to a byte, or to the end, for which NUL stands: that is no part
 * of any JSON text, and is refused like the end. */
static inline unsigned char next_byte(struct reader *r)
{
	for (; r->at < r->length; r->at++) {
		unsigned char c = r->text[r->at];

		if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t'))
			return c;
	}
	return '\0';
}

/* ---- Structure ---- */

static int read_name(struct reader *r, struct error *error)
{
	struct json_node *node;

	if (next_byte(r) != '"')
		return refuse(r, error, "no member name in double quotes");
	r->at++;
	node = node_new(r, JSON_STRING, error);
	if (node == NULL || read_string(r, node, error) != 0)
		return -1;
	node->is_name = 1;
	if (next_byte(r) != ':')
		return refuse(r, error, "no colon after a member name");
	r->at++;
	return 0;
}

static int open_container(struct reader *r, enum json_kind kind, struct error *error)
{
	uint32_t index = r->json->count;

	if (r->depth == r->depth_limit)
		return error_set(error, ERROR_LIMIT,
		                 "more than %u nested arrays and objects (max_depth)",
		                 r->depth_limit);
	if (node_new(r, kind, error) == NULL)
		return -1;
	r->open[r->depth++] = index;
	r->at++;
	return 0;
}

/* The array or object that the reader is in. */
static struct json_node *container(const struct reader *r)
{
	return &r->json->nodes[r->open[r->depth - 1]];
}

/* Closes it when it ends here. */
static bool close_container(struct reader *r, unsigned char c)
{
	struct json_node *node = container(r);

	if (c != (node->kind == JSON_OBJECT ? '}' : ']'))
		return false;
	node->end = ++r->at;
	node->next = r->json->count;
	r->depth--;
	return true;
}

/* Reads a value that is not a container and begins with `c`. */
static int read_scalar(struct reader *r, unsigned char c, struct error *error)
{
	bool digit = c == '-' || (c >= '0' && c <= '9');
	struct json_node *node = node_new(r, digit ? JSON_NUMBER : JSON_STRING, error);

	if (node == NULL)
		return -1;
	if (c == '"') {
		r->at++;
		return read_string(r, node, error);
	}
	if ((digit ? read_number(r, error) : read_word(r, node, error)) != 0)
		return -1;
	node->end = r->at;
	return 0;
}

/* After a value: closes what ends here, and stands before the next value. */
static int read_between(struct reader *r, struct error *error)
{
	while (r->depth > 0) {
		unsigned char c = next_byte(r);

		if (c == ',') {
			r->at++;
			return container(r)->kind == JSON_OBJECT ? read_name(r, error) : 0;
		}
		if (!close_container(r, c))
			return refuse(r, error, "neither a comma nor a closing bracket");
	}
	return 0;
}

/* Opens a container and steps to its first value; an empty one is closed again. */
static int read_opening(struct reader *r, enum json_kind kind, bool *empty,
                        struct error *error)
{
	if (open_container(r, kind, error) != 0)
		return -1;
	*empty = close_container(r, next_byte(r));
	return *empty || kind == JSON_ARRAY ? 0 : read_name(r, error);
}

static int read_document(struct reader *r, struct error *error)
{
	do {
		unsigned char c = next_byte(r);
		bool value_done = true;

		if (c == '{' || c == '[') {
			if (read_opening(r, c == '{' ? JSON_OBJECT : JSON_ARRAY, &value_done,
			                 error) != 0)
				return -1;
		} else if (read_scalar(r, c, error) != 0) {
			return -1;
		}
		if (value_done && read_between(r, error) != 0)
			return -1;
	} while (r->depth > 0);
	next_byte(r);
	return r->at == r->length ? 0 : refuse(r, error, "more text behind the value");
}

int json_read(struct json *json, struct arena *arena, const char *text, size_t length,
              uint32_t depth, uint32_t nodes, struct error *error)
{
	struct reader *r = arena_alloc(arena, sizeof *r + depth * sizeof *r->open);

	if (r == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to read the body");
	if (length > LENGTH_MAX)
		return error_set(error, ERROR_LIMIT, "more than %u bytes in one body", LENGTH_MAX);
	*json = (struct json){.text = text};
	*r = (struct reader){.json = json, .arena = arena, .text = (const unsigned char *)text,
	                     .length = (uint32_t)length, .node_limit = nodes,
	                     .depth_limit = depth};
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		r->at = 3;
	return read_document(r, error);
}
