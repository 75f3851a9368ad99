#include "tool/column.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What a word of a coloured column means to whoever looks for trouble. */
static const struct {
	const char *word, *colour;
} COLOURS[] = {
	{"open", "red"}, {"Critical", "red"}, {"failed", "red"}, {"Failed", "red"},
	{"silent", "red"}, {"stuck", "red"}, {"contradiction", "red"},
	{"pending_after_final", "red"}, {"quarantined", "red"},
	{"success", "green"}, {"Success", "green"}, {"already_done", "green"},
	{"AlreadyDone", "green"}, {"receiving", "green"}, {"stored", "green"},
	{"done", "green"}, {"was so already", "green"}, {"ok", "green"},
	{"closed", "green"},
	{"quiet", "yellow"}, {"pending", "yellow"}, {"Warning", "yellow"}, {"mixed", "yellow"},
	{"warning", "yellow"}, {"critical", "red"}, {"nothing yet", "yellow"},
	{"not told", "yellow"}, {"not yet", "yellow"}, {"empty", "yellow"},
	{"400", "red"},
};

/* Whose cells are coloured, and by what: by the words above, or where something was
 * counted that should not be there. */
enum look { LOOK_PLAIN, LOOK_WORD, LOOK_BAD_COUNT, LOOK_ODD_COUNT };

/* Those whose name in capitals is not short enough, that may be wrapped, or coloured. */
static const struct column {
	const char *name, *title;
	unsigned least;      /* characters that it may be wrapped to; 0: never */
	enum look look;
} COLUMNS[] = {
	{"vin", "VIN", 0, LOOK_PLAIN}, {"fleet_id", "FLEET", 0, LOOK_PLAIN},
	{"monitor_id", "MONITOR", 0, LOOK_PLAIN}, {"action_id", "ACTION", 0, LOOK_PLAIN},
	{"event_id", "EVENT", 0, LOOK_PLAIN}, {"quarantine_id", "ID", 0, LOOK_PLAIN},
	{"delivery_id", "ID", 0, LOOK_PLAIN}, {"trip_id", "TRIP", 0, LOOK_PLAIN},
	{"remote_type", "REMOTE", 0, LOOK_PLAIN}, {"mileage_km", "KM", 0, LOOK_PLAIN},
	{"fuel_level_percent", "FUEL %", 0, LOOK_PLAIN},
	{"electric_level_percent", "BATT. %", 0, LOOK_PLAIN}, {"open_alerts", "ALERTS", 0, LOOK_BAD_COUNT},
	{"altitude_m", "ALT. M", 0, LOOK_PLAIN}, {"heading_deg", "DEG", 0, LOOK_PLAIN},
	{"duration_s", "SECONDS", 0, LOOK_PLAIN}, {"distance_km", "KM", 0, LOOK_PLAIN},
	{"fuel_used_l", "FUEL L", 0, LOOK_PLAIN}, {"electric_used_kwh", "KWH", 0, LOOK_PLAIN},
	{"average_speed_kmh", "KM/H", 0, LOOK_PLAIN}, {"max_speed_kmh", "MAX KM/H", 0, LOOK_PLAIN},
	{"events_per_day", "PER DAY", 0, LOOK_PLAIN}, {"last_received_at", "RECEIVED AT", 0, LOOK_PLAIN},
	{"redelivered", "AGAIN", 0, LOOK_PLAIN}, {"redelivered_percent", "AGAIN %", 0, LOOK_PLAIN},
	{"events_per_minute", "PER MIN", 0, LOOK_PLAIN},
	{"last_event_at", "LAST EVENT", 0, LOOK_PLAIN},
	{"what", "WHAT", 30, LOOK_PLAIN}, {"value", "VALUE", 16, LOOK_PLAIN},
	{"previous", "PREVIOUS", 12, LOOK_PLAIN}, {"failure_cause", "CAUSE", 12, LOOK_PLAIN},
	{"feedback_detail", "DETAIL", 12, LOOK_PLAIN}, {"path", "PATH", 24, LOOK_PLAIN},
	{"reason", "REASON", 32, LOOK_PLAIN}, {"foreseen_by", "FORESEEN BY", 12, LOOK_PLAIN},
	{"type", "TYPE", 24, LOOK_PLAIN}, {"state", "STATE", 0, LOOK_WORD},
	{"outcome", "OUTCOME", 0, LOOK_WORD},
	{"severity", "SEVERITY", 0, LOOK_WORD}, {"status", "STATUS", 0, LOOK_WORD},
	{"problem", "PROBLEM", 0, LOOK_WORD}, {"level", "LEVEL", 0, LOOK_WORD},
	{"findings", "FINDINGS", 0, LOOK_ODD_COUNT}, {"quarantined", "QUARANTINED", 0, LOOK_BAD_COUNT},
};

