#include "receive/answer.h"

#include <stdbool.h>
#include <stdio.h>

static const struct {
	int status;
	int code;                /* xError: the status and a number of our own */
	const char *message;     /* what the sender's operator should know */
	const char *header;      /* an extra header line, or "" */
} ANSWERS[ANSWER_COUNT] = {
	[ANSWER_STORED] = {200, 0, "", ""},
	[ANSWER_HEALTHY] = {200, 0, "", ""},
	[ANSWER_METRICS] = {200, 0, "", ""},
	[ANSWER_NOT_JSON] = {400, 400001, "The body is not JSON; a copy is kept in quarantine.", ""},
	[ANSWER_TRUNCATED] = {400, 400002, "The body ended before its announced length.", ""},
	[ANSWER_STRICT] = {400, 400003, "The body deviates from the contract's edition; a copy is "
	                                "kept in quarantine.", ""},
	[ANSWER_NO_CREDENTIAL] = {401, 401001, "A registered credential is missing.",
	                          "WWW-Authenticate: Bearer realm=\"carhook\"\r\n"},
	[ANSWER_WRONG_CREDENTIAL] = {401, 401002, "A registered credential is wrong.",
	                             "WWW-Authenticate: Bearer realm=\"carhook\"\r\n"},
	[ANSWER_NO_SOURCE] = {404, 404001, "Nothing is registered at this path.", ""},
	[ANSWER_METHOD] = {405, 405001, "Callbacks are sent with POST.", "Allow: POST\r\n"},
	[ANSWER_TOO_LARGE] = {413, 413001, "The body is larger than this receiver takes.", ""},
	[ANSWER_TYPE] = {415, 415001, "The body is not declared as application/json.", ""},
	[ANSWER_NOT_STORED] = {500, 500001, "Not stored; send it again.", ""},
};

static const struct {
	int status;
	const char *phrase;
} PHRASES[] = {
	{200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"},
	{400, "Bad Request"}, {401, "Unauthorized"}, {404, "Not Found"},
	{405, "Method Not Allowed"}, {413, "Content Too Large"},
	{415, "Unsupported Media Type"}, {500, "Internal Server Error"},
};

struct answer answer_of(enum answer_kind kind, const char *debug)
{
	return (struct answer){.kind = kind, .status = ANSWERS[kind].status, .debug = debug};
}

const char *answer_name(enum answer_kind kind)
{
	static const char *const NAMES[ANSWER_COUNT] = {
		[ANSWER_STORED] = "stored", [ANSWER_HEALTHY] = "healthy",
		[ANSWER_METRICS] = "metrics", [ANSWER_NOT_JSON] = "not_json",
		[ANSWER_TRUNCATED] = "truncated", [ANSWER_STRICT] = "strict",
		[ANSWER_NO_CREDENTIAL] = "no_credential",
		[ANSWER_WRONG_CREDENTIAL] = "wrong_credential",
		[ANSWER_NO_SOURCE] = "no_source", [ANSWER_METHOD] = "method",
		[ANSWER_TOO_LARGE] = "too_large", [ANSWER_TYPE] = "type",
		[ANSWER_NOT_STORED] = "not_stored",
	};

	return NAMES[kind];
}

static const char *phrase_of(int status)
{
	for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++)
		if (PHRASES[i].status == status)
			return PHRASES[i].phrase;
	return "OK";
}

/* JSON text of a sentence that may quote a path or a file name. */
static const char *quoted(struct arena *arena, const char *sentence)
{
	size_t length = strlen(sentence);
	char *copy = arena_alloc(arena, length * 6 + 1), *at = copy;

	if (copy == NULL)
		return "";
	for (; *sentence != '\0'; sentence++) {
		unsigned char c = (unsigned char)*sentence;
		if (c < 0x20 || c == '"' || c == '\\')
			at += sprintf(at, "\\u%04x", c);
		else
			*at++ = (char)c;
	}
	*at = '\0';
	return copy;
}

static char *write_body(const struct answer *answer, struct arena *arena)
{
	if (answer->kind == ANSWER_HEALTHY)
		return arena_format(arena, "{\"status\":\"receiving\"}\n");
	if (answer->kind == ANSWER_STORED)
		return arena_format(arena,
		                    "{\"stored\":%zu,\"redelivered\":%zu,\"quarantined\":%zu,"
		                    "\"findings\":%u}\n",
		                    answer->stored, answer->redelivered, answer->quarantined,
		                    answer->findings);
	return arena_format(arena, "{\"code\":%d,\"message\":\"%s\",\"debug\":\"%s\"}\n",
	                    ANSWERS[answer->kind].code, ANSWERS[answer->kind].message,
	                    answer->debug ? quoted(arena, answer->debug) : "");
}

struct text answer_write(const struct answer *answer, int is_head, struct arena *arena)
{
	bool has_own = answer->kind == ANSWER_METRICS;
	struct text body = has_own ? answer->body : text_of(write_body(answer, arena));
	const char *response = body.at == NULL ? NULL : arena_format(arena,
		"Status: %d %s\r\n"
		"Content-Type: %s\r\n"
		"Content-Length: %zu\r\n"
		"Cache-Control: no-store\r\n"
		"%s\r\n%.*s",
		answer->status, phrase_of(answer->status),
		has_own ? METRICS_TYPE : "application/json", body.length,
		ANSWERS[answer->kind].header, is_head ? 0 : (int)body.length, body.at);

	return text_of(response);
}
