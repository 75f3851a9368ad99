/* carhook.conf: what is read from it, and that whatever is wrong in it is told with
 * its line and a way out. */
#include "config/config.h"
#include "config/limits.h"
#include "config/sample.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define NOBODY_KNOWS "nobody-knows-this"

static char directory[200];
static char config_file[256];
static char secret_file[256];

static void write_file(const char *path, const char *text, mode_t mode)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0 ||
	    chmod(path, mode) != 0) {
		printf("Bail out! cannot write %s\n", path);
		exit(1);
	}
}

static void make_directory(void)
{
	const char *base = getenv("TMPDIR");

	snprintf(directory, sizeof directory, "%s/config-test-XXXXXX", base ? base : "/tmp");
	if (mkdtemp(directory) == NULL) {
		printf("Bail out! cannot make %s\n", directory);
		exit(1);
	}
	snprintf(config_file, sizeof config_file, "%s/carhook.conf", directory);
	snprintf(secret_file, sizeof secret_file, "%s/secret", directory);
}

static void remove_directory(void)
{
	unlink(config_file);
	unlink(secret_file);
	rmdir(directory);
}

/* The configuration in `text`, or NULL with *error filled. */
static struct config *read_text(const char *text, struct error *error)
{
	struct config *config = NULL;

	write_file(config_file, text, 0600);
	*error = (struct error){ERROR_NONE, ""};
	return config_read(config_file, &config, error) == 0 ? config : NULL;
}

/* `text` is refused; the sentence begins with the file and `line`, has `part`, and
 * tells no secret. */
static void refuses(const char *what, const char *text, int line, const char *part)
{
	struct error error;
	struct config *config = read_text(text, &error);
	char place[300];

	snprintf(place, sizeof place, "%s:%d: ", config_file, line);
	if (!ok(config == NULL && error.code == ERROR_CONFIG &&
	        strncmp(error.text, place, strlen(place)) == 0 &&
	        strstr(error.text, part) && !strstr(error.text, NOBODY_KNOWS), what))
		printf("# wanted line %d and \"%s\", got: %s\n", line, part, error.text);
	config_free(config);
}

/* `text` is accepted; the caller frees what is read. */
static struct config *accepts(const char *what, const char *text)
{
	struct error error;
	struct config *config = read_text(text, &error);

	if (!ok(config != NULL, what)) {
		printf("# %s\nBail out! the next checks need it\n", error.text);
		exit(1);
	}
	return config;
}

/* Pieces of configurations: DATABASE is one line, OPENED three. */
#define DATABASE "database = '/var/lib/carhook.db'\n"
#define OPENED(name, path) \
	"source \"" name "\" {\n" \
	"\tpath = \"" path "\"\n" \
	"\tedition = b2b-3.18\n"
#define BEARER "\tbearer = {'" NOBODY_KNOWS "'}\n"
#define CLOSED "}\n"
#define FLEET OPENED("fleet", "/f") BEARER CLOSED
#define WITH(line) DATABASE OPENED("fleet", "/f") line CLOSED   /* it is line 5 */

struct refusal {
	const char *what;
	const char *text;
	int line;
	const char *part;
};

