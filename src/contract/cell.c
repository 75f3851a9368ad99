#include "contract/cell.h"

#include "base/clock.h"
#include "contract/literal.h"

static struct cell number_cell(enum cell_kind kind, double number)
{
	return (struct cell){.kind = kind, .number = number};
}

static struct cell text_cell(struct text text)
{
	return text.at == NULL || text.length == 0
	       ? (struct cell){.kind = CELL_NONE}
	       : (struct cell){.kind = CELL_TEXT, .text = text};
}

static struct cell read_number(struct text text, struct arena *arena)
{
	double number;
	bool comma;

	(void)arena;
	return literal_number(text, &number, &comma) ? number_cell(CELL_NUMBER, number)
	                                              : (struct cell){.kind = CELL_NONE};
}

static struct cell read_truth(struct text text, struct arena *arena)
{
	(void)arena;
	if (text_is(text, "true"))
		return number_cell(CELL_TRUTH, 1);
	return text_is(text, "false") ? number_cell(CELL_TRUTH, 0)
	                              : (struct cell){.kind = CELL_NONE};
}

static struct cell read_running(struct text text, struct arena *arena)
{
	struct cell truth = read_truth(text, arena);

	if (truth.kind == CELL_NONE)
		return text_cell(text);
	return text_cell(text_of(truth.number != 0 ? "Running" : "NotRunning"));
}

/* Words that the vendor has spelt right since (contract section 12). */
static struct cell read_word(struct text text, struct arena *arena)
{
	(void)arena;
	return text_cell(text_is(text, "Confort") ? TEXT_LITERAL("Comfort") : text);
}

/* Of the word No a reader of YAML makes a truth (contract C29). */
static struct cell read_no_word(struct text text, struct arena *arena)
{
	return read_word(text_is(text, "false") ? TEXT_LITERAL("No") : text, arena);
}

static struct cell read_date(struct text text, struct arena *arena)
{
	char at[CLOCK_TEXT_SIZE];
	int64_t ms;

	if (!literal_moment(text, &ms))
		return (struct cell){.kind = CELL_NONE};
	clock_format(ms, at);
	return text_cell(text_of(arena_copy(arena, at, sizeof at - 1)));
}

static struct cell read_duration(struct text text, struct arena *arena)
{
	double seconds;

	return literal_duration(text, &seconds) ? number_cell(CELL_NUMBER, seconds)
	                                        : read_number(text, arena);
}

/* A word from the sender may hold anything: it is written as JSON needs it. The words of
 * the contract are letters and digits, so that others can be left out. */
static bool is_plain(struct text word)
{
	for (size_t i = 0; i < word.length; i++)
		if ((unsigned char)word.at[i] < 0x20 || word.at[i] == '"' || word.at[i] == '\\')
			return false;
	return word.at != NULL && word.length > 0;
}

/* "A,B" becomes ["A","B"] (contract C8: a literal "could be a list"). */
static struct cell read_words(struct text text, struct arena *arena)
{
	char *list = is_plain(text) ? arena_alloc(arena, 3 * text.length + 5) : NULL, *to = list;
	struct text word;

	if (list == NULL)
		return (struct cell){.kind = CELL_NONE};
	for (word = literal_word(&text); word.at != NULL; word = literal_word(&text)) {
		*to = to == list ? '[' : ',';
		to++;
		*to++ = '"';
		memcpy(to, word.at, word.length);
		to += word.length;
		*to++ = '"';
	}
	if (to == list)
		return (struct cell){.kind = CELL_NONE};
	*to++ = ']';
	return text_cell((struct text){list, (size_t)(to - list)});
}

/* How severe a collision was (contract section 15); what is unknown is less than any. */
static size_t severity(struct text word)
{
	static const char *const SEVERITIES[] = {"Minimal", "Minor", "Major"};
	size_t count = sizeof SEVERITIES / sizeof *SEVERITIES;

	for (size_t i = 0; i < count; i++)
		if (text_is(word, SEVERITIES[i]))
			return i + 1;
	return 0;
}

static struct cell read_severest(struct text text, struct arena *arena)
{
	struct text worst = literal_word(&text), word;

	(void)arena;
	for (word = literal_word(&text); word.at != NULL; word = literal_word(&text))
		if (severity(word) > severity(worst))
			worst = word;
	return text_cell(worst);
}

static struct cell no_text(struct text text, struct arena *arena)
{
	(void)text, (void)arena;
	return (struct cell){.kind = CELL_NONE};
}

