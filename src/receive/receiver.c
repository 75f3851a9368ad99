#include "receive/receiver.h"

#include <strings.h>

#include "base/clock.h"
#include "receive/mask.h"
#include "receive/metrics.h"

void receiver_start(struct exchange *exchange, const struct config *config,
                    parameters variables)
{
	*exchange = (struct exchange){.arena = exchange->arena, .config = config,
	                              .variables = variables};
}

void receiver_end(struct exchange *exchange)
{
	arena_reset(&exchange->arena);
}

static bool refuse(struct exchange *exchange, enum answer_kind kind, const char *debug)
{
	exchange->answer = answer_of(kind, debug);
	return false;
}

/* ---- Before the body ---- */

static bool is_method(const struct exchange *exchange, const char *method)
{
	const char *given = parameters_get(exchange->variables, "REQUEST_METHOD");

	return given != NULL && strcmp(given, method) == 0;
}

/* The media type without its parameters, in any case. JSON's own name, the older
 * text/json and every +json (RFC 6839) are taken; a sender that names no type, too. */
static bool is_json_type(const char *type)
{
	static const char *const NAMES[] = {"application/json", "text/json"};
	size_t length = strcspn(type ? type : "", "; \t");

	if (length == 0)
		return true;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (length == strlen(NAMES[i]) && strncasecmp(type, NAMES[i], length) == 0)
			return true;
	return length > 5 && strncasecmp(type + length - 5, "+json", 5) == 0;
}

static bool is_plain_encoding(const char *encoding)
{
	return encoding == NULL || *encoding == '\0' || strcasecmp(encoding, "identity") == 0;
}

static bool check_type(struct exchange *exchange)
{
	if (!is_plain_encoding(parameters_get(exchange->variables, "HTTP_CONTENT_ENCODING")))
		return refuse(exchange, ANSWER_TYPE, "Content-Encoding is not identity");
	if (!is_json_type(parameters_get(exchange->variables, "CONTENT_TYPE")))
		return refuse(exchange, ANSWER_TYPE, "Content-Type is not application/json");
	return true;
}

/* A path that the receiver itself answers at, with GET or HEAD. */
static bool asks_at(const struct exchange *exchange, struct text path, const char *own)
{
	return own != NULL && text_is(path, own) &&
	       (exchange->is_head || is_method(exchange, "GET"));
}

bool receiver_admit(struct exchange *exchange)
{
	struct text path = parameters_path(exchange->variables, &exchange->arena);

	exchange->is_head = is_method(exchange, "HEAD");
	exchange->is_health = asks_at(exchange, path, exchange->config->health_path);
	if (exchange->is_health)
		return refuse(exchange, ANSWER_HEALTHY, NULL);
	exchange->is_metrics = asks_at(exchange, path, exchange->config->metrics_path);
	if (exchange->is_metrics)
		return refuse(exchange, ANSWER_METRICS, NULL);
	exchange->source = admit_find_source(exchange->config, path);
	if (exchange->source == NULL)
		return refuse(exchange, ANSWER_NO_SOURCE, NULL);
	if (!is_method(exchange, "POST"))
		return refuse(exchange, ANSWER_METHOD, NULL);
	if (!admit_head(exchange->source, exchange->variables, &exchange->arena,
	                &exchange->answer))
		return false;
	return check_type(exchange);
}

/* ---- The body ---- */

static bool short_of_memory(struct exchange *exchange)
{
	return refuse(exchange, ANSWER_NOT_STORED, "memory is short");
}

/* Puts the whole body in quarantine under an answer that is not 2xx. */
static bool quarantine_body(struct exchange *exchange, struct text body,
                            enum answer_kind kind, const char *reason)
{
	struct reject *reject = arena_alloc(&exchange->arena, sizeof *reject);

	if (reject == NULL || reason == NULL)
		return short_of_memory(exchange);
	*reject = (struct reject){
		"$", reason, mask_bytes(exchange->source, body, &exchange->arena)};
	if (reject->bytes.at == NULL)
		return short_of_memory(exchange);
	exchange->answer = answer_of(kind, reason);
	exchange->delivery.shape = callback_shape_name(exchange->callback.shape);
	exchange->delivery.event_count = 0;
	exchange->delivery.rejects = reject;
	exchange->delivery.reject_count = 1;
	exchange->delivery.status = exchange->answer.status;
	return true;
}

static int open_callback(struct exchange *exchange, struct text body, struct error *error)
{
	const struct callback_limits limits = {exchange->config->max_depth,
	                                       exchange->config->max_nodes};

	return callback_open(&exchange->callback, body, &limits, &exchange->arena, error);
}

static bool read_callback(struct exchange *exchange, struct text body)
{
	struct error error;

	if (open_callback(exchange, body, &error) == 0)
		return true;
	/* A body credential cannot be found in what cannot be read. */
	if (admit_needs_body(exchange->source))
		return refuse(exchange, ANSWER_NO_CREDENTIAL, "the body cannot be read");
	if (error.code == ERROR_MEMORY)
		return short_of_memory(exchange);
	return quarantine_body(exchange, body,
	                       error.code == ERROR_LIMIT ? ANSWER_TOO_LARGE : ANSWER_NOT_JSON,
	                       arena_format(&exchange->arena, "%s", error.text));
}

/* The VIN attribute of header or query: B2C events carry none in themselves. */
static struct text outer_vin(struct exchange *exchange)
{
	const char *name = exchange->source->vin_attribute;
	struct text vin = text_of(parameters_header(exchange->variables, name));

	if (!attribute_is_told(vin))
		vin = parameters_query(exchange->variables, name, &exchange->arena);
	return attribute_is_told(vin) ? vin : TEXT_NONE;
}