static const struct refusal SYNTAX[] = {
	{"an unknown key names the nearest", DATABASE "thread = 3\n" FLEET, 2,
	 "unknown key `thread`; did you mean `threads`?"},
	{"an unknown key of a source names the nearest", WITH("edtion = b2b-2.0\n"), 5,
	 "unknown key `edtion`; did you mean `edition`?"},
	{"capitals are no other key", DATABASE "Threads = 3\n" FLEET, 2,
	 "did you mean `threads`?"},
	{"an unknown section names the nearest", DATABASE "\nsorce \"x\" {\n}\n", 3,
	 "unknown key `sorce`; did you mean `source`?"},
	{"an unknown key of a header names the nearest",
	 WITH("header \"X\" {\n\tvalues = {'a'}\n}\n"), 6,
	 "unknown key `values`; did you mean `value`?"},
	{"an unknown section of a source names the nearest", WITH("heder \"X\" { }\n"), 5,
	 "unknown key `heder`; did you mean `header`?"},
	{"a key like none gets the list", DATABASE "zzzzzzzz = 3\n", 2,
	 "the keys here are database, health_path, "},
	{"the list does not show what is ours alone", WITH("header \"X\" {\nzzzzzzz = 1 }\n"),
	 6, "the keys here are value and file"},
	{"a key of a source at the top is told its place",
	 DATABASE "edition = 'b2b-2.0'\n", 2,
	 "`edition` belongs inside `source \"NAME\" { }`"},
	{"a key of the top in a source is told its place", WITH("threads = 2\n"), 5,
	 "`threads` belongs at the top"},
	{"a secret out of its quotes is not told", WITH("bearer = \"a\" \"" NOBODY_KNOWS
	 "-123\"\n"), 5, "is a comma, a quote or a brace missing"},
	{"a secret without a comma is not told", WITH("bearer = {\"a\" \"" NOBODY_KNOWS
	 "\"}\n"), 5, "is a comma, a quote or a brace missing"},
	{"a missing equal sign", DATABASE "\nthreads 3\n", 3, "`threads` needs `=`"},
	{"+= for one value", DATABASE "threads += 3\n", 2, "write `=` instead of `+=`"},
	{"a list for one value", DATABASE "threads = {3}\n", 2, "unexpected `{`"},
	{"a section without a name", DATABASE "source {\n}\n", 2, "needs a name in quotes"},
	{"a section without a brace", DATABASE "source \"x\" path = 1\n", 2, "needs `{`"},
	{"a closing brace that is missing", DATABASE OPENED("fleet", "/f") BEARER, 2,
	 "the `{` that opens on this line is never closed"},
	{"a list that is never closed", WITH("bearer = {'12345678'\n"), 2, "never closed"},
	{"a list that is never closed at the end", DATABASE FLEET "threads = {\n", 7,
	 "never closed"},
	{"too many braces", DATABASE "{{{{{{{{\n{{{{{{{{{\n", 3, "too many sections"},
	{"a value that is missing", DATABASE "\nthreads =", 3, "a value is missing"},
	{"a comment that is never closed", DATABASE "\n /* one *\n", 3, "closed with */"},
	{"a closing brace too many", DATABASE FLEET "}\n", 7, "closes nothing"},
	{"a double quote that is never closed", DATABASE "health_path = \"/h\n\n", 2,
	 "the quote that opens on this line is not closed"},
	{"a single quote that is never closed", DATABASE "\nhealth_path = '/h\\'\n", 3,
	 "the quote that opens on this line is not closed"},
	{"a quote closed by the next is told where it began",
	 WITH("\tbearer = {'abcdefgh}\n\tvin_attribute = 'vin'\n"), 5,
	 "the quote that opens on this line is not closed"},
	{"a control character in a value", DATABASE "health_path = \"/h\\r\"\n", 2,
	 "control character"},
	{"an unknown escape", DATABASE "health_path = \"/h\\777\"\n", 2, "escape"},
	{"a key that is given twice", DATABASE "threads = 1\nio_timeout = 3\nthreads = 2\n"
	 FLEET, 2, "`threads` is given again further down"},
	{"a list that is given twice",
	 WITH("bearer = {'" NOBODY_KNOWS "'}\nbearer = {}\n"), 5,
	 "`bearer` is given again further down"},
	{"two sources of one name", DATABASE FLEET "\nsource \"fleet\" {\n}\n", 8,
	 "there is already a section named `fleet`"},
};

