/* request-fuzz.c: any request on its way through the receiver, short of the database.
 *
 * The input is lines "NAME=value", an empty line, and the body. Covers receive/: URLs,
 * credentials, bodies, answers. Claims:
 *
 *   - every request gets an answer: a status of the table, a body that is JSON
 *   - without its source's credential nothing goes on to be stored
 *   - what is quarantined holds no secret of the source
 *   - nothing is stored under an answer that says it was refused unread */
#include <string.h>

#include "receive/receiver.h"
#include "require.h"

#define VARIABLES_MAX 64

/* A secret long enough that chance does not find it; the seeds have it. */
#define SECRET "fuzzed-secret"

static struct credential BEARER[] = {
	{.place = CREDENTIAL_HEADER, .name = "authorization", .values = {"Bearer " SECRET},
	 .value_count = 1},
};
static struct credential QUERY[] = {
	{.place = CREDENTIAL_QUERY, .name = "token", .values = {SECRET, "the-next-one"},
	 .value_count = 2},
	{.place = CREDENTIAL_HEADER, .name = "x-api-key", .values = {SECRET}, .value_count = 1},
};
static struct credential BODY[] = {
	{.place = CREDENTIAL_BODY, .name = "secret", .values = {SECRET}, .value_count = 1},
};

static struct source SOURCES[] = {
	{.name = "open", .path = "/open", .edition = B2B_3_18, .open = true,
	 .vin_attribute = "vin"},
	{.name = "bearer", .path = "/bearer", .edition = B2C_4_16, .credentials = BEARER,
	 .credential_count = 1, .vin_attribute = "vin"},
	{.name = "query", .path = "/query", .edition = B2B_2_0, .credentials = QUERY,
	 .credential_count = 2, .vin_attribute = "x-vin", .success_status = 204},
	{.name = "body", .path = "/body", .edition = B2C_2_0, .credentials = BODY,
	 .credential_count = 1, .vin_attribute = "vin"},
	{.name = "strict", .path = "/strict", .edition = B2B_3_3, .open = true, .strict = true,
	 .vin_attribute = "vin"},
};

static const struct config CONFIG = {
	.health_path = "/health", .max_body = 1 << 20, .max_depth = DEPTH, .max_nodes = NODES,
	.sources = SOURCES, .source_count = sizeof SOURCES / sizeof *SOURCES,
};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct error error;

	(void)argc;
	(void)argv;
	require(admit_initialise(&error) == 0);
	return 0;
}

/* ---- The input ---- */

/* Cuts the lines in front of the body out of `text`, in place; returns the body. */
static char *cut_variables(char *text, char *variables[VARIABLES_MAX + 1])
{
	size_t count = 0;
	char *end;

	while (count < VARIABLES_MAX && *text != '\n' && (end = strchr(text, '\n')) != NULL) {
		*end = '\0';
		if (strchr(text, '=') != NULL)
			variables[count++] = text;
		text = end + 1;
	}
	variables[count] = NULL;
	return *text == '\n' ? text + 1 : text;
}

/* ---- Claims ---- */

static bool holds(struct text text, const char *word)
{
	return text.length > 0 && memmem(text.at, text.length, word, strlen(word)) != NULL;
}

static void check_response(struct exchange *exchange)
{
	struct text response = receiver_answer(exchange, NULL);
	const char *body = response.at == NULL ? NULL : strstr(response.at, "\r\n\r\n");
	struct arena arena = ARENA_EMPTY;

	require(body != NULL && strncmp(response.at, "Status: ", 8) == 0);
	require(exchange->answer.status >= 200 && exchange->answer.status <= 599);
	require(!holds(response, SECRET));
	body += 4;
	require(exchange->is_head ? *body == '\0' : is_json(text_of(body), &arena));
	arena_free(&arena);
}

static void check_masked(const struct credential *credential, struct text bytes)
{
	for (size_t i = 0; i < credential->value_count; i++)
		require(!holds(bytes, credential->values[i]));
}

static void check_quarantine(const struct source *source, const struct delivery *delivery)
{
	for (size_t i = 0; i < delivery->reject_count; i++)
		for (size_t k = 0; k < source->credential_count; k++)
			check_masked(&source->credentials[k], delivery->rejects[i].bytes);
}

/* Somewhere in the request the secret must have been, if the source wants one. */
static void check_credential(const struct exchange *exchange, struct text input)
{
	const struct source *source = exchange->source;

	require(source != NULL);
	require(source->open || holds(input, "secret") || holds(input, "next") ||
	        holds(input, "%") || holds(input, "\\") || exchange->callback.shape == SHAPE_FCM);
	require(source->open || exchange->delivery.status != 401);
}

static void check_delivery(const struct exchange *exchange, struct text input)
{
	const struct delivery *delivery = &exchange->delivery;

	check_credential(exchange, input);
	check_quarantine(exchange->source, delivery);
	require(delivery->status == exchange->answer.status);
	require(delivery->source != NULL && delivery->edition != NULL && delivery->shape != NULL);
	/* An error is answered for what went to quarantine and for nothing else. */
	require(delivery->status < 300 ||
	        (delivery->event_count == 0 && delivery->reject_count == 1));
}

static void serve(char *const *variables, struct text body, struct text input)
{
	const struct received_body received = {.bytes = body};
	struct exchange exchange = {.arena = ARENA_EMPTY};

	receiver_start(&exchange, &CONFIG, variables);
	if (receiver_admit(&exchange) && receiver_read(&exchange, &received))
		check_delivery(&exchange, input);
	check_response(&exchange);
	receiver_end(&exchange);
	arena_free(&exchange.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *variables[VARIABLES_MAX + 1], *copy = malloc(size + 1), *bytes;
	struct text body;

	require(copy != NULL);
	memcpy(copy, data, size);
	copy[size] = '\0';
	body.at = cut_variables(copy, variables);
	body.length = (size_t)(copy + size - body.at);
	/* Of its exact size, so that the address sanitizer sees the byte behind it. */
	bytes = malloc(body.length + (body.length == 0));
	require(bytes != NULL);
	memcpy(bytes, body.at, body.length);
	serve(variables, (struct text){bytes, body.length},
	      (struct text){(const char *)data, size});
	free(bytes);
	free(copy);
	return 0;
}
