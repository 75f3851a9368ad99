/* verb.h: the verbs of the command line tool, and how each may end.
 *
 * A verb is a program of its own: it gets its arguments as main does (argv[0] is
 * "carhook VERB"), prints, and returns an exit status. */
#ifndef CARHOOK_VERB_H
#define CARHOOK_VERB_H

enum exit_status {
	EXIT_GOOD = 0,       /* done, and nothing was wrong */
	EXIT_PROBLEM = 1,    /* a problem was found, or it failed */
	EXIT_USAGE = 2,      /* the command line cannot be understood */
};

int verb_init(int argc, char **argv);
int verb_check(int argc, char **argv);
int verb_send(int argc, char **argv);
int verb_tail(int argc, char **argv);

/* vehicles, positions, alerts, ...: told apart by argv[0]. */
int verb_ask(int argc, char **argv);

/* Ends with a level of Nagios' instead: 0 OK, 1 warning, 2 critical, 3 unknown. */
int verb_silence(int argc, char **argv);

int verb_export(int argc, char **argv);
int verb_rebuild(int argc, char **argv);
int verb_backup(int argc, char **argv);
int verb_erase(int argc, char **argv);
int verb_prune(int argc, char **argv);
int verb_quarantine(int argc, char **argv);   /* the list is verb_ask's */
int verb_pseudonymise(int argc, char **argv);
int verb_metrics(int argc, char **argv);
int verb_disclose(int argc, char **argv);

#endif