static const struct refusal WHOLE[] = {
	{"no database", "threads = 1\n" FLEET, 7, "`database` is missing; add"},
	{"a relative database", "\ndatabase = carhook.db\n" FLEET, 2,
	 "`database` must be a whole path, from `/` on, not `carhook.db`"},
	{"an empty database", "database = ''\n" FLEET, 1, "must be a whole path"},
	{"no source", DATABASE "\n", 3, "there is no source; add a section"},
	{"a body that is too small", DATABASE "max_body = 1023\n" FLEET, 2,
	 "`max_body` wants a size such as 16M from 1K to 1G, not `1023`"},
	{"a body that is too large", DATABASE "max_body = 2G\n" FLEET, 2, "from 1K to 1G"},
	{"a body beyond 64 bits", DATABASE "max_body = 99999999999999999999999G\n" FLEET, 2,
	 "from 1K to 1G"},
	{"an unknown unit", DATABASE "max_body = 16Q\n" FLEET, 2, "not `16Q`"},
	{"letters after the unit", DATABASE "max_body = 16MB\n" FLEET, 2, "not `16MB`"},
	{"a unit alone", DATABASE "max_body = M\n" FLEET, 2, "not `M`"},
	{"a negative size", DATABASE "max_body = -16M\n" FLEET, 2, "not `-16M`"},
	{"an empty size", DATABASE "max_body = ''\n" FLEET, 2, "not ``"},
	{"a depth that is too small", DATABASE "max_depth = 7\n" FLEET, 2,
	 "`max_depth` wants a whole number from 8 to 512, not `7`"},
	{"a depth that is too large", DATABASE "max_depth = 513\n" FLEET, 2, "from 8 to 512"},
	{"a number with a unit", DATABASE "max_depth = 1K\n" FLEET, 2, "from 8 to 512"},
	{"a word for a number", DATABASE "max_depth = many\n" FLEET, 2, "not `many`"},
	{"too few nodes", DATABASE "max_nodes = 999\n" FLEET, 2, "from 1000 to 50000000"},
	{"too many nodes", DATABASE "max_nodes = 50000001\n" FLEET, 2, "50000000, not"},
	{"a short busy_timeout", DATABASE "busy_timeout = 99\n" FLEET, 2,
	 "`busy_timeout` wants milliseconds from 100 to 600000"},
	{"a long busy_timeout", DATABASE "busy_timeout = 600001\n" FLEET, 2, "to 600000"},
	{"no io_timeout", DATABASE "io_timeout = 0\n" FLEET, 2,
	 "`io_timeout` wants seconds from 1 to 3600"},
	{"a long io_timeout", DATABASE "io_timeout = 3601\n" FLEET, 2, "to 3600, not"},
	{"no threads", DATABASE "threads = 0\n" FLEET, 2, "from 1 to 64, not `0`"},
	{"too many threads", DATABASE "threads = 65\n" FLEET, 2, "from 1 to 64, not `65`"},
	{"less waiting than one body", DATABASE "max_body = 8M\nmax_waiting = 4M\n" FLEET, 3,
	 "`max_waiting` (4M) must be at least `max_body` (8M)"},
	{"a body larger than what may wait by default",
	 DATABASE "\nmax_body = 65M\n" FLEET, 3,
	 "`max_waiting` (64M) must be at least `max_body` (65M)"},
	{"more than a century of retention", DATABASE "retention = 36501\n" FLEET, 2,
	 "`retention` wants days from 0 to 36500"},
	{"less retention than the vendor's retries", DATABASE "retention = 3\n" FLEET, 2,
	 "`retention` must be 0 or at least 4 days"},
	{"too much waiting", DATABASE "max_waiting = 4G\n" FLEET, 2, "from 1K to 3G"},
	{"a relative health_path", DATABASE "health_path = health\n" FLEET, 2,
	 "`health_path` must begin with `/`"},
	{"a health_path with a query", DATABASE "health_path = '/h?x'\n" FLEET, 2,
	 "neither `?` nor `#`"},
};

