/* option.h: what the verbs' command lines have in common.
 *
 * Every verb takes -c and -h. What is wrong with a command line is told on standard
 * error, with the way to the help. */
#ifndef CARHOOK_OPTION_H
#define CARHOOK_OPTION_H

#include <stdint.h>

#include "base/error.h"
#include "config/config.h"

/* The lines about -c and -h, for the end of each usage text. */
#define OPTION_HELP \
	"  -c, --config FILE    configuration (default: $CARHOOK_CONFIG, else\n" \
	"                       " SYSCONFDIR "/carhook.conf)\n" \
	"  -h, --help           this text\n"

/* Says what is wrong and where the help is: "carhook tail: ...". Returns EXIT_USAGE. */
int option_wrong(const char *program, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Says what failed: "carhook tail: error->text". Returns EXIT_PROBLEM. */
int option_failed(const char *program, const struct error *error);

/* Reads `text`, the argument of the option `name`, as a whole number from `least` to
 * `most`. -1 after option_wrong. */
int option_number(const char *program, const char *name, const char *text,
                  uint64_t least, uint64_t most, uint64_t *out);

#define OPTION_COLOR_HELP \
	"      --color WHEN     always, never, or auto: on a terminal (default)\n"

/* Takes the argument of --color, for all tables. -1 after option_wrong. */
int option_color(const char *program, const char *when);

/* Reads the configuration named by -c (NULL: where it is otherwise). -1 after
 * option_failed. */
int option_config(const char *program, const char *file, struct config **out);

/* Reads the command line of a verb that takes -c and -h alone. The exit status with which
 * to end, or -1 to go on with *file as -c has it. */
int option_only_config(int argc, char **argv, const char *usage, const char **file);

#endif
