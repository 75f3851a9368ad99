#include "config/reading.h"

#include <errno.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "config/load.h"
#include "config/nearest.h"

/* libconfuse's callbacks carry no argument of ours. */
static struct reading *current;

static int keep_line(cfg_t *section, cfg_opt_t *option, const char *text, void *result);
static int keep_value(cfg_t *section, cfg_opt_t *option, const char *text, void *result);
static void drop_value(void *kept);

/* A default is parsed where its section opens: so this one, which nobody writes,
 * keeps the line of the opening brace. libconfuse itself remembers the closing one. */
#define OPENING "(line)"
#define LINE() CFG_INT_LIST_CB(OPENING, "{0}", CFGF_NONE, keep_line)
#define ONE(key) CFG_PTR_CB(key, NULL, CFGF_NONE, keep_value, drop_value)
#define MANY(key) CFG_PTR_LIST_CB(key, NULL, CFGF_NONE, keep_value, drop_value)
#define SECTIONS(key, options) \
	CFG_SEC(key, options, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES)

static cfg_opt_t CREDENTIAL[] = {
	LINE(),
	MANY("value"),
	ONE("file"),
	CFG_END(),
};

static cfg_opt_t SOURCE[] = {
	LINE(),
	ONE("path"),
	ONE("edition"),
	MANY("authorization"),
	MANY("bearer"),
	MANY("basic"),
	ONE("authorization_file"),
	SECTIONS("header", CREDENTIAL),
	SECTIONS("query", CREDENTIAL),
	SECTIONS("body", CREDENTIAL),
	ONE("path_is_secret"),
	ONE("open"),
	ONE("strict"),
	ONE("success_status"),
	ONE("vin_attribute"),
	CFG_END(),
};

static cfg_opt_t ROOT[] = {
	ONE("database"),
	ONE("health_path"),
	ONE("metrics_path"),
	ONE("max_body"),
	ONE("max_depth"),
	ONE("max_nodes"),
	ONE("max_waiting"),
	ONE("busy_timeout"),
	ONE("io_timeout"),
	ONE("threads"),
	ONE("retention"),
	SECTIONS("source", SOURCE),
	CFG_END(),
};

/* Where a key that is unknown here may belong. */
static const struct {
	const cfg_opt_t *options;
	const char *where;
} FLOORS[] = {
	{ROOT, "at the top of the file, outside every section"},
	{SOURCE, "inside `source \"NAME\" { }`"},
	{CREDENTIAL, "inside `header \"NAME\" { }`, `query` or `body`"},
};

/* What libconfuse says, and what we say instead: around the key it names, or
 * (after == NULL) without it. Whatever else it prints could be part of a secret. */
static const struct {
	const char *theirs;
	const char *before;
	const char *after;
} MESSAGES[] = {
	{"missing equal sign after option '%s'", "", " needs `=` and a value after it"},
	{"attempt to append to non-list option '%s'", "",
	 " holds one value only: write `=` instead of `+=`"},
	{"missing title for section '%s'", "section ",
	 " needs a name in quotes, then `{`"},
	{"missing opening brace for section '%s'", "section ",
	 " needs `{` after its name"},
	{"found duplicate title '%s'", "there is already a section named ",
	 "; give this one another name, or put both into one"},
	{"premature end of file", "the file ends where a value is missing", NULL},
	{"unexpected closing brace", "this `}` closes nothing; remove it", NULL},
	{"bad escape sequence '%s'",
	 "unknown escape after `\\`; in single quotes a backslash is itself", NULL},
	{"invalid octal number '%s'",
	 "unknown escape after `\\`; in single quotes a backslash is itself", NULL},
};

#define ROWS(table) (sizeof(table) / sizeof(table)[0])

int reading_wrong(struct reading *at, int line, const char *format, ...)
{
	char sentence[sizeof at->error->text];
	va_list arguments;

	if (at->failed)
		return -1;
	at->failed = true;
	va_start(arguments, format);
	vsnprintf(sentence, sizeof sentence, format, arguments);
	va_end(arguments);
	return error_set(at->error, ERROR_CONFIG, "%s:%d: %s", at->file, line, sentence);
}

int reading_no_memory(struct reading *at)
{
	if (!at->failed)
		error_set(at->error, ERROR_MEMORY, "%s: no memory left to read it", at->file);
	at->failed = true;
	return -1;
}

static int keep_line(cfg_t *section, cfg_opt_t *option, const char *text, void *result)
{
	(void)option;
	(void)text;
	*(long *)result = section->line;
	return 0;
}

static bool has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return true;
	return false;
}

static int keep_value(cfg_t *section, cfg_opt_t *option, const char *text, void *result)
{
	size_t length = strlen(text);
	struct value *value;

	if (has_control(text))
		return reading_wrong(current, section->line, "the value of `%s` holds a control "
		                     "character; remove it", option->name);
	value = malloc(sizeof *value + length + 1);
	if (value == NULL)
		return reading_no_memory(current);
	value->line = section->line;
	value->key = option->name;
	value->length = length;
	memcpy(value->text, text, length + 1);
	*(void **)result = value;
	return 0;
}

