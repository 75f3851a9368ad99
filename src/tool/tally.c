#include "tool/tally.h"

#include <inttypes.h>

#include "contract/json.h"
#include "tool/terminal.h"

/* The receiver's answers are one small object. */
#define ANSWER_DEPTH 4
#define ANSWER_NODES 64

bool tally_is_success(long status)
{
	return status >= 200 && status <= 299;
}

/* The whole number called `name`, or 0. */
static uint64_t number_in(const struct json *json, const char *name)
{
	uint32_t node = json_member_of_kind(json, 0, name, JSON_NUMBER);
	struct text digits = node == JSON_ABSENT ? TEXT_NONE : json_raw(json, node);
	uint64_t number = 0;

	for (size_t i = 0; i < digits.length; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9' || number > UINT32_MAX)
			return 0;
		number = number * 10 + (uint64_t)(digits.at[i] - '0');
	}
	return number;
}

void tally_add_answer(struct tally *tally, long status, struct text body)
{
	struct arena arena = ARENA_EMPTY;
	struct json json;

	tally->requests++;
	tally->answers[status >= 0 && status < TALLY_STATUSES ? status : 0]++;
	if (tally_is_success(status) && json_read(&json, &arena, body.at, body.length,
	                                          ANSWER_DEPTH, ANSWER_NODES, NULL) == 0) {
		tally->stored += number_in(&json, "stored");
		tally->redelivered += number_in(&json, "redelivered");
		tally->quarantined += number_in(&json, "quarantined");
		tally->findings += number_in(&json, "findings");
	}
	arena_free(&arena);
}

void tally_add_trouble(struct tally *tally, const char *trouble)
{
	tally->requests++;
	tally->unanswered++;
	snprintf(tally->trouble, sizeof tally->trouble, "%s", trouble);
}

static double seconds_of(const struct tally *tally)
{
	return (double)tally->elapsed_us / 1e6;
}

static double rate_of(const struct tally *tally)
{
	return tally->elapsed_us > 0 ? (double)tally->requests / seconds_of(tally) : 0;
}

void tally_print(const struct tally *tally, FILE *to)
{
	const char *between = "";

	fprintf(to, "Requests  %" PRIu64 " in %.2f s, %.0f/s\nAnswers   ", tally->requests,
	        seconds_of(tally), rate_of(tally));
	for (int status = 0; status < TALLY_STATUSES; status++) {
		if (tally->answers[status] == 0)
			continue;
		fprintf(to, "%s%" PRIu64 " x %d", between, tally->answers[status], status);
		between = ", ";
	}
	if (tally->unanswered > 0)
		fprintf(to, "%s%" PRIu64 " without (%s)", between, tally->unanswered,
		        tally->trouble);
	fprintf(to, "\nEvents    %" PRIu64 " stored, %" PRIu64 " redelivered, %" PRIu64
	        " in quarantine, %" PRIu64 " findings\n", tally->stored, tally->redelivered,
	        tally->quarantined, tally->findings);
	if (tally->failed > 0)
		fprintf(to, "Failed    %" PRIu64 " without a 2xx in the end\n", tally->failed);
}

void tally_print_json(const struct tally *tally, FILE *to)
{
	const char *between = "";

	fprintf(to, "{\"requests\":%" PRIu64 ",\"answers\":{", tally->requests);
	for (int status = 0; status < TALLY_STATUSES; status++) {
		if (tally->answers[status] == 0)
			continue;
		fprintf(to, "%s\"%d\":%" PRIu64, between, status, tally->answers[status]);
		between = ",";
	}
	fprintf(to, "},\"unanswered\":%" PRIu64 ",\"trouble\":", tally->unanswered);
	terminal_put_json(to, text_of(tally->unanswered > 0 ? tally->trouble : NULL));
	fprintf(to, ",\"failed\":%" PRIu64 ",\"stored\":%" PRIu64 ",\"redelivered\":%" PRIu64
	        ",\"quarantined\":%" PRIu64 ",\"findings\":%" PRIu64
	        ",\"seconds\":%.3f,\"requests_per_second\":%.1f}\n",
	        tally->failed, tally->stored, tally->redelivered, tally->quarantined,
	        tally->findings, seconds_of(tally), rate_of(tally));
}
