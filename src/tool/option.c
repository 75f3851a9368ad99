#include "tool/option.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool/terminal.h"
#include "tool/verb.h"

int option_wrong(const char *program, const char *format, ...)
{
	const char *verb = strchr(program, ' ');
	va_list arguments;

	fprintf(stderr, "%s: ", program);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "\nTry `carhook help%s`.\n", verb ? verb : "");
	return EXIT_USAGE;
}

int option_failed(const char *program, const struct error *error)
{
	fprintf(stderr, "%s: %s\n", program, error->text);
	return EXIT_PROBLEM;
}

int option_number(const char *program, const char *name, const char *text,
                  uint64_t least, uint64_t most, uint64_t *out)
{
	uint64_t value;
	char *end;

	errno = 0;
	value = strtoull(text, &end, 10);
	if (isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0 &&
	    value >= least && value <= most) {
		*out = value;
		return 0;
	}
	option_wrong(program, "%s wants a whole number from %" PRIu64 " to %" PRIu64
	             ", not `%s`", name, least, most, text);
	return -1;
}

int option_color(const char *program, const char *when)
{
	static const char *const WORDS[] = {
		[TERMINAL_COLOR_AUTO] = "auto", [TERMINAL_COLOR_ALWAYS] = "always",
		[TERMINAL_COLOR_NEVER] = "never",
	};

	for (int i = 0; i < (int)(sizeof WORDS / sizeof *WORDS); i++) {
		if (strcmp(when, WORDS[i]) != 0)
			continue;
		terminal_use_color((enum terminal_color)i);
		return 0;
	}
	option_wrong(program, "--color wants auto, always or never, not `%s`", when);
	return -1;
}

int option_config(const char *program, const char *file, struct config **out)
{
	struct error error;

	if (config_read(config_path(file), out, &error) == 0)
		return 0;
	option_failed(program, &error);
	return -1;
}

int option_only_config(int argc, char **argv, const char *usage, const char **file)
{
	static const struct option LONG[] = {
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(usage, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?')
			return EXIT_USAGE;
		*file = optarg;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	return -1;
}