static const struct column *find(const char *name)
{
	for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++)
		if (strcmp(COLUMNS[i].name, name) == 0)
			return &COLUMNS[i];
	return NULL;
}

static char *title_of(struct arena *arena, const struct column *column, const char *name)
{
	const char *text = column ? column->title : name;
	char *title = arena_copy(arena, text, strlen(text));

	for (char *c = title; c != NULL && *c != '\0'; c++)
		*c = *c == '_' ? ' ' : (char)toupper((unsigned char)*c);
	return title;
}

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name);

	return length >= strlen(end) && strcmp(name + length - strlen(end), end) == 0;
}

static bool is_number(const char *name)
{
	static const char *const ENDS[] = {
		"_km", "_percent", "_s", "_l", "_kwh", "_kmh", "_m", "_deg", "longitude",
		"latitude", "events", "stored", "redelivered", "quarantined", "findings", "times",
		"steps", "step", "bytes", "days", "per_day", "reminders", "deliveries", "alerts",
		"per_minute", "event_id", "delivery_id", "quarantine_id", "minutes_ago", "_h",
	};

	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
		if (ends_with(name, ENDS[i]))
			return true;
	return false;
}

/* How many names of the list stand before `name`; of one that is not in it, all. */
static unsigned rank_in(const char *important, const char *name)
{
	unsigned rank = 0;

	while (*important != '\0') {
		size_t length = strcspn(important, " ");

		if (text_is((struct text){important, length}, name))
			break;
		rank++;
		important += length + (important[length] == ' ');
	}
	return rank;
}

/* By the word that it is, or that it begins with: "not yet: Accepted". */
static const char *colour_of(const char *cell)
{
	struct text word = {cell, strcspn(cell, ":")};

	for (size_t i = 0; i < sizeof COLOURS / sizeof *COLOURS; i++)
		if (text_is(word, COLOURS[i].word))
			return COLOURS[i].colour;
	return NULL;
}

static bool is_some(const char *cell)
{
	return strcmp(cell, "0") != 0 && strcmp(cell, "-") != 0;
}

static const char *red_if_some(const char *cell)
{
	return is_some(cell) ? "red" : NULL;
}

static const char *yellow_if_some(const char *cell)
{
	return is_some(cell) ? "yellow" : NULL;
}

struct terminal_column column_of(struct arena *arena, const char *name, const char *important)
{
	static const char *(*const COLOUR[])(const char *cell) = {
		[LOOK_PLAIN] = NULL, [LOOK_WORD] = colour_of, [LOOK_BAD_COUNT] = red_if_some,
		[LOOK_ODD_COUNT] = yellow_if_some,
	};
	const struct column *column = find(name);

	return (struct terminal_column){
		.title = title_of(arena, column, name), .right = is_number(name),
		.least = column ? column->least : 0,
		.rank = important ? rank_in(important, name) : 0,
		.colour = COLOUR[column ? column->look : LOOK_PLAIN],
	};
}

/* 2026-11-24T13:00:00.000Z without its milliseconds: as precise as people ask, and what
 * --since takes. */
const char *column_show(struct arena *arena, const char *name, struct text cell)
{
	size_t whole = strlen("2026-11-24T13:00:00.000Z"), second = strlen("2026-11-24T13:00:00");

	if (cell.length == whole && cell.at[second] == '.' && cell.at[whole - 1] == 'Z' &&
	    (strcmp(name, "at") == 0 || ends_with(name, "_at")))
		return arena_format(arena, "%.*sZ", (int)second, cell.at);
	return arena_copy(arena, cell.at, cell.length);
}