static bool read_events(struct exchange *exchange)
{
	const struct event_context context = {
		.edition = exchange->source->edition,
		.credentials = admit_credential_names(exchange->source, &exchange->arena),
		.vin_attribute = exchange->source->vin_attribute,
		.vin = exchange->delivery.vin,
	};
	struct error error;

	if (context.credentials == NULL ||
	    callback_read_events(&exchange->callback, &context, &exchange->arena, &error) != 0)
		return short_of_memory(exchange);
	return true;
}

static bool mask_rejects(struct exchange *exchange)
{
	struct callback *c = &exchange->callback;

	for (size_t i = 0; i < c->reject_count; i++) {
		c->rejects[i].bytes =
			mask_bytes(exchange->source, c->rejects[i].bytes, &exchange->arena);
		if (c->rejects[i].bytes.at == NULL)
			return short_of_memory(exchange);
	}
	return true;
}

static unsigned count_findings(const struct callback *callback)
{
	unsigned count = callback->findings.count;

	for (size_t i = 0; i < callback->place_count; i++)
		count += callback->events[i].findings.count;
	return count;
}

/* Remote events have a success code of their own in B2B; a body without any event
 * that can be read was accepted, not processed. */
static int success_status(const struct exchange *exchange)
{
	const struct callback *c = &exchange->callback;
	bool is_remote = c->shape == SHAPE_REMOTES ||
	                 (c->place_count > 0 && c->events[0].kind == EVENT_REMOTE);

	if (exchange->source->success_status != 0)
		return exchange->source->success_status;
	if (c->place_count == 0 && c->reject_count > 0)
		return 202;
	return edition_success_status(exchange->source->edition, is_remote);
}

static void fill_delivery(struct exchange *exchange)
{
	struct callback *c = &exchange->callback;
	struct delivery *d = &exchange->delivery;

	exchange->answer = answer_of(ANSWER_STORED, NULL);
	exchange->answer.status = success_status(exchange);
	d->shape = callback_shape_name(c->shape);
	d->status = exchange->answer.status;
	d->events = c->events;
	d->event_count = c->place_count;
	d->rejects = c->rejects;
	d->reject_count = c->reject_count;
	d->findings = &c->findings;
	d->finding_count = count_findings(c);
	d->envelope = c->envelope;
}

/* A strict source takes nothing that deviates; the findings are kept all the same. */
static bool refuse_deviation(struct exchange *exchange, struct text body)
{
	struct callback *c = &exchange->callback;

	for (size_t i = 0; i < c->place_count; i++)
		findings_append(&c->findings, &c->events[i].findings);
	return quarantine_body(exchange, body, ANSWER_STRICT,
	                       arena_format(&exchange->arena,
	                                    "strict source: %u findings, %zu unreadable parts",
	                                    exchange->delivery.finding_count,
	                                    c->reject_count));
}

static void start_delivery(struct exchange *exchange, struct text body, struct text vin)
{
	exchange->delivery = (struct delivery){
		.source = exchange->source->name,
		.edition = edition_name(exchange->source->edition),
		.received_ms = clock_now_ms(),
		.bytes = body.length,
		.vin = vin,
	};
}

/* From the open callback to the delivery, once it is known to be the source's. */
static bool read_delivery(struct exchange *exchange, struct text body)
{
	const struct delivery *d = &exchange->delivery;

	if (!read_events(exchange) || !mask_rejects(exchange))
		return false;
	fill_delivery(exchange);
	if (exchange->source->strict && (d->finding_count > 0 || d->reject_count > 0))
		return refuse_deviation(exchange, body);
	return true;
}

bool receiver_read(struct exchange *exchange, const struct received_body *body)
{
	if (body->too_large)
		return refuse(exchange, ANSWER_TOO_LARGE, NULL);
	if (body->truncated)
		return refuse(exchange, ANSWER_TRUNCATED, NULL);
	start_delivery(exchange, body->bytes, outer_vin(exchange));
	if (!read_callback(exchange, body->bytes))
		return false;
	if (exchange->answer.status != 0)
		return true;    /* to quarantine */
	if (!admit_body(exchange->source, &exchange->callback, &exchange->arena,
	                &exchange->answer))
		return false;
	mask_callback(exchange->source, &exchange->callback, &exchange->arena);
	return read_delivery(exchange, body->bytes);
}

bool receiver_replay(struct exchange *exchange, struct text body, struct text vin,
                     const char **reason)
{
	struct delivery *d = &exchange->delivery;
	struct error error;

	*reason = "memory is short";
	start_delivery(exchange, body, vin);
	if (open_callback(exchange, body, &error) != 0)
		*reason = arena_format(&exchange->arena, "%s", error.text);
	else if (read_delivery(exchange, body) && d->event_count == 0)
		*reason = d->reject_count > 0 ? d->rejects[0].reason : "there are no events in it";
	d->status = 0;
	return d->event_count > 0;
}

/* ---- The answer ---- */

void receiver_measure(struct exchange *exchange, struct figures *figures)
{
	struct error error;

	if (metrics_text(&exchange->answer.body, exchange->config, figures, &exchange->arena,
	                 &error) != 0)
		exchange->answer = answer_of(ANSWER_NOT_STORED, error_reason(error.code));
}

struct text receiver_answer(struct exchange *exchange, const struct error *error)
{
	struct answer *answer = &exchange->answer;

	if (error != NULL)
		*answer = answer_of(ANSWER_NOT_STORED, error_reason(error->code));
	answer->stored = exchange->delivery.stored;
	answer->redelivered = exchange->delivery.redelivered;
	answer->quarantined = exchange->delivery.reject_count;
	answer->findings = exchange->delivery.finding_count;
	return answer_write(answer, exchange->is_head, &exchange->arena);
}