/* While the file is being parsed, libconfuse drops a value only to put a later one
 * in its place; a secret that goes unnoticed that way would lock somebody out. */
static void drop_value(void *kept)
{
	struct value *value = kept;

	if (value == NULL)
		return;
	if (current)
		reading_wrong(current, value->line, "`%s` is given again further down; "
		              "keep one of the two", value->key);
	sodium_memzero(value, sizeof *value + value->length);
	free(value);
}

/* Whether `text` looks like a key. What does not may be a secret that slipped out
 * of its quotes, and is not shown. */
static bool is_key_shaped(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
	size_t length = strlen(text);

	return length > 0 && length <= NEAREST_MAX && strspn(text, letters) == length;
}

/* The options' names for nearest.h; `names` has room for all of them and NULL. */
static void list_names(const cfg_opt_t *options, const char *names[ROWS(SOURCE)])
{
	size_t count = 0;

	for (; options->name; options++)
		if (strcmp(options->name, OPENING) != 0)
			names[count++] = options->name;
	names[count] = NULL;
}

static const char *find_floor(const char *key)
{
	for (size_t i = 0; i < ROWS(FLOORS); i++)
		for (const cfg_opt_t *o = FLOORS[i].options; o->name; o++)
			if (strcmp(o->name, key) == 0)
				return FLOORS[i].where;
	return NULL;
}

static int refuse_key(cfg_t *section, const char *key)
{
	const char *names[ROWS(SOURCE)], *where, *near;
	char list[256];

	if (!is_key_shaped(key))
		return reading_wrong(current, section->line, "a key is expected here; is a "
		                     "comma, a quote or a brace missing before?");
	where = find_floor(key);
	if (where)
		return reading_wrong(current, section->line, "`%s` belongs %s", key, where);
	list_names(section->opts, names);
	near = nearest_name(key, names);
	if (near)
		return reading_wrong(current, section->line,
		                     "unknown key `%s`; did you mean `%s`?", key, near);
	nearest_list(names, list, sizeof list);
	return reading_wrong(current, section->line,
	                     "unknown key `%s`; the keys here are %s", key, list);
}

static int refuse_token(cfg_t *section, const char *token)
{
	if (strlen(token) == 1 && strchr("{}(),=+", *token))
		return reading_wrong(current, section->line, "unexpected `%s`; is a value, "
		                     "a quote or a brace missing before it?", token);
	return reading_wrong(current, section->line, "unexpected text; is a "
	                     "comma, a quote or a brace missing before it?");
}

/* libconfuse's voice: one message with at most one argument. */
static void complain(cfg_t *section, const char *format, va_list arguments)
{
	const char *name = strstr(format, "%s") ? va_arg(arguments, const char *) : "";
	int line = section->line;

	if (strcmp(format, "no such option '%s'") == 0) {
		refuse_key(section, name);
		return;
	}
	if (strcmp(format, "unexpected token '%s'") == 0) {
		refuse_token(section, name);
		return;
	}
	for (size_t i = 0; i < ROWS(MESSAGES); i++)
		if (strcmp(format, MESSAGES[i].theirs) == 0 && MESSAGES[i].after)
			reading_wrong(current, line, "%s`%s`%s", MESSAGES[i].before, name,
			              MESSAGES[i].after);
		else if (strcmp(format, MESSAGES[i].theirs) == 0)
			reading_wrong(current, line, "%s", MESSAGES[i].before);
	reading_wrong(current, line, "this is not carhook.conf's syntax: "
	              "key = value, or section \"name\" { ... }");
}

/* libconfuse translates what it says; we know its messages by their English. */
static int parse(struct reading *at, cfg_t *tree, const char *text)
{
	locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	locale_t before;
	int result;

	if (plain == (locale_t)0)
		return reading_no_memory(at);
	before = uselocale(plain);
	current = at;
	result = cfg_parse_buf(tree, text);
	current = NULL;
	uselocale(before);
	freelocale(plain);
	if (result != CFG_SUCCESS)
		reading_no_memory(at);   /* the one failure that libconfuse does not tell */
	return at->failed ? -1 : 0;
}

int reading_open(struct reading *at, cfg_t **tree)
{
	char *text = load_text(at);
	cfg_t *parsed = text ? cfg_init(ROOT, CFGF_NONE) : NULL;

	if (parsed) {
		cfg_set_error_function(parsed, complain);
		if (parse(at, parsed, text) == 0)
			*tree = parsed;
		else
			cfg_free(parsed);
	} else if (text) {
		reading_no_memory(at);
	}
	load_free(text);
	return at->failed ? -1 : 0;
}

void reading_close(cfg_t *tree)
{
	if (tree)
		cfg_free(tree);
}

int reading_line(cfg_t *section)
{
	return (int)cfg_getint(section, OPENING);
}

const struct value *reading_value(cfg_t *section, const char *key, unsigned index)
{
	return cfg_getnptr(section, key, index);
}