static const struct refusal SOURCES[] = {
	{"a name with a capital", DATABASE "\nsource \"Fleet\" {\n}\n", 3,
	 "source \"Fleet\": a name has 1 to 64 of the characters a-z 0-9 _ -"},
	{"an empty name", DATABASE "source \"\" {\n}\n", 2, "a name has 1 to 64"},
	{"a name of 65 characters", DATABASE "source \"01234567890123456789012345678901234"
	 "567890123456789012345678901234\" {\n}\n", 2, "a name has 1 to 64"},
	{"no path", DATABASE "source \"a\" {\n\n}\n", 2, "source \"a\" has no `path`"},
	{"a path that is an URL", DATABASE OPENED("a", "https://x/a") CLOSED, 3,
	 "`path` must begin with `/`"},
	{"an empty path", DATABASE OPENED("a", "") CLOSED, 3, "`path` must begin with `/`"},
	{"a path with a query", DATABASE OPENED("a", "/a?b=c") CLOSED, 3,
	 "`path` must hold neither `?` nor `#`"},
	{"a path with a fragment", DATABASE OPENED("a", "/a#b") CLOSED, 3, "nor `#`"},
	{"two sources of one path",
	 DATABASE FLEET OPENED("other", "/f") BEARER CLOSED, 8,
	 "sources \"fleet\" and \"other\" have the same `path`"},
	{"the path of metrics", DATABASE "metrics_path = '/f'\n" FLEET, 4,
	 "the `path` of source \"fleet\" is also the `metrics_path`"},
	{"the path of health", DATABASE "health_path = '/f'\n" FLEET, 4,
	 "the `path` of source \"fleet\" is also the `health_path`"},
	{"the default path of health", DATABASE OPENED("a", "/carhook/health") BEARER CLOSED,
	 3, "is also the `health_path`"},
	{"no edition", DATABASE "source \"a\" {\npath = '/a'\n}\n", 2,
	 "source \"a\" has no `edition`; the editions are b2b-2.0"},
	{"an unknown edition lists the six",
	 DATABASE "source \"a\" {\npath = '/a'\nedition = 'b2b-3'\n}\n", 4,
	 "unknown `edition` \"b2b-3\"; the editions are b2b-2.0, b2c-2.0, b2b-2.2, b2b-3.3, "
	 "b2b-3.18 and b2c-4.16"},
	{"a status below 200", WITH("success_status = 199\n"), 5,
	 "`success_status` wants 0 (the template's own) or a status from 200 to 299"},
	{"a status above 299", WITH("success_status = 300\n"), 5, "not `300`"},
	{"a flag that is neither", WITH("strict = 1\n"), 5,
	 "`strict` wants true or false, not `1`"},
	{"an empty vin_attribute", WITH("vin_attribute = ''\n"), 5,
	 "the name of an attribute"},
	{"no credential", WITH("strict = true\n"), 2,
	 "source \"fleet\" has no credential, so anybody could write into it: add bearer = "
	 "{\"...\"} or another credential, or say open = true"},
	{"open = false is no credential", WITH("open = false\n"), 2, "or say open = true"},
	{"an empty list is no credential", WITH("bearer = {}\n"), 2, "has no credential"},
	{"open with a credential", WITH("open = true\n" BEARER), 5,
	 "has a credential and open = true"},
	{"open with a secret path", DATABASE OPENED("a", "/0123456789012345678901")
	 "path_is_secret = true\nopen = true\n" CLOSED, 6, "remove one of the two"},
	{"a secret path that is short", DATABASE OPENED("a", "/carhook/012345678901234567890")
	 "path_is_secret = true\n" CLOSED, 3, "at least 22 characters"},
	{"a secret path that ends in a slash", DATABASE
	 OPENED("a", "/0123456789012345678901/") "path_is_secret = true\n" CLOSED, 3,
	 "at least 22 characters"},
};

static const struct refusal CREDENTIALS[] = {
	{"an empty bearer", WITH("bearer = {\n'" NOBODY_KNOWS "',\n''}\n"), 7,
	 "`bearer` has an empty value"},
	{"a variable that is not set", WITH("bearer = {\"${CARHOOK_TEST_UNSET}\"}\n"), 5,
	 "`bearer` has an empty value"},
	{"an empty authorization", WITH("authorization = {''}\n"), 5,
	 "`authorization` has an empty value"},
	{"an empty header", WITH("header \"X\" {\n value = {''}\n}\n"), 6,
	 "`value` has an empty value"},
	{"a bearer of 7 characters", WITH("bearer = {'1234567'}\n"), 5,
	 "`bearer` has a secret of fewer than 8 characters"},
	{"the scheme does not make a secret longer",
	 WITH("authorization = {'Bearer 1234567'}\n"), 5, "fewer than 8 characters"},
	{"nor in a section",
	 WITH("header 'Authorization' { value = {'Bearer 1234567'} }\n"), 5,
	 "fewer than 8 characters"},
	{"the user does not make a password longer",
	 WITH("basic = {'somebody:1234567'}\n"), 5, "fewer than 8 characters"},
	{"a short value in a query", WITH("query 'token' { value = {'1234567'} }\n"), 5,
	 "fewer than 8 characters"},
	{"basic without a password", WITH("basic = {'" NOBODY_KNOWS "'}\n"), 5,
	 "`basic` wants \"user:password\""},
	{"a blank at the end", WITH("bearer = {'" NOBODY_KNOWS " '}\n"), 5, "blank"},
	{"nine values", WITH("bearer = {'12345671', '12345672', '12345673', '12345674',\n"
	 "'12345675', '12345676', '12345677', '12345678',\n'12345679'}\n"), 7,
	 "`bearer` gives one value too many: a credential has at most 8"},
	{"nine values by two keys", WITH("bearer = {'12345671', '12345672', '12345673', "
	 "'12345674', '12345675', '12345676', '12345677'}\n"
	 "basic = {'u:12345678', 'u:12345679'}\n"), 6, "`basic` gives one value too many"},
	{"a header without a value", WITH("\nheader \"X-Key\" {\n}\n"), 6,
	 "header \"X-Key\" has no value"},
	{"a header that is no token", WITH("header \"X Key\" { value = {'" NOBODY_KNOWS
	 "'} }\n"), 5, "wants the name of a HTTP header"},
	{"a query without a name", WITH("query \"\" { value = {'" NOBODY_KNOWS "'} }\n"), 5,
	 "wants the name of a parameter"},
	{"one header in two spellings", WITH("header \"X\" { value = {'" NOBODY_KNOWS "'} }\n"
	 "header \"x\" { value = {'" NOBODY_KNOWS "'} }\n"), 6,
	 "source \"fleet\" asks twice for header \"x\""},
	{"Authorization by a key and by a section", WITH(BEARER
	 "header \"Authorization\" { value = {'Bearer " NOBODY_KNOWS "'} }\n"), 6,
	 "asks twice for header \"authorization\""},
	{"one header twice", WITH("header \"X\" { value = {'" NOBODY_KNOWS "'} }\n"
	 "header \"X\" { value = {'" NOBODY_KNOWS "'} }\n"), 6,
	 "already a section named `X`"},
};

