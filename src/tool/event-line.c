#include "tool/event-line.h"

#include <inttypes.h>

#include "contract/facts.h"
#include "tool/terminal.h"

/* ---- What an event says ---- */

static void put_value(FILE *to, const struct fact_value *value)
{
	terminal_put_text(to, value->data);
	fputc('=', to);
	if (value->literal.at != NULL || value->type.at == NULL)
		terminal_put_text(to, value->literal);
	else {
		fputc('(', to);   /* an object: (obj.alert) */
		terminal_put_text(to, value->type);
		fputc(')', to);
	}
	if (value->previous.at == NULL)
		return;
	fputs(" (was ", to);
	terminal_put_text(to, value->previous);
	fputc(')', to);
}

static void put_step(FILE *to, const struct fact_step *step)
{
	const struct text parts[] = {
		step->type, step->status, step->failure_cause, step->feedback_detail,
	};
	const char *between = " ";

	terminal_put_text(to, step->remote_type);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].at == NULL)
			continue;
		fputs(between, to);
		terminal_put_text(to, parts[i]);
		between = "/";
	}
}

/* Zone and time triggers send monitor events without values. */
static void put_facts(FILE *to, const struct query_event *event,
                      const struct facts *facts)
{
	if (text_is(event->kind, "remote"))
		put_step(to, &facts->step);
	else if (facts->value_count == 0)
		fputs("(no values)", to);
	for (size_t i = 0; i < facts->value_count; i++) {
		fputs(i ? ", " : "", to);
		put_value(to, &facts->values[i]);
	}
	if (event->refresh == 1)
		fputs(" (reminder)", to);
}

int event_line_put_what(FILE *to, const struct query_event *event, const struct config *config,
                        struct arena *arena)
{
	struct facts facts = {0};
	struct error error;
	enum event_kind kind = text_is(event->kind, "remote") ? EVENT_REMOTE : EVENT_MONITOR;

	if (facts_read(&facts, event->json, kind, config->max_depth, config->max_nodes, arena,
	               &error) == 0)
		put_facts(to, event, &facts);
	else
		fprintf(to, "(%s)", error.text);
	return ferror(to) ? -1 : 0;
}

/* ---- Whole lines ---- */

static void put_padded(FILE *to, struct text text, size_t width)
{
	terminal_put_text(to, text);
	for (size_t i = text.at ? text.length : 1; i < width; i++)
		fputc(' ', to);
	fputs("  ", to);
}

/* Widths of what usually stands there; a longer text moves its line only. */
int event_line_put(FILE *to, const struct query_event *event, const struct config *config,
                   struct arena *arena)
{
	put_padded(to, event->received_at, 24);
	put_padded(to, event->source, 10);
	put_padded(to, event->kind, 7);
	put_padded(to, event->vin, 17);
	put_padded(to, event->event_at, 24);
	event_line_put_what(to, event, config, arena);
	if (event->redeliveries > 0)
		fprintf(to, "  (%" PRId64 " times again)", event->redeliveries);
	fputc('\n', to);
	return ferror(to) ? -1 : 0;
}

static void put_member(FILE *to, const char *name, struct text text)
{
	fprintf(to, "\"%s\":", name);
	terminal_put_json(to, text);
	fputc(',', to);
}

/* As sent; a line break can only stand between its tokens, where a space will do. */
static void put_event_json(FILE *to, struct text json)
{
	for (size_t i = 0; i < json.length; i++)
		fputc(json.at[i] == '\n' || json.at[i] == '\r' ? ' ' : json.at[i], to);
}

int event_line_put_json(FILE *to, const struct query_event *event)
{
	static const char *const REFRESH[] = {"null", "false", "true"};

	fprintf(to, "{\"id\":%" PRId64 ",", event->id);
	put_member(to, "received_at", event->received_at);
	put_member(to, "event_at", event->event_at);
	put_member(to, "source", event->source);
	put_member(to, "kind", event->kind);
	put_member(to, "monitor_id", event->monitor_id);
	put_member(to, "action_id", event->action_id);
	put_member(to, "callback_id", event->callback_id);
	put_member(to, "vin", event->vin);
	put_member(to, "fleet_id", event->fleet_id);
	fprintf(to, "\"refresh\":%s,\"redeliveries\":%" PRId64 ",\"event\":",
	        REFRESH[event->refresh + 1], event->redeliveries);
	put_event_json(to, event->json);
	fputs("}\n", to);
	return ferror(to) ? -1 : 0;
}
