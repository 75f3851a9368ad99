#include "tool/lack.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "contract/literal.h"

/* Events wait a second or so for those that come with them. Who waits for longer waits for
 * somebody who derives. */
#define PATIENCE_MS 10000

/* The columns of ask-lack.sql. */
enum { EVENTS, WAITING, WAITING_SINCE, VIN, FLEET, MONITOR, SOURCE, OPERAND };

struct lack {
	int64_t events, waiting, waiting_since_ms;
	bool known[OPERAND + 1];     /* of what the filter names */
};

static int take(void *context, const struct question_row *row)
{
	struct lack *lack = context;

	lack->events = row->cells[EVENTS].integer;
	lack->waiting = row->cells[WAITING].integer;
	if (row->cells[WAITING_SINCE].kind == QUESTION_TEXT)
		literal_date(row->cells[WAITING_SINCE].text, &lack->waiting_since_ms);
	for (int i = VIN; i <= OPERAND; i++)
		lack->known[i] = row->cells[i].integer != 0;
	return 0;
}

/* What is named and unknown, in words; NULL: nothing is. A VIN is not repeated. */
static const char *unknown_thing(const struct lack *lack)
{
	static const char *const THINGS[] = {
		[VIN] = "no event names this vehicle", [FLEET] = "no vehicle of this fleet is known",
		[MONITOR] = "this monitor has sent nothing",
		[SOURCE] = "there is no such source, neither in the configuration nor in the database",
		[OPERAND] = "no event tells of this action",
	};

	for (int i = VIN; i <= OPERAND; i++)
		if (!lack->known[i])
			return THINGS[i];
	return NULL;
}

/* Whether there are any. */
static bool put_filters(const struct question_filter *filter)
{
	const struct {
		const char *option, *value;
	} FILTERS[] = {
		{"--vin", filter->vin}, {"--fleet", filter->fleet}, {"--monitor", filter->monitor},
		{"--source", filter->source}, {"--since", filter->since}, {"--until", filter->until},
	};
	const char *before = "nothing passes ";

	for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++) {
		if (FILTERS[i].value == NULL)
			continue;
		fprintf(stderr, "%s%s", before, FILTERS[i].option);
		before = " and ";
	}
	return before[0] == ' ';
}

static void put_waiting(const struct lack *lack)
{
	fprintf(stderr, "%" PRId64 " event%s not derived yet; the receiver does that in a second, "
	        "and if none is running `carhook rebuild` does", lack->waiting,
	        lack->waiting == 1 ? " is" : "s are");
}

static void explain(const struct lack *lack, const struct question_filter *filter,
                    const struct lack_answer *answer)
{
	const char *unknown = unknown_thing(lack);

	fprintf(stderr, "%s: ", answer->program);
	if (lack->events == 0)
		fprintf(stderr, "%s: no event is stored", answer->none);
	else if (unknown != NULL)
		fputs(unknown, stderr);
	else if (!put_filters(filter))
		fputs(answer->none, stderr);
	if (answer->derived && lack->waiting > 0) {
		fputs("; ", stderr);
		put_waiting(lack);
	}
	fputc('\n', stderr);
}

int lack_tell(struct query *query, const struct question_filter *filter,
              const struct lack_answer *answer, bool *unknown, struct error *error)
{
	struct question_filter named = *filter;
	struct lack lack = {.events = 0};
	int64_t rows;

	*unknown = false;
	if (answer->rows > 0 && !answer->derived)
		return 0;
	named.since = named.until = NULL;
	if (question_ask(query, QUESTION_LACK, &named, take, &lack, &rows, error) != 0)
		return -1;
	if (answer->rows == 0) {
		explain(&lack, filter, answer);
		*unknown = unknown_thing(&lack) != NULL;
	} else if (lack.waiting > 0 && clock_now_ms() - lack.waiting_since_ms > PATIENCE_MS) {
		fprintf(stderr, "%s: not all is in this answer: ", answer->program);
		put_waiting(&lack);
		fputc('\n', stderr);
	}
	return 0;
}
