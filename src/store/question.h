/* question.h: the questions that the tool's verbs ask, by name. The SQL of each stands in
 * sql/queries/ask-NAME.sql or disclose-NAME.sql; rows come one by one, so that any number
 * takes no memory. */
#ifndef CARHOOK_QUESTION_H
#define CARHOOK_QUESTION_H

#include "base/arena.h"
#include "store/query-filter.h"
#include "store/query.h"

enum question {
	QUESTION_VEHICLES, QUESTION_VEHICLE, QUESTION_POSITIONS, QUESTION_TRACK,
	QUESTION_ALERTS, QUESTION_REMOTES, QUESTION_REMOTE, QUESTION_TRIPS, QUESTION_MONITORS,
	QUESTION_SOURCES, QUESTION_FINDINGS, QUESTION_QUARANTINE, QUESTION_DELIVERIES,
	QUESTION_EVENTS, QUESTION_TRACKS, QUESTION_READINGS, QUESTION_STATUS, QUESTION_SILENCE,
	QUESTION_METRICS, QUESTION_LACK,
	/* Of one vehicle, everything: */
	DISCLOSE_EVENTS, DISCLOSE_MENTIONS, DISCLOSE_ENVELOPES, DISCLOSE_QUARANTINE,
	DISCLOSE_FINDINGS, DISCLOSE_REDELIVERIES, DISCLOSE_VEHICLE, DISCLOSE_LATEST,
	DISCLOSE_POSITIONS, DISCLOSE_VALUES, DISCLOSE_STEPS, DISCLOSE_ALERTS, DISCLOSE_TRIPS,
	DISCLOSE_COLLISIONS, DISCLOSE_ALARMS, DISCLOSE_THEFTS, DISCLOSE_ERASURES,
	QUESTION_COUNT
};

enum question_kind { QUESTION_NULL, QUESTION_INTEGER, QUESTION_REAL, QUESTION_TEXT };

struct question_cell {
	enum question_kind kind;
	int64_t integer;
	double real;
	struct text text;            /* of every kind but NULL, as SQLite writes it */
};

struct question_row {
	int count;
	const char *const *names;    /* the columns' */
	const struct question_cell *cells;
};

/* Gets one row, which lives until it returns. -1 ends the asking. */
typedef int question_taker(void *context, const struct question_row *row);

/* Asks. *rows is how many there were. -1 with an error, or as soon as `take` returns it
 * (the error is then untouched). */
int question_ask(struct query *query, enum question question,
                 const struct question_filter *filter, question_taker *take, void *context,
                 int64_t *rows, struct error *error);

/* The names of the columns of the answer, for a heading where there is no row. The list
 * lives as long as `arena`. */
int question_columns(struct query *query, enum question question, struct arena *arena,
                     const char *const **names, int *count, struct error *error);

#endif