static void refuse_all(const struct refusal *refusals, size_t count)
{
	for (size_t i = 0; i < count; i++)
		refuses(refusals[i].what, refusals[i].text, refusals[i].line, refusals[i].part);
}

/* A source whose Authorization is in `path`, which is named on line 5. */
static const char *with_file(const char *path)
{
	static char text[1024];

	snprintf(text, sizeof text, WITH("authorization_file = '%s'\n"), path);
	return text;
}

/* A file of secrets with `content` is refused. */
static void refuses_content(const char *what, const char *content, const char *part)
{
	write_file(secret_file, content, 0600);
	refuses(what, with_file(secret_file), 5, part);
}

static void test_bad_secret_files(void)
{
	static char large[SECRET_FILE_MAX + 2];
	char part[600];

	refuses("a relative file", with_file("secret"), 5, "`authorization_file` must name");
	unlink(secret_file);
	snprintf(part, sizeof part, "%s cannot be read: No such file", secret_file);
	refuses("a file that is missing", with_file(secret_file), 5, part);
	ok(symlink(secret_file, secret_file) == 0, "a link to itself cannot be opened");
	refuses("a file that cannot be opened", with_file(secret_file), 5,
	        "cannot be read: ");
	unlink(secret_file);
	ok(mkfifo(secret_file, 0600) == 0, "a pipe in the place of a file");
	refuses("a pipe", with_file(secret_file), 5, "is not a regular file");
	unlink(secret_file);
	refuses("a directory", with_file(directory), 5, "cannot be read: Is a directory");

	write_file(secret_file, NOBODY_KNOWS, 0644);
	snprintf(part, sizeof part, "do: chmod o= %s", secret_file);
	refuses("a file that everybody may read", with_file(secret_file), 5, part);
	write_file(secret_file, NOBODY_KNOWS, 0602);
	refuses("a file that everybody may change", with_file(secret_file), 5, part);

	refuses_content("an empty file", "\n# none\n", "holds no value");
	snprintf(part, sizeof part, "`authorization_file`: %s:3 has a secret of fewer than 8",
	         secret_file);
	refuses_content("a short secret is told with its line",
	                "Bearer " NOBODY_KNOWS "\n\nBearer 1234567\n", part);
	refuses_content("a control character in a file", "Bearer\t" NOBODY_KNOWS "\n",
	                ":1 holds a control character");
	refuses_content("nine lines", "12345671\n12345672\n12345673\n12345674\n12345675\n"
	                "12345676\n12345677\n12345678\n12345679\n",
	                ":9 gives one value too many");
	memset(large, 'x', sizeof large - 1);
	refuses_content("a file that is too large", large, "is larger than 16384 bytes");
	unlink(secret_file);
}

static void test_defaults(void)
{
	struct config *c = accepts("little is needed", DATABASE FLEET);
	const struct source *s = &c->sources[0];

	same(c->file, config_file, "the file is remembered");
	same(c->database, "/var/lib/carhook.db", "the database");
	same(c->health_path, "/carhook/health", "the default of health_path");
	ok(c->max_body == 16 << 20 && c->max_waiting == 64 << 20,
	   "the defaults of the sizes");
	ok(c->max_depth == 64 && c->max_nodes == 1000000, "the defaults of the JSON bounds");
	ok(c->busy_timeout_ms == 5000 && c->io_timeout_s == 30 && c->threads == 4,
	   "the defaults of time and threads");
	ok(c->retention_days == 0, "everything is kept");
	ok(c->source_count == 1, "one source");
	same(s->name, "fleet", "its name");
	same(s->path, "/f", "its path");
	ok(s->edition == B2B_3_18, "its edition");
	ok(!s->open && !s->strict && !s->path_is_secret && s->success_status == 0,
	   "the defaults of a source");
	same(s->vin_attribute, "vin", "the default of vin_attribute");
	config_free(c);
}

