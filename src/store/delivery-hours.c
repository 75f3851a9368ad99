#include "store/delivery-hours.h"

#include "base/clock.h"

/* Counts that are held before they are written: of so many sources and outcomes in turn
 * each is written once. */
#define HOURS_MAX 64

#define HOUR_LENGTH 13      /* of a time: 2026-11-24T13 */
#define OUTCOME_SIZE 16     /* the longest, quarantined, and its NUL */

/* Columns of select-deliveries.sql. */
enum { SOURCE_ID, RECEIVED_AT, OUTCOME, FIRST_SUM };

/* bytes, events, stored, redelivered, quarantined, findings. */
#define SUMS 6

struct hour {
	int64_t source_id, deliveries, sums[SUMS];
	char outcome[OUTCOME_SIZE], first_at[CLOCK_TEXT_SIZE], last_at[CLOCK_TEXT_SIZE];
};

struct hours {
	const struct database *database;
	sqlite3_stmt *count;
	struct hour held[HOURS_MAX];
	unsigned held_count;
	struct hour *latest;        /* that a delivery was added to; NULL: none is held */
};

/* All of a time that is shorter, as a stranger might write into the table. */
static struct text hour_of(const struct hour *hour)
{
	return (struct text){hour->first_at, strnlen(hour->first_at, HOUR_LENGTH)};
}

static int write_hours(struct hours *hours, struct error *error)
{
	sqlite3_stmt *s = hours->count;

	for (unsigned i = 0; i < hours->held_count; i++) {
		const struct hour *hour = &hours->held[i];

		sqlite3_bind_int64(s, 1, hour->source_id);
		statement_bind_text(s, 2, hour_of(hour));
		statement_bind_text(s, 3, text_of(hour->outcome));
		sqlite3_bind_int64(s, 4, hour->deliveries);
		for (int k = 0; k < SUMS; k++)
			sqlite3_bind_int64(s, 5 + k, hour->sums[k]);
		statement_bind_text(s, 5 + SUMS, text_of(hour->first_at));
		statement_bind_text(s, 6 + SUMS, text_of(hour->last_at));
		if (statement_run(hours->database, s, "cannot count deliveries", error) != 0)
			return -1;
	}
	hours->held_count = 0;
	hours->latest = NULL;
	return 0;
}

static bool is_of(const struct hour *hour, int64_t source_id, const char *received_at,
                  const char *outcome)
{
	return hour->source_id == source_id && strcmp(hour->outcome, outcome) == 0 &&
	       strncmp(hour->first_at, received_at, HOUR_LENGTH) == 0;
}

static struct hour *find_hour(struct hours *hours, int64_t source_id, const char *received_at,
                              const char *outcome)
{
	if (hours->latest != NULL && is_of(hours->latest, source_id, received_at, outcome))
		return hours->latest;
	for (unsigned i = 0; i < hours->held_count; i++)
		if (is_of(&hours->held[i], source_id, received_at, outcome))
			return &hours->held[i];
	return NULL;
}

static void copy(char *to, size_t size, const char *from)
{
	size_t length = strnlen(from, size - 1);

	memcpy(to, from, length);
	to[length] = '\0';
}

static struct hour *add_hour(struct hours *hours, int64_t source_id, const char *received_at,
                             const char *outcome)
{
	struct hour *hour = &hours->held[hours->held_count++];

	*hour = (struct hour){.source_id = source_id};
	copy(hour->outcome, sizeof hour->outcome, outcome);
	copy(hour->first_at, sizeof hour->first_at, received_at);
	copy(hour->last_at, sizeof hour->last_at, received_at);
	return hour;
}

static int add_delivery(struct hours *hours, sqlite3_stmt *row, struct error *error)
{
	int64_t source_id = sqlite3_column_int64(row, SOURCE_ID);
	const char *received_at = (const char *)sqlite3_column_text(row, RECEIVED_AT);
	const char *outcome = (const char *)sqlite3_column_text(row, OUTCOME);
	struct hour *hour;

	if (received_at == NULL || outcome == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to count deliveries");
	hour = find_hour(hours, source_id, received_at, outcome);
	if (hour == NULL && hours->held_count == HOURS_MAX && write_hours(hours, error) != 0)
		return -1;
	if (hour == NULL)
		hour = add_hour(hours, source_id, received_at, outcome);
	hour->deliveries++;
	for (int i = 0; i < SUMS; i++)
		hour->sums[i] += sqlite3_column_int64(row, FIRST_SUM + i);
	if (strcmp(received_at, hour->first_at) < 0)
		copy(hour->first_at, sizeof hour->first_at, received_at);
	if (strcmp(received_at, hour->last_at) > 0)
		copy(hour->last_at, sizeof hour->last_at, received_at);
	hours->latest = hour;
	return 0;
}

int delivery_hours_count(const struct database *database, sqlite3_stmt *select,
                         sqlite3_stmt *count, int64_t after, int64_t until,
                         struct error *error)
{
	struct hours hours = {.database = database, .count = count};
	int result = 0;

	sqlite3_bind_int64(select, 1, after);
	sqlite3_bind_int64(select, 2, until);
	while (result == 0 && sqlite3_step(select) == SQLITE_ROW)
		result = add_delivery(&hours, select, error);
	if (sqlite3_reset(select) != SQLITE_OK && result == 0)
		result = database_error(database, "cannot count deliveries", error);
	if (result == 0)
		result = write_hours(&hours, error);
	sqlite3_clear_bindings(count);    /* they are this call's */
	return result;
}
