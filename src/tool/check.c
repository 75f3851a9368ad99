/* check: what is in force, and what is wrong with it. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/database.h"
#include "store/query.h"
#include "store/store.h"
#include "tool/check-db.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

/* A gibibyte holds about a million events of the vendor's size; below the lesser one
 * a burst after an outage, or a checkpoint, may not find the room it needs. */
#define FREE_LITTLE (UINT64_C(1) << 30)
#define FREE_LEAST  (UINT64_C(64) << 20)

static const char USAGE[] =
	"usage: carhook check [--socket PATH] [-c FILE]\n"
	"       carhook check --db [--all] [-c FILE]\n"
	"\n"
	"Reads the configuration, tries the database, and says what is in force and what is\n"
	"wrong with it. Changes nothing. Run it as the receiver's user: his rights count.\n"
	"\n"
	"  -s, --socket PATH    also connect to the receiver's socket\n"
	"      --db             look into the database instead: is it sound, is every event\n"
	"                       what its JSON says (a sample of a thousand)\n"
	"      --all            all events, not a sample\n"
	OPTION_HELP;

struct check {
	const char *program;
	const struct config *config;
	struct arena arena;
	unsigned errors, warnings;
};

/* ---- Problems ---- */

enum grade { NOTE, WARNING, ERROR };