static void test_numbers(void)
{
	struct config *c = accepts("the least of all numbers", DATABASE FLEET
		"max_body = 1K\nmax_waiting = 1024\nmax_depth = 8\nmax_nodes = 1000\n"
		"busy_timeout = 100\nio_timeout = 1\nthreads = 1\nhealth_path = ''\n");

	ok(c->max_body == 1024 && c->max_waiting == 1024 && c->max_depth == 8 &&
	   c->max_nodes == 1000 && c->busy_timeout_ms == 100 && c->io_timeout_s == 1 &&
	   c->threads == 1, "are what was written");
	ok(c->health_path == NULL, "an empty health_path is none");
	config_free(c);
	c = accepts("the most of all numbers", DATABASE FLEET
		"max_body = '1G'\nmax_waiting = 3G\nmax_depth = 512\nmax_nodes = 50000000\n"
		"busy_timeout = 600000\nio_timeout = 3600\nthreads = 64\nhealth_path = /h\n"
		"retention = 36500\n");
	ok(c->max_body == 1u << 30 && c->max_waiting == 3u << 30 && c->max_depth == 512 &&
	   c->max_nodes == 50000000 && c->busy_timeout_ms == 600000 &&
	   c->io_timeout_s == 3600 && c->threads == 64, "are what was written, too");
	same(c->health_path, "/h", "health_path");
	ok(c->metrics_path == NULL, "no metrics_path unless it is set");
	ok(c->retention_days == 36500, "retention");
	config_free(c);
}

static void test_sources(void)
{
	struct config *c = accepts("several sources", DATABASE FLEET
		"source \"a_b-9\" { path = '/a' edition = b2c-4.16 open = yes strict = on\n"
		"success_status = 200 vin_attribute = 'X-Car' }\n"
		"source \"p\" { path = '/0123456789012345678901' edition = b2b-2.0\n"
		"path_is_secret = true success_status = 299 }\n");

	ok(c->source_count == 3, "are all there");
	same(c->sources[1].name, "a_b-9", "in their order");
	ok(c->sources[1].open && c->sources[1].strict && c->sources[1].credential_count == 0,
	   "an open one has no credential");
	ok(c->sources[1].success_status == 200 && c->sources[2].success_status == 299,
	   "the outermost statuses");
	same(c->sources[1].vin_attribute, "x-car", "vin_attribute is in lower case");
	ok(c->sources[2].path_is_secret && c->sources[2].credential_count == 0,
	   "22 characters make a path a secret");
	config_free(c);
}

static void test_authorization(void)
{
	const struct credential *a;
	struct config *c;
	char text[1024];

	write_file(secret_file, "# old\n\nBearer from-a-file\r\n  \nlast-without-newline",
	           0640);
	snprintf(text, sizeof text,
	         WITH("authorization = {'Bearer 12345678', \"Token 12345678\"}\n"
	         "bearer = 'x\\y$z${Q}\"'\nbearer += {second-one}\n"
	         "basic = {'user:password'}\nauthorization_file = '%s'\n"), secret_file);
	c = accepts("all ways to write Authorization", text);
	a = &c->sources[0].credentials[0];
	ok(c->sources[0].credential_count == 1, "make one credential");
	ok(a->place == CREDENTIAL_HEADER, "which is a header");
	same(a->name, "authorization", "called authorization");
	ok(a->value_count == 7, "with all values");
	same(a->values[0], "Bearer 12345678", "authorization is the whole value");
	same(a->values[1], "Token 12345678", "and may have several");
	same(a->values[2], "Bearer x\\y$z${Q}\"", "single quotes take the text as it is");
	same(a->values[3], "Bearer second-one", "+= adds a value");
	same(a->values[4], "Basic dXNlcjpwYXNzd29yZA==", "basic is base64");
	same(a->values[5], "Bearer from-a-file", "a file's lines, without line end");
	same(a->values[6], "last-without-newline", "the last one, too");
	config_free(c);
	unlink(secret_file);
}

