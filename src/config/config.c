#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "config/limits.h"
#include "config/reading.h"
#include "config/sources.h"
#include "config/value.h"

#define ENVIRONMENT  "CARHOOK_CONFIG"
#define DEFAULT_FILE SYSCONFDIR "/carhook.conf"

enum number {
	MAX_BODY, MAX_DEPTH, MAX_NODES, MAX_WAITING, BUSY_TIMEOUT, IO_TIMEOUT, THREADS,
	RETENTION,
	NUMBER_COUNT,
};

#define BOUND(name, text, what, size) \
	[name] = {.key = text, .noun = what, .is_size = size, .least = name##_MIN, \
	          .most = name##_MAX, .otherwise = name##_DEFAULT}

static const struct bound BOUNDS[NUMBER_COUNT] = {
	BOUND(MAX_BODY, "max_body", "a size such as 16M", true),
	BOUND(MAX_DEPTH, "max_depth", "a whole number", false),
	BOUND(MAX_NODES, "max_nodes", "a whole number", false),
	BOUND(MAX_WAITING, "max_waiting", "a size such as 64M", true),
	BOUND(BUSY_TIMEOUT, "busy_timeout", "milliseconds", false),
	BOUND(IO_TIMEOUT, "io_timeout", "seconds", false),
	BOUND(THREADS, "threads", "a whole number", false),
	BOUND(RETENTION, "retention", "days", false),
};

const char *config_path(const char *given)
{
	const char *named = getenv(ENVIRONMENT);

	if (given)
		return given;
	return named && named[0] ? named : DEFAULT_FILE;
}

/* A body that may not wait could never be stored. */
static int judge_waiting(struct reading *at, cfg_t *tree, const uint64_t *numbers)
{
	const struct value *said = reading_value(tree, "max_waiting", 0);
	char body[24], waiting[24];

	if (numbers[MAX_WAITING] >= numbers[MAX_BODY])
		return 0;
	if (said == NULL)
		said = reading_value(tree, "max_body", 0);
	value_format_size(numbers[MAX_BODY], body, sizeof body);
	value_format_size(numbers[MAX_WAITING], waiting, sizeof waiting);
	return reading_wrong(at, said ? said->line : tree->line, "`max_waiting` (%s) must be "
	                     "at least `max_body` (%s); raise it, or lower `max_body`",
	                     waiting, body);
}

static int judge_retention(struct reading *at, cfg_t *tree, const uint64_t *numbers)
{
	const struct value *said = reading_value(tree, "retention", 0);

	if (numbers[RETENTION] == 0 || numbers[RETENTION] >= RETENTION_LEAST)
		return 0;
	return reading_wrong(at, said ? said->line : tree->line, "`retention` must be 0 or at "
	                     "least %d days: the vendor sends again for three days, and what is "
	                     "gone by then would be stored as new", RETENTION_LEAST);
}

static int read_numbers(struct reading *at, cfg_t *tree, struct config *config)
{
	uint64_t numbers[NUMBER_COUNT] = {0};

	for (size_t i = 0; i < NUMBER_COUNT; i++)
		if (value_number(at, tree, &BOUNDS[i], &numbers[i]) != 0)
			return -1;
	config->max_body = (size_t)numbers[MAX_BODY];
	config->max_depth = (uint32_t)numbers[MAX_DEPTH];
	config->max_nodes = (uint32_t)numbers[MAX_NODES];
	config->max_waiting = (size_t)numbers[MAX_WAITING];
	config->busy_timeout_ms = (int)numbers[BUSY_TIMEOUT];
	config->io_timeout_s = (int)numbers[IO_TIMEOUT];
	config->threads = (int)numbers[THREADS];
	config->retention_days = (int)numbers[RETENTION];
	return judge_waiting(at, tree, numbers) != 0 ? -1 : judge_retention(at, tree, numbers);
}

/* A relative path would mean another file in each working directory. */
static int read_database(struct reading *at, cfg_t *tree, struct config *config)
{
	const struct value *value = reading_value(tree, "database", 0);

	if (value == NULL)
		return reading_wrong(at, tree->line, "`database` is missing; add a line such as "
		                     "database = \"/var/lib/carhook/carhook.db\"");
	if (value->text[0] != '/')
		return reading_wrong(at, value->line, "`database` must be a whole path, from `/` "
		                     "on, not `%.80s`", value->text);
	config->database = strdup(value->text);
	return config->database ? 0 : reading_no_memory(at);
}

/* A path at which the receiver itself answers; "" is none. */
static int read_own_path(struct reading *at, cfg_t *tree, const char *key,
                         const char *otherwise, char **out)
{
	if (value_path(at, tree, key, otherwise, true, out) != 0)
		return -1;
	if ((*out)[0] == '\0') {
		free(*out);
		*out = NULL;
	}
	return 0;
}

static int read_own_paths(struct reading *at, cfg_t *tree, struct config *config)
{
	if (read_own_path(at, tree, "health_path", HEALTH_PATH_DEFAULT,
	                  &config->health_path) != 0)
		return -1;
	return read_own_path(at, tree, "metrics_path", METRICS_PATH_DEFAULT,
	                     &config->metrics_path);
}

static int read_tree(struct reading *at, cfg_t *tree, struct config *config)
{
	config->file = strdup(at->file);
	if (config->file == NULL)
		return reading_no_memory(at);
	if (read_database(at, tree, config) != 0 || read_numbers(at, tree, config) != 0 ||
	    read_own_paths(at, tree, config) != 0)
		return -1;
	return sources_read(at, tree, config);
}

int config_read(const char *file, struct config **out, struct error *error)
{
	struct reading at = {file, error, false};
	struct config *config;
	cfg_t *tree;
	int result;

	if (reading_open(&at, &tree) != 0)
		return -1;
	config = calloc(1, sizeof *config);
	result = config ? read_tree(&at, tree, config) : reading_no_memory(&at);
	reading_close(tree);
	if (result == 0)
		*out = config;
	else
		config_free(config);
	return result;
}

/* A source's name has no character that JSON would escape (config/source.h). */
const char *config_source_names(const struct config *config, struct arena *arena)
{
	const char *list = "";

	for (size_t i = 0; i < config->source_count && list != NULL; i++)
		list = arena_format(arena, "%s%s\"%s\"", list, i > 0 ? "," : "",
		                    config->sources[i].name);
	return list ? arena_format(arena, "[%s]", list) : NULL;
}

void config_free(struct config *config)
{
	if (config == NULL)
		return;
	sources_free(config);
	free(config->file);
	free(config->database);
	free(config->health_path);
	free(config->metrics_path);
	free(config);
}
