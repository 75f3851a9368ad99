#include "config/sources.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "config/credential.h"
#include "config/limits.h"
#include "config/nearest.h"
#include "config/value.h"

static int read_name(struct reading *at, cfg_t *section, struct source *source)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
	const char *name = cfg_title(section);
	size_t length = strlen(name);

	if (length == 0 || length > SOURCE_NAME_MAX || strspn(name, letters) != length)
		return reading_wrong(at, reading_line(section), "source \"%.80s\": a name has 1 "
		                     "to %d of the characters a-z 0-9 _ -", name,
		                     SOURCE_NAME_MAX);
	source->name = strdup(name);
	return source->name ? 0 : reading_no_memory(at);
}

static int read_path(struct reading *at, cfg_t *section, struct source *source)
{
	return value_path(at, section, "path", NULL, false, &source->path);
}

static int read_edition(struct reading *at, cfg_t *section, struct source *source)
{
	const struct value *value = reading_value(section, "edition", 0);
	const char *names[EDITION_COUNT + 1] = {NULL};
	char list[128];

	source->edition = value ? edition_find(value->text) : 0;
	if (source->edition != 0)
		return 0;
	for (int i = 0; i < EDITION_COUNT; i++)
		names[i] = edition_name(edition_at(i));
	nearest_list(names, list, sizeof list);
	if (value)
		return reading_wrong(at, value->line, "unknown `edition` \"%.40s\"; the editions "
		                     "are %s", value->text, list);
	return reading_wrong(at, reading_line(section), "source \"%s\" has no `edition`; the "
	                     "editions are %s", source->name, list);
}

static int read_flags(struct reading *at, cfg_t *section, struct source *source)
{
	if (value_flag(at, section, "path_is_secret", false, &source->path_is_secret) != 0 ||
	    value_flag(at, section, "open", false, &source->open) != 0)
		return -1;
	return value_flag(at, section, "strict", false, &source->strict);
}

static int read_status(struct reading *at, cfg_t *section, struct source *source)
{
	static const struct bound bound = {
		.key = "success_status", .noun = "0 (the template's own) or a status",
		.least = SUCCESS_STATUS_MIN, .most = SUCCESS_STATUS_MAX, .otherwise = 0,
	};
	const struct value *value = reading_value(section, bound.key, 0);
	uint64_t status = 0;

	if (value && strcmp(value->text, "0") == 0)
		return 0;
	if (value_number(at, section, &bound, &status) != 0)
		return -1;
	source->success_status = (int)status;
	return 0;
}

static int read_vin_attribute(struct reading *at, cfg_t *section, struct source *source)
{
	const struct value *value = reading_value(section, "vin_attribute", 0);
	const char *name = value ? value->text : VIN_ATTRIBUTE_DEFAULT;

	if (name[0] == '\0')
		return reading_wrong(at, value->line, "`vin_attribute` wants the name of an "
		                     "attribute; without the line it is \"%s\"",
		                     VIN_ATTRIBUTE_DEFAULT);
	source->vin_attribute = value_copy_lower(name);
	return source->vin_attribute ? 0 : reading_no_memory(at);
}

/* Somebody who writes no credential must say that this is meant. */
static int judge_access(struct reading *at, cfg_t *section, struct source *source)
{
	bool guarded = source->credential_count > 0 || source->path_is_secret;

	if (!source->open && !guarded)
		return reading_wrong(at, reading_line(section), "source \"%s\" has no "
		                     "credential, so anybody could write into it: add bearer = "
		                     "{\"...\"} or another credential, or say open = true",
		                     source->name);
	if (source->open && guarded)
		return reading_wrong(at, reading_value(section, "open", 0)->line, "source \"%s\" "
		                     "has a credential and open = true, which would ignore it; "
		                     "remove one of the two", source->name);
	return 0;
}

static int judge_secret_path(struct reading *at, cfg_t *section, struct source *source)
{
	const char *segment = strrchr(source->path, '/') + 1;

	if (!source->path_is_secret || strlen(segment) >= SECRET_SEGMENT_MIN)
		return 0;
	return reading_wrong(at, reading_value(section, "path", 0)->line, "`path_is_secret` "
	                     "wants a last segment of `path` with at least %d characters; "
	                     "`openssl rand -hex 32` makes a good one", SECRET_SEGMENT_MIN);
}

/* Each path leads to one place. `earlier` sources of config are complete. */
static int judge_path(struct reading *at, cfg_t *section, const struct config *config,
                      size_t earlier)
{
	const struct source *source = &config->sources[earlier];
	const struct {
		const char *key, *path;
	} OWN[] = {{"health_path", config->health_path}, {"metrics_path", config->metrics_path}};
	int line = reading_value(section, "path", 0)->line;

	for (size_t i = 0; i < earlier; i++)
		if (strcmp(config->sources[i].path, source->path) == 0)
			return reading_wrong(at, line, "sources \"%s\" and \"%s\" have the same "
			                     "`path`; each needs its own", config->sources[i].name,
			                     source->name);
	for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
		if (OWN[i].path && strcmp(OWN[i].path, source->path) == 0)
			return reading_wrong(at, line, "the `path` of source \"%s\" is also the "
			                     "`%s`; change one of them", source->name, OWN[i].key);
	return 0;
}

static int read_source(struct reading *at, cfg_t *section, struct source *source)
{
	static int (*const steps[])(struct reading *, cfg_t *, struct source *) = {
		read_name, read_path, read_edition, read_flags, read_status,
		read_vin_attribute, credential_read_all, judge_access, judge_secret_path,
	};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (steps[i](at, section, source) != 0)
			return -1;
	return 0;
}

int sources_read(struct reading *at, cfg_t *tree, struct config *config)
{
	unsigned count = cfg_size(tree, "source");

	if (count == 0)
		return reading_wrong(at, tree->line, "there is no source; add a section source "
		                     "\"NAME\" { } with path, edition and a credential");
	config->sources = calloc(count, sizeof config->sources[0]);
	if (config->sources == NULL)
		return reading_no_memory(at);
	config->source_count = count;
	for (unsigned i = 0; i < count; i++) {
		cfg_t *section = cfg_getnsec(tree, "source", i);

		if (read_source(at, section, &config->sources[i]) != 0 ||
		    judge_path(at, section, config, i) != 0)
			return -1;
	}
	return 0;
}

/* The path is wiped too: it may be the secret. */
static void free_source(struct source *source)
{
	if (source->path)
		sodium_memzero(source->path, strlen(source->path));
	free(source->path);
	free(source->name);
	free(source->vin_attribute);
	credential_free_all(source);
}

void sources_free(struct config *config)
{
	for (size_t i = 0; i < config->source_count; i++)
		free_source(&config->sources[i]);
	free(config->sources);
	config->sources = NULL;
	config->source_count = 0;
}