/* One line for one problem: what, where, what to do. */
static void tell(struct check *check, enum grade grade, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void tell(struct check *check, enum grade grade, const char *format, ...)
{
	static const char *const WORDS[] = {
		[NOTE] = "note: ", [WARNING] = "warning: ", [ERROR] = "error: ",
	};
	va_list arguments;

	check->errors += grade == ERROR;
	check->warnings += grade == WARNING;
	fputs(WORDS[grade], stdout);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

/* ---- What is in force ---- */

static void print_database(const struct check *check, const struct query_counts *counts)
{
	printf("Database       %s\n", check->config->database);
	if (counts == NULL)
		return;
	printf("               schema %d; %" PRId64 " events, %" PRId64 " deliveries,\n"
	       "               %" PRId64 " kinds of finding, %" PRId64 " in quarantine\n",
	       database_schema_version(), counts->events, counts->deliveries,
	       counts->findings, counts->quarantined);
	printf("Last delivery  %s\n", counts->last_delivery[0] ? counts->last_delivery
	                                                         : "none yet");
}

static void print_settings(const struct config *config)
{
	printf("Health path    %s\n", config->health_path ? config->health_path : "none");
	printf("Metrics path   %s\n", config->metrics_path ? config->metrics_path : "none");
	printf("Bounds         max_body %zu KiB, max_depth %u, max_nodes %u,\n"
	       "               max_waiting %zu KiB, busy_timeout %d ms, io_timeout %d s,\n"
	       "               threads %d\n"
	       "Retention      %.0d%s\n", config->max_body >> 10, config->max_depth,
	       config->max_nodes, config->max_waiting >> 10, config->busy_timeout_ms,
	       config->io_timeout_s, config->threads,
	       config->retention_days, config->retention_days ? " days" : "for ever");
}

/* The last segment of a secret path is the secret. */
static const char *path_cell(struct check *check, const struct source *source)
{
	int open = (int)(strrchr(source->path, '/') - source->path) + 1;

	if (!source->path_is_secret)
		return source->path;
	return arena_format(&check->arena, "%.*s...", open, source->path);
}

/* Where each credential stands and what it is called; never what it is. */
static const char *credentials_cell(struct check *check, const struct source *source)
{
	static const char *const PLACES[] = {
		[CREDENTIAL_HEADER] = "header", [CREDENTIAL_QUERY] = "query",
		[CREDENTIAL_BODY] = "body",
	};
	const char *cell = source->open ? "none" : source->path_is_secret ? "path" : "";

	for (size_t i = 0; cell != NULL && i < source->credential_count; i++) {
		const struct credential *credential = &source->credentials[i];

		cell = arena_format(&check->arena, "%s%s%s %s", cell, cell[0] ? ", " : "",
		                    PLACES[credential->place], credential->name);
		if (cell != NULL && credential->value_count > 1)
			cell = arena_format(&check->arena, "%s (%zu values)", cell,
			                    credential->value_count);
	}
	return cell;
}

static const char *success_cell(struct check *check, const struct source *source)
{
	int monitor = edition_success_status(source->edition, 0);
	int remote = edition_success_status(source->edition, 1);

	if (source->success_status != 0)
		return arena_format(&check->arena, "%d", source->success_status);
	if (monitor == remote || !(source->edition & EDITIONS_REMOTE))
		return arena_format(&check->arena, "%d", monitor);
	return arena_format(&check->arena, "%d, remotes %d", monitor, remote);
}

static int print_sources(struct check *check)
{
	static const struct terminal_column COLUMNS[] = {
		{.title = "SOURCE"}, {.title = "PATH", .shrinks = true}, {.title = "EDITION"},
		{.title = "CREDENTIALS"}, {.title = "SUCCESS"}, {.title = "STRICT"},
	};
	size_t count = sizeof COLUMNS / sizeof *COLUMNS;
	struct terminal_table *table = terminal_table_new(COLUMNS, count);
	int result = table ? 0 : -1;

	for (size_t i = 0; result == 0 && i < check->config->source_count; i++) {
		const struct source *source = &check->config->sources[i];
		const char *cells[] = {
			source->name, path_cell(check, source), edition_name(source->edition),
			credentials_cell(check, source), success_cell(check, source),
			source->strict ? "yes" : "no",
		};
		result = terminal_table_add(table, cells);
	}
	putchar('\n');
	if (result == 0)
		result = terminal_table_print(table);
	terminal_table_free(table);
	putchar('\n');
	return result;
}

/* ---- Rights ---- */

static bool has_secrets(const struct config *config)
{
	for (size_t i = 0; i < config->source_count; i++)
		if (!config->sources[i].open)
			return true;
	return false;
}

static void check_config_file(struct check *check)
{
	const char *file = check->config->file;
	struct stat status;

	if (stat(file, &status) != 0)
		return;
	if (status.st_mode & S_IROTH && has_secrets(check->config))
		tell(check, ERROR, "%s: every user can read the secrets in it; run `chmod o= %s`",
		     file, file);
	if (status.st_mode & (S_IWOTH | S_IWGRP))
		tell(check, status.st_mode & S_IWOTH ? ERROR : WARNING, "%s: %s can change who "
		     "is let in; run `chmod go-w %s`", file,
		     status.st_mode & S_IWOTH ? "every user" : "its group", file);
}

static void check_database_file(struct check *check)
{
	const char *file = check->config->database;
	struct stat status;

	if (stat(file, &status) != 0)
		return;
	if (status.st_mode & S_IWOTH)
		tell(check, ERROR, "%s: every user can change what was received; run `chmod o= "
		     "%s`", file, file);
	else if (status.st_mode & S_IROTH)
		tell(check, WARNING, "%s: every user can read where vehicles were; run `chmod o= "
		     "%s`", file, file);
}

/* Root may write everything, and so learns nothing about the receiver's rights. */
static void check_user(struct check *check)
{
	struct stat status;
	struct passwd *owner;

	if (geteuid() != 0 || stat(check->config->database, &status) != 0 ||
	    status.st_uid == 0)
		return;
	owner = getpwuid(status.st_uid);
	tell(check, NOTE, "root can write everything; `runuser -u %s -- carhook check` tries "
	     "the rights of the database's owner", owner ? owner->pw_name : "USER");
}

/* ---- The database ---- */

/* Where SQLite writes its other files; NULL when memory is short. */
static const char *folder_of(struct check *check, const char *file)
{
	int length = (int)(strrchr(file, '/') - file) + 1;

	return arena_format(&check->arena, "%.*s", length, file);
}

static void check_space(struct check *check)
{
	const char *folder = folder_of(check, check->config->database);
	struct statvfs status;
	uint64_t bytes;

	if (folder == NULL || statvfs(folder, &status) != 0)
		return;
	bytes = (uint64_t)status.f_bavail * status.f_frsize;
	if (bytes < FREE_LITTLE)
		tell(check, bytes < FREE_LEAST ? ERROR : WARNING, "%s: only %" PRIu64 " MiB are "
		     "free; when they are used up callbacks are answered 500, and the vendor "
		     "gives up after 3 days: make room", folder, bytes >> 20);
}

/* Takes the write lock and gives it back. SQLite gives the lock of a file that it may
 * only read, too, so the rights are asked for first. */
static void check_writing(struct check *check)
{
	const char *file = check->config->database, *folder = folder_of(check, file);
	struct store *store = NULL;
	struct error error;

	if (faccessat(AT_FDCWD, file, W_OK, AT_EACCESS) != 0 ||
	    (folder != NULL && faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) != 0)) {
		tell(check, ERROR, "%s: this user cannot write it and its folder; give the "
		     "receiver's user the right to write both", file);
		return;
	}
	if (store_open(&store, check->config->database, check->config->busy_timeout_ms,
	               &error) != 0) {
		tell(check, ERROR, "%s", error.text);
		return;
	}
	if (store_begin(store, &error) != 0)
		tell(check, ERROR, "%s", error.text);
	store_rollback(store);
	store_close(store);
}

/* Opening for writing would turn WAL mode on: then it is tried no further. */
static void check_database(struct check *check, struct query *query)
{
	struct error error;
	bool wal = true;

	if (query_is_wal(query, &wal, &error) != 0)
		tell(check, ERROR, "%s", error.text);
	else if (!wal)
		tell(check, WARNING, "%s: is not in WAL mode, so readers and the receiver wait "
		     "for each other; the receiver turns it on when it starts",
		     check->config->database);
	else
		check_writing(check);
}

/* Prints the database's part of the report; its problems come after the table. */
static struct query *open_database(const struct check *check, struct error *error)
{
	struct query *query = NULL;
	struct query_counts counts;

	if (query_open(&query, check->config->database, check->config->busy_timeout_ms,
	               error) == 0 &&
	    query_count(query, &counts, error) == 0) {
		print_database(check, &counts);
		return query;
	}
	print_database(check, NULL);
	query_close(query);
	return NULL;
}

/* ---- The sources ---- */

/* Contract section 8: retried B2C notifications come as an array without the headers
 * and the query that were registered. */
static void check_retries(struct check *check, const struct source *source)
{
	for (size_t i = 0; i < source->credential_count; i++) {
		const struct credential *credential = &source->credentials[i];

		if (source->edition != B2C_4_16 || credential->place == CREDENTIAL_BODY)
			continue;
		tell(check, WARNING, "source \"%s\": retried %s callbacks carry neither headers "
		     "nor query, so they will be refused for want of the %s %s until the vendor "
		     "deletes them after 72 h; use a secret path (path_is_secret) or a body "
		     "attribute instead", source->name, edition_name(source->edition),
		     credential->place == CREDENTIAL_HEADER ? "header" : "query parameter",
		     credential->name);
		return;
	}
}

static void check_source(struct check *check, const struct source *source)
{
	if (source->open)
		tell(check, WARNING, "source \"%s\": open = true lets anybody write into it who "
		     "knows its path; give it a credential", source->name);
	check_retries(check, source);
}

/* ---- The receiver ---- */

static void check_socket(struct check *check, const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct stat status;

	if (fd < 0 || strlen(path) >= sizeof address.sun_path) {
		tell(check, ERROR, "%s: cannot be tried: %s", path,
		     fd < 0 ? strerror(errno) : "the path is too long for a socket");
	} else {
		strcpy(address.sun_path, path);
		if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
			tell(check, ERROR, "%s: no receiver answers there: %s; start carhook.fcgi "
			     "(spawn-fcgi, systemd), or run this as a user who may connect", path,
			     strerror(errno));
		else if (stat(path, &status) == 0 && status.st_mode & S_IWOTH)
			tell(check, WARNING, "%s: every user can connect past the web server; give "
			     "the socket mode 0660", path);
	}
	if (fd >= 0)
		close(fd);
}

/* ---- All of it ---- */

static void check_all(struct check *check, struct query *query,
                      const struct error *database_error, const char *socket_path)
{
	check_config_file(check);
	check_database_file(check);
	check_user(check);
	check_space(check);
	if (query != NULL)
		check_database(check, query);
	else
		tell(check, ERROR, "%s", database_error->text);
	for (size_t i = 0; i < check->config->source_count; i++)
		check_source(check, &check->config->sources[i]);
	if (socket_path != NULL)
		check_socket(check, socket_path);
}

static int report(struct check *check, const char *socket_path)
{
	struct error error = {.code = ERROR_NONE};
	struct query *query;

	printf("Configuration  %s\n", check->config->file);
	query = open_database(check, &error);
	print_settings(check->config);
	if (print_sources(check) != 0)
		tell(check, ERROR, "no memory for the table of sources");
	check_all(check, query, &error, socket_path);
	query_close(query);
	if (check->errors == 0 && check->warnings == 0)
		puts("Nothing is wrong.");
	else
		printf("%u error%s, %u warning%s\n", check->errors,
		       check->errors == 1 ? "" : "s", check->warnings,
		       check->warnings == 1 ? "" : "s");
	return check->errors > 0 ? EXIT_PROBLEM : EXIT_GOOD;
}

static int run(const char *program, const char *config_file, const char *socket_path)
{
	struct check check = {.program = program};
	struct config *config;
	int status;

	if (option_config(program, config_file, &config) != 0)
		return EXIT_PROBLEM;
	check.config = config;
	status = report(&check, socket_path);
	arena_free(&check.arena);
	config_free(config);
	return status;
}

static int run_db(const char *program, const char *config_file, bool all)
{
	struct config *config;
	int status;

	if (option_config(program, config_file, &config) != 0)
		return EXIT_PROBLEM;
	status = check_db(program, config, all);
	config_free(config);
	return status;
}

enum { OPTION_DB = 256, OPTION_ALL };

int verb_check(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"socket", required_argument, NULL, 's'}, {"db", no_argument, NULL, OPTION_DB},
		{"all", no_argument, NULL, OPTION_ALL},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	const char *config_file = NULL, *socket_path = NULL;
	bool db = false, all = false;
	int c;

	while ((c = getopt_long(argc, argv, "s:c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?')
			return EXIT_USAGE;
		db |= c == OPTION_DB;
		all |= c == OPTION_ALL;
		if (c == 's')
			socket_path = optarg;
		if (c == 'c')
			config_file = optarg;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	return db ? run_db(argv[0], config_file, all) : run(argv[0], config_file, socket_path);
}
