/* carhook: the tool for people. See carhook(1).
 *
 * Each verb is a file of its own; this one only knows their names. */
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "config/nearest.h"
#include "tool/option.h"
#include "tool/stand-back.h"
#include "tool/verb.h"

static const struct verb {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
	bool only_reads;         /* callbacks do not wait for it, and it has an end */
} VERBS[] = {
	{"init", verb_init, "make the configuration and the database", false},
	{"check", verb_check, "say what is in force, and what is wrong with it", true},
	{"send", verb_send, "send made-up callbacks, as the vendor would", false},
	{"tail", verb_tail, "show the last events, and follow new ones", false},
	{"vehicles", verb_ask, "where each vehicle is, and how it is", true},
	{"vehicle", verb_ask, "what happened to one vehicle", true},
	{"positions", verb_ask, "where each vehicle was last, or the track of one", true},
	{"alerts", verb_ask, "the alerts that are open", true},
	{"remotes", verb_ask, "how each remote action stands", true},
	{"trips", verb_ask, "the trips", true},
	{"monitors", verb_ask, "what each monitor sends", true},
	{"sources", verb_ask, "what each source has sent", true},
	{"findings", verb_ask, "what was sent that its edition does not foresee", true},
	{"quarantine", verb_quarantine, "what could not be read", false},
	{"deliveries", verb_ask, "the last requests", true},
	{"status", verb_ask, "whether events come, and since when not", true},
	{"silence", verb_silence, "who has gone quiet, for Nagios, too", true},
	{"metrics", verb_metrics, "counters for Prometheus", true},
	{"export", verb_export, "events, readings, positions and trips as files", true},
	{"backup", verb_backup, "copy the database while it is written", true},
	{"prune", verb_prune, "remove what is older than some time", false},
	{"pseudonymise", verb_pseudonymise, "tokens in the place of VINs in what is old", false},
	{"erase", verb_erase, "remove a vehicle, and prove it", false},
	{"disclose", verb_disclose, "write down everything that is held on a vehicle", true},
	{"rebuild", verb_rebuild, "derive everything again from the events", false},
};

#define VERB_COUNT (sizeof VERBS / sizeof *VERBS)

static const struct {
	enum exit_status status;
	const char *meaning;
} STATUSES[] = {
	{EXIT_GOOD, "done, and nothing was wrong"},
	{EXIT_PROBLEM, "a problem was found, or it failed"},
	{EXIT_USAGE, "the command line cannot be understood"},
};

static void print_help(FILE *to)
{
	fputs("usage: carhook VERB [OPTION...]\n"
	      "       carhook help VERB\n"
	      "       carhook --version\n"
	      "\n"
	      "Sets up, checks and asks the receiver of connected-vehicle callbacks.\n"
	      "\n", to);
	for (size_t i = 0; i < VERB_COUNT; i++)
		fprintf(to, "  %-12s %s\n", VERBS[i].name, VERBS[i].summary);
	fputs("\nEvery verb takes -c FILE (the configuration) and -h. Exit status:\n\n", to);
	for (size_t i = 0; i < sizeof STATUSES / sizeof *STATUSES; i++)
		fprintf(to, "  %d  %s\n", STATUSES[i].status, STATUSES[i].meaning);
	fputs("\nsilence has those of Nagios' plugins instead.\n", to);
}

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		if (strcmp(VERBS[i].name, name) == 0)
			return &VERBS[i];
	return NULL;
}

static int unknown_verb(const char *name)
{
	const char *names[VERB_COUNT + 2] = {"help"}, *nearest;

	for (size_t i = 0; i < VERB_COUNT; i++)
		names[i + 1] = VERBS[i].name;
	nearest = nearest_name(name, names);
	if (nearest != NULL)
		return option_wrong("carhook", "there is no verb `%s`; did you mean `%s`?", name,
		                    nearest);
	return option_wrong("carhook", "there is no verb `%s`", name);
}

/* Runs a verb under the name that its messages shall have. */
static int run_verb(const struct verb *verb, int argc, char **argv)
{
	char program[64];

	snprintf(program, sizeof program, "carhook %s", verb->name);
	argv[0] = program;
	if (verb->only_reads)
		stand_back();
	return verb->run(argc, argv);
}

static int help(int argc, char **argv)
{
	char flag[] = "--help", *arguments[] = {NULL, flag, NULL};
	const struct verb *verb;

	if (argc < 2) {
		print_help(stdout);
		return EXIT_GOOD;
	}
	verb = find_verb(argv[1]);
	return verb ? run_verb(verb, 2, arguments) : unknown_verb(argv[1]);
}

static int run(int argc, char **argv)
{
	const struct verb *verb;

	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0)
		return help(argc - 1, argv + 1);
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		puts("carhook " PACKAGE_VERSION);
		return EXIT_GOOD;
	}
	verb = find_verb(argv[1]);
	return verb ? run_verb(verb, argc - 1, argv + 1) : unknown_verb(argv[1]);
}

int main(int argc, char **argv)
{
	int status;

	/* Characters only: numbers keep their point. */
	setlocale(LC_CTYPE, "");
	/* Whoever ignored it before: a reader that has left ends the writer quietly. */
	signal(SIGPIPE, SIG_DFL);
	status = run(argc, argv);
	/* What could not be written was not said. */
	if (fflush(stdout) != 0 && status == EXIT_GOOD)
		return EXIT_PROBLEM;
	return status;
}
