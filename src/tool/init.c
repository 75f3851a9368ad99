/* init: makes the configuration and the database, and says what to do next.
 *
 * What is there already is left as it is, but for a database of an older schema. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/sample.h"
#include "store/database.h"
#include "tool/option.h"
#include "tool/verb.h"

#define DATABASE_DEFAULT "/var/lib/carhook/carhook.db"

/* The configuration holds secrets, the database what vehicles did: both are for the
 * receiver's user, who may read the one and write the other, and for his group. */
#define CONFIG_MODE          0640
#define CONFIG_FOLDER_MODE   0755   /* other programs' files may come to stand there */
#define DATABASE_FOLDER_MODE 0750
#define MASK                 0027

#define BUSY_TIMEOUT_MS 5000

static const char USAGE[] =
	"usage: carhook init [--database FILE] [-c FILE]\n"
	"\n"
	"Makes the configuration, with a new secret, and the database, and says what to do\n"
	"next. What is there already stays, but a database of an older schema is brought up\n"
	"to date.\n"
	"\n"
	"  -d, --database FILE  where to keep the events, for a new configuration\n"
	"                       (default: " DATABASE_DEFAULT ")\n"
	OPTION_HELP;

struct init {
	const char *program;
	const char *config_file;
	char database[PATH_MAX];
	char *secret;            /* NULL: the configuration was there already */
	bool made_folder;        /* that of the database */
};

/* ---- The database ---- */