struct cell cell_of_text(struct text text, enum cell_reading how, struct arena *arena)
{
	static struct cell (*const READ[])(struct text, struct arena *) = {
		[AS_NUMBER] = read_number, [AS_TRUTH] = read_truth, [AS_RUNNING] = read_running,
		[AS_WORD] = read_word, [AS_NO_WORD] = read_no_word, [AS_WORDS] = read_words,
		[AS_SEVEREST] = read_severest,
		[AS_DATE] = read_date, [AS_DURATION] = read_duration, [AS_OPEN_DOORS] = no_text,
		[AS_BELTS] = no_text,
	};

	return text.at == NULL ? (struct cell){.kind = CELL_NONE} : READ[how](text, arena);
}

/* ---- Lists ---- */

/* The word that an item of a list adds to it, or TEXT_NONE. */
typedef struct text item_word(const struct json *json, uint32_t item, struct arena *arena);

static struct text plain_word(const struct json *json, uint32_t item, struct arena *arena)
{
	return json_kind(json, item) == JSON_STRING ? json_string(json, item, arena, '?')
	                                            : TEXT_NONE;
}

static struct text open_door(const struct json *json, uint32_t item, struct arena *arena)
{
	uint32_t state = json_member_of_kind(json, item, "state", JSON_STRING);
	uint32_t door = json_member_of_kind(json, item, "identifier", JSON_STRING);

	if (state == JSON_ABSENT || door == JSON_ABSENT || !json_is(json, state, "Open"))
		return TEXT_NONE;
	return json_string(json, door, arena, '?');
}

/* No word is longer than what the array's own text has room for. */
static struct cell read_list(const struct json *json, uint32_t array, item_word *word_of,
                             struct arena *arena)
{
	char *list = arena_alloc(arena, json_source(json, array).length + 3), *to = list;

	if (list == NULL)
		return (struct cell){.kind = CELL_NONE};
	*to++ = '[';
	for (uint32_t i = json_first(json, array); i < json_end(json, array);
	     i = json_next(json, i)) {
		struct text word = word_of(json, i, arena);

		if (!is_plain(word))
			continue;
		if (to > list + 1)
			*to++ = ',';
		*to++ = '"';
		memcpy(to, word.at, word.length);
		to += word.length;
		*to++ = '"';
	}
	*to++ = ']';
	return text_cell((struct text){list, (size_t)(to - list)});
}

/* One belt that is not worn is what the warning is about. */
static struct cell read_belts(const struct json *json, uint32_t array, struct arena *arena)
{
	struct cell cell = {.kind = CELL_NONE};

	for (uint32_t i = json_first(json, array); i < json_end(json, array);
	     i = json_next(json, i)) {
		uint32_t belt = json_member_of_kind(json, i, "belt", JSON_STRING);

		if (belt == JSON_ABSENT)
			continue;
		if (cell.kind == CELL_NONE || json_is(json, belt, "Omission"))
			cell = cell_of_text(json_string(json, belt, arena, '?'), AS_WORD, arena);
	}
	return cell;
}

static struct cell read_severest_item(const struct json *json, uint32_t array,
                                      struct arena *arena)
{
	struct text worst = TEXT_NONE;

	for (uint32_t i = json_first(json, array); i < json_end(json, array);
	     i = json_next(json, i)) {
		struct text word = plain_word(json, i, arena);

		if (worst.at == NULL || severity(word) > severity(worst))
			worst = word;
	}
	return text_cell(worst);
}

struct cell cell_read(const struct json *json, uint32_t node, enum cell_reading how,
                      struct arena *arena)
{
	static const char *const TRUTHS[] = {[JSON_FALSE] = "false", [JSON_TRUE] = "true"};
	enum json_kind kind = json_kind(json, node);

	if (kind == JSON_ARRAY && how == AS_BELTS)
		return read_belts(json, node, arena);
	if (kind == JSON_ARRAY && how == AS_SEVEREST)
		return read_severest_item(json, node, arena);
	if (kind == JSON_ARRAY && (how == AS_WORDS || how == AS_OPEN_DOORS))
		return read_list(json, node, how == AS_WORDS ? plain_word : open_door, arena);
	if (kind == JSON_FALSE || kind == JSON_TRUE)
		return cell_of_text(text_of(TRUTHS[kind]), how, arena);
	if (kind == JSON_STRING || kind == JSON_NUMBER)
		return cell_of_text(json_string(json, node, arena, '?'), how, arena);
	return (struct cell){.kind = CELL_NONE};
}