static void test_places(void)
{
	const struct credential *all;
	struct config *c;
	char text[1024];

	write_file(secret_file, "from-the-file\n", 0600);
	snprintf(text, sizeof text,
	         WITH("header \"X-Api_Key\" { value = {'12345678', 'abcdefgh'}\n"
	         "file = '%s' }\nheader Y { value = {'two words'} }\n"
	         "query \"Token\" { value = \"${CARHOOK_TEST_SET}\" }\n"
	         "body \"Secret\" { value = {'12345678'} }\n" BEARER), secret_file);
	setenv("CARHOOK_TEST_SET", "environment", 1);
	c = accepts("credentials in all places", text);
	all = c->sources[0].credentials;
	ok(c->sources[0].credential_count == 5, "are all required");
	same(all[0].name, "authorization", "Authorization is first");
	same(all[1].name, "x-api_key", "a header's name is in lower case");
	ok(all[1].value_count == 3 && all[2].value_count == 1, "values and file together");
	same(all[1].values[2], "from-the-file", "the file's after the others");
	ok(all[3].place == CREDENTIAL_QUERY && all[4].place == CREDENTIAL_BODY, "the places");
	same(all[3].name, "Token", "a query parameter keeps its case");
	same(all[3].values[0], "environment", "double quotes know the environment");
	same(all[4].name, "secret", "an attribute's name is in lower case");
	config_free(c);
	unlink(secret_file);
}

/* Comments may stand everywhere and do not shift the lines that are told. */
static void test_comments(void)
{
	struct config *c;

	refuses("a # comment is one line", "# one\n" DATABASE "threads = 0 # two\n" FLEET, 3,
	        "`threads`");
	refuses("a // comment is one line", "//one\n// {\n" DATABASE "threads = 0\n", 4,
	        "`threads`");
	refuses("a C comment has its lines", "/* \"one\n{two */" DATABASE "threads = 0\n", 3,
	        "`threads`");
	refuses("line ends of DOS count once", "# one\r\n" DATABASE "\r\nthreads = 0\r\n", 4,
	        "`threads`");
	refuses("lines within quotes count",
	        DATABASE "health_path = \"/a\\\n/b\"\nthreads = 0\n", 4, "`threads`");
	c = accepts("comments within a list",
	            DATABASE OPENED("fleet", "/f") "bearer = { # {\n"
	            "'12345678', // 'next'\n/* 'not' */ \"#/*'}//\\\"\" # last\n}\n" CLOSED
	            "health_path = /a//b\n");
	ok(c->sources[0].credentials[0].value_count == 2, "do not count");
	same(c->sources[0].credentials[0].values[1], "Bearer #/*'}//\"", "nor do their signs "
	     "within quotes");
	same(c->health_path, "/a//b", "nor within a text without quotes");
	config_free(c);
}

static void test_unreadable(void)
{
	struct error error = {ERROR_NONE, ""};
	struct config *config = NULL;
	char *large;

	unlink(config_file);
	ok(config_read(config_file, &config, &error) == -1 && error.code == ERROR_SYSTEM,
	   "a missing configuration is the system's refusal");
	ok(strstr(error.text, config_file) && strstr(error.text, "carhook init"),
	   "and says how to make one");
	ok(config_read(directory, &config, &error) == -1 && error.code == ERROR_SYSTEM,
	   "a directory is no configuration");
	ok(config == NULL, "nothing is given out");
	large = calloc(1, CONFIG_FILE_MAX + 2);
	memset(large, '\n', CONFIG_FILE_MAX + 1);
	refuses("a configuration that is too large", large, 1,
	        "is larger than 1048576 bytes");
	free(large);
	refuses("an empty configuration", "", 1, "`database` is missing");
	ok(truncate(config_file, 9) == 0, "a file of NUL characters");
	ok(config_read(config_file, &config, &error) == -1 &&
	   strstr(error.text, ":1: the file holds a NUL character"), "is no text");
	unlink(config_file);
	ok(config_read(config_file, &config, NULL) == -1, "an error need not be wanted");
	write_file(config_file, "threads = {\n", 0600);
	ok(config_read(config_file, &config, NULL) == -1, "nor one with a line");
	config_free(NULL);
}

static void test_path(void)
{
	setenv("CARHOOK_CONFIG", "/env.conf", 1);
	same(config_path("given.conf"), "given.conf", "a given path comes first");
	same(config_path(NULL), "/env.conf", "then CARHOOK_CONFIG");
	setenv("CARHOOK_CONFIG", "", 1);
	same(config_path(NULL), SYSCONFDIR "/carhook.conf", "an empty one does not count");
	unsetenv("CARHOOK_CONFIG");
	same(config_path(NULL), SYSCONFDIR "/carhook.conf", "then the one of the system");
}