/* Makes the folders of `path` that are missing; *made says whether there were any. */
static int make_folders(const char *path, mode_t mode, bool *made, struct error *error)
{
	char folder[PATH_MAX];

	snprintf(folder, sizeof folder, "%s", path);
	for (char *at = strchr(folder + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
		*at = '\0';
		*made = mkdir(folder, mode) == 0;
		if (*made)
			printf("Made  %s/ (mode %04o)\n", folder, (unsigned)mode);
		if ((*made && chmod(folder, mode) != 0) || (!*made && errno != EEXIST))
			return error_set(error, ERROR_SYSTEM, "cannot make the folder %s: %s",
			                 folder, strerror(errno));
		*at = '/';
	}
	return 0;
}

/* Whether the file is there, and of a schema that this program brings up to date. */
static bool is_older(const char *path)
{
	struct database *database = NULL;
	struct error error = {.code = ERROR_NONE};

	database_open(&database, path, DATABASE_READ, BUSY_TIMEOUT_MS, &error);
	database_close(database);
	return error.code == ERROR_DB_VERSION;
}

static int make_database(struct init *init, struct error *error)
{
	struct database *database = NULL;
	bool existed = access(init->database, F_OK) == 0;
	bool older = existed && is_older(init->database);

	if (make_folders(init->database, DATABASE_FOLDER_MODE, &init->made_folder,
	                 error) != 0 ||
	    database_open(&database, init->database, DATABASE_CREATE, BUSY_TIMEOUT_MS,
	                  error) != 0)
		return -1;
	printf("%s %s (schema %d%s)\n", existed ? "Found" : "Made ", init->database,
	       database_schema_version(), older ? ", brought up to date" : "");
	database_close(database);
	return 0;
}

/* ---- The configuration ---- */

static int write_file(int fd, const char *path, const char *text, struct error *error)
{
	size_t length = strlen(text);
	ssize_t written = write(fd, text, length);

	if (written == (ssize_t)length && fchmod(fd, CONFIG_MODE) == 0 && fsync(fd) == 0)
		return 0;
	error_set(error, ERROR_SYSTEM, "cannot write %s: %s", path,
	          written >= 0 && written < (ssize_t)length ? "it was cut short"
	                                                    : strerror(errno));
	unlink(path);
	return -1;
}

/* O_EXCL: whoever made the file meanwhile shall keep it. */
static int write_config(const struct init *init, const char *text, struct error *error)
{
	bool made_folder;
	int fd, result;

	if (make_folders(init->config_file, CONFIG_FOLDER_MODE, &made_folder, error) != 0)
		return -1;
	fd = open(init->config_file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, CONFIG_MODE);
	if (fd < 0)
		return error_set(error, ERROR_SYSTEM, "cannot make %s: %s", init->config_file,
		                 strerror(errno));
	result = write_file(fd, init->config_file, text, error);
	close(fd);
	if (result == 0)
		printf("Made  %s (mode %04o, with a new secret)\n", init->config_file,
		       (unsigned)CONFIG_MODE);
	return result;
}

static void wipe(char *text)
{
	if (text != NULL)
		explicit_bzero(text, strlen(text));
	free(text);
}

static int make_config(struct init *init, struct error *error)
{
	char *text = NULL;
	int result;

	init->secret = config_new_secret(error);
	if (init->secret == NULL)
		return -1;
	result = config_sample(init->database, init->secret, &text, error);
	if (result == 0)
		result = write_config(init, text, error);
	wipe(text);
	return result;
}

/* The path of the database in the configuration that is there. */
static int use_config(struct init *init, const char *wanted, struct error *error)
{
	struct config *config;
	int result = 0;

	if (config_read(init->config_file, &config, error) != 0)
		return -1;
	if (wanted != NULL && strcmp(init->database, config->database) != 0)
		result = error_set(error, ERROR_CONFIG, "%s is there already and names another "
		                   "database, %s; change it there, or leave --database out",
		                   init->config_file, config->database);
	else
		printf("Found %s\n", init->config_file);
	snprintf(init->database, sizeof init->database, "%s", config->database);
	config_free(config);
	return result;
}

/* A relative path would mean another file elsewhere. */
static int resolve_database(struct init *init, const char *wanted, struct error *error)
{
	char folder[PATH_MAX] = "";
	int length;

	if (wanted != NULL && wanted[0] != '/' && getcwd(folder, sizeof folder - 1) == NULL)
		return error_set(error, ERROR_SYSTEM, "the working directory has no path: %s",
		                 strerror(errno));
	if (folder[0] != '\0')
		strcat(folder, "/");
	length = snprintf(init->database, sizeof init->database, "%s%s", folder,
	                  wanted ? wanted : DATABASE_DEFAULT);
	if (length < 0 || (size_t)length >= sizeof init->database)
		return error_set(error, ERROR_LIMIT, "the database's path is too long");
	for (const char *at = init->database; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			return error_set(error, ERROR_CONFIG, "the database's path holds a control "
			                 "character, which the configuration cannot name");
	return 0;
}

/* ---- What to do next ---- */

/* Root's files would stay closed to the receiver. SQLite writes files beside the
 * database, so its folder must be the receiver's, too; one that was there may be
 * anybody's, and is not to be given away. */
static void print_owner_advice(const struct init *init)
{
	int folder = (int)(strrchr(init->database, '/') - init->database);

	printf("\nLet the user who runs the receiver (here: carhook) use them:\n\n"
	       "  chgrp carhook %s\n", init->config_file);
	if (init->made_folder)
		printf("  chown -R carhook:carhook %.*s\n", folder, init->database);
	else
		printf("  chown carhook:carhook %s\n\n"
		       "The receiver must also be able to write the folder %.*s/.\n",
		       init->database, folder, init->database);
}

/* The secret is shown here, where it has just been made, and nowhere else. */
static void print_registration(const struct init *init)
{
	printf("\nRegister the callback at the vendor, with your own name for\n"
	       "callbacks.example.com. For B2B remotes, post this to\n"
	       "/fleets/{fid}/remote/callbacks; the same webhook goes into the\n"
	       "subscribeParam of a B2B monitor:\n\n"
	       "  {\n"
	       "    \"label\": \"carhook\",\n"
	       "    \"callback\": {\n"
	       "      \"webhook\": {\n"
	       "        \"name\": \"carhook\",\n"
	       "        \"target\": \"https://callbacks.example.com/carhook/fleet\",\n"
	       "        \"attributes\": [\n"
	       "          {\"type\": \"Header\", \"key\": \"Authorization\",\n"
	       "           \"value\": \"Bearer %s\"}\n"
	       "        ]\n"
	       "      }\n"
	       "    }\n"
	       "  }\n", init->secret);
}

static void print_next(const struct init *init)
{
	printf("\nWhat to do next\n"
	       "---------------\n");
	if (geteuid() == 0)
		print_owner_advice(init);
	printf("\nHave the web server pass /carhook/ to carhook.fcgi, with the\n"
	       "configuration %s;\n"
	       "the folders nginx-conf, apache-conf and systemd show how.\n",
	       init->config_file);
	if (init->secret != NULL)
		print_registration(init);
	else
		printf("\nRegister the sources of %s at the vendor, with the\n"
		       "credentials that stand there.\n", init->config_file);
	printf("\nThen look whether all is well, and try it:\n\n"
	       "  carhook check -c %s\n"
	       "  carhook send -c %s --source fleet https://callbacks.example.com\n",
	       init->config_file, init->config_file);
}

static int run(struct init *init, const char *wanted)
{
	struct error error;
	bool new_config = access(init->config_file, F_OK) != 0;
	int result;

	umask(MASK);
	result = resolve_database(init, wanted, &error);
	if (result == 0 && !new_config)
		result = use_config(init, wanted, &error);
	if (result == 0)
		result = make_database(init, &error);
	/* Last: a run that failed before can be repeated, and shows the secret then. */
	if (result == 0 && new_config)
		result = make_config(init, &error);
	if (result == 0)
		print_next(init);
	wipe(init->secret);
	return result == 0 ? EXIT_GOOD : option_failed(init->program, &error);
}

int verb_init(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"database", required_argument, NULL, 'd'},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct init init = {.program = argv[0]};
	const char *config_file = NULL, *database = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "d:c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?')
			return EXIT_USAGE;
		if (c == 'd')
			database = optarg;
		else
			config_file = optarg;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	init.config_file = config_path(config_file);
	return run(&init, database);
}
