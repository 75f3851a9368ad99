#include "tool/status.h"

#include "tool/human-time.h"

#define MINUTE_MS 60000.0

/* What the sender cannot deliver for so long it deletes (contract section 9). */
#define SENDER_KEEPS_MS (INT64_C(72) * 3600000)

/* The columns of ask-status.sql. */
enum { SOURCE, STATE, LAST_AT, LAST_EVENT_AT, MINUTES_AGO, EVENTS_PER_MINUTE,
       REDELIVERED_PERCENT, QUARANTINED, FINDINGS, QUIET_FOR, SENDER_DELETES_FROM,
       SENDER_DELETES };

static int set_text(struct question_cell *cell, const char *text)
{
	if (text == NULL)
		return -1;
	*cell = (struct question_cell){.kind = QUESTION_TEXT, .text = text_of(text)};
	return 0;
}

static void note_silent(const struct question_cell *cells, const char *program,
                        bool deletes_already, FILE *notes)
{
	fprintf(notes, "%s: %s has been silent for %s; if the way is broken, the sender %s what "
	        "it could not deliver %s %s, %s\n", program, cells[SOURCE].text.at,
	        cells[QUIET_FOR].text.at, deletes_already ? "has deleted" : "will delete",
	        deletes_already ? "since" : "from", cells[SENDER_DELETES_FROM].text.at,
	        cells[SENDER_DELETES].text.at);
}

/* Of whoever is not receiving, and has been once. */
static int tell_pause(struct question_cell *cells, const char *program, struct arena *arena,
                      FILE *notes, bool *wrong)
{
	char quiet[HUMAN_DURATION_SIZE], rest[HUMAN_DURATION_SIZE];
	int64_t quiet_ms = (int64_t)(cells[MINUTES_AGO].real * MINUTE_MS);
	int64_t rest_ms = SENDER_KEEPS_MS - quiet_ms;

	human_duration(quiet, quiet_ms);
	human_duration(rest, rest_ms);
	if (set_text(&cells[QUIET_FOR], arena_format(arena, "%s", quiet)) != 0 ||
	    set_text(&cells[SENDER_DELETES],
	             arena_format(arena, rest_ms > 0 ? "in %s" : "for %s already", rest)) != 0)
		return -1;
	if (text_is(cells[STATE].text, "silent")) {
		*wrong = true;
		note_silent(cells, program, rest_ms <= 0, notes);
	}
	return 0;
}

int status_complete(struct question_cell *cells, const char *program, struct arena *arena,
                    FILE *notes, bool *wrong)
{
	if (text_is(cells[STATE].text, "receiving"))
		return 0;
	if (cells[LAST_AT].kind != QUESTION_NULL)
		return tell_pause(cells, program, arena, notes, wrong);
	*wrong = true;
	fprintf(notes, "%s: %s has never sent anything; is its target registered at the vendor, "
	        "and does `carhook send --source %s URL` get through?\n", program,
	        cells[SOURCE].text.at, cells[SOURCE].text.at);
	return 0;
}