/* Whether a commented line of the sample shows a default, not an example. */
static bool is_default(const char *line)
{
	static const char *const EXAMPLES[] = {
		"#basic", "#authorization", "#header", "#query", "#body",
	};

	line += strspn(line, "\t");
	for (size_t i = 0; i < COUNT(EXAMPLES); i++)
		if (strncmp(line, EXAMPLES[i], strlen(EXAMPLES[i])) == 0)
			return false;
	return line[0] == '#' && line[1] >= 'a' && line[1] <= 'z';
}

/* Puts the defaults that `sample` shows in force; returns how many. */
static int uncomment(char *sample)
{
	int count = 0;

	for (char *line = sample; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (is_default(line)) {
			line[strspn(line, "\t")] = ' ';
			count++;
		}
	}
	return count;
}

static bool same_settings(const struct config *a, const struct config *b)
{
	const struct source *s = &a->sources[0], *t = &b->sources[0];

	return a->max_body == b->max_body && a->max_depth == b->max_depth &&
	       a->max_nodes == b->max_nodes && a->max_waiting == b->max_waiting &&
	       a->busy_timeout_ms == b->busy_timeout_ms && a->threads == b->threads &&
	       a->io_timeout_s == b->io_timeout_s &&
	       !strcmp(a->health_path, b->health_path) && !a->metrics_path && !b->metrics_path &&
	       a->retention_days == b->retention_days &&
	       s->path_is_secret == t->path_is_secret && s->open == t->open &&
	       s->strict == t->strict && s->success_status == t->success_status &&
	       !strcmp(s->vin_attribute, t->vin_attribute);
}

static void test_sample(void)
{
	static const char database[] = "/srv/a \"b\" ${HOME} \\n 'c'.db";
	static const char value[] = "Bearer q\"${HOME}\\n'$";
	struct config *silent, *said;
	struct error error;
	char *text = NULL;

	ok(config_sample(database, value + 7, &text, &error) == 0, "the sample is made");
	silent = accepts("the sample is a configuration", text);
	same(silent->database, database, "its database is the one given, whatever it is");
	same(silent->sources[0].credentials[0].values[0], value, "and so is its secret");
	same(silent->sources[0].name, "fleet", "its source is called fleet");
	same(silent->sources[0].path, "/carhook/fleet", "and has the path of the manual");
	ok(silent->sources[0].edition == B2B_3_18, "and the newest edition");
	ok(uncomment(text) == 15, "it shows every default");
	said = accepts("which may be put in force", text);
	ok(same_settings(silent, said), "without a change");
	config_free(silent);
	config_free(said);
	free(text);
}

/* The examples of the sample can be put in force, too. */
static void test_sample_examples(void)
{
	struct config *config;
	struct error error;
	char *text = NULL, *c;

	ok(config_sample("/db", "12345678", &text, &error) == 0, "another sample");
	while ((c = strstr(text, "#basic")) || (c = strstr(text, "#authorization =")) ||
	       (c = strstr(text, "#query")) || (c = strstr(text, "#body")))
		*c = ' ';
	config = accepts("its examples are right", text);
	ok(config->sources[0].credential_count == 3 &&
	   config->sources[0].credentials[0].value_count == 4, "and all there");
	config_free(config);
	free(text);
}

static void test_secret(void)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct error error;
	char *a = config_new_secret(&error), *b = config_new_secret(&error);

	ok(a && strlen(a) == CONFIG_SECRET_LENGTH, "a secret has 43 characters");
	ok(a && strspn(a, letters) == CONFIG_SECRET_LENGTH, "that an URL may hold");
	ok(a && b && strcmp(a, b) != 0, "and each is another one");
	free(a);
	free(b);
}

int main(void)
{
	make_directory();
	refuse_all(SYNTAX, COUNT(SYNTAX));
	refuse_all(WHOLE, COUNT(WHOLE));
	refuse_all(SOURCES, COUNT(SOURCES));
	refuse_all(CREDENTIALS, COUNT(CREDENTIALS));
	test_bad_secret_files();
	test_comments();
	test_defaults();
	test_numbers();
	test_sources();
	test_authorization();
	test_places();
	test_unreadable();
	test_path();
	test_sample();
	test_sample_examples();
	test_secret();
	remove_directory();
	return tap_done();
}
