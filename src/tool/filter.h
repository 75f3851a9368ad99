/* filter.h: the options by which every asking verb confines its answer.
 *
 * A verb puts FILTER_OPTIONS into its table for getopt_long, FILTER_HELP into its usage,
 * and hands each option that it does not know itself to filter_take. */
#ifndef CARHOOK_FILTER_H
#define CARHOOK_FILTER_H

#include <getopt.h>

#include "base/clock.h"
#include "store/question.h"

/* Values of the long options, beyond any letter. */
enum filter_option {
	FILTER_VIN = 256, FILTER_FLEET, FILTER_MONITOR, FILTER_SOURCE, FILTER_SINCE,
	FILTER_UNTIL, FILTER_END
};

#define FILTER_OPTIONS \
	{"vin", required_argument, NULL, FILTER_VIN}, \
	{"fleet", required_argument, NULL, FILTER_FLEET}, \
	{"monitor", required_argument, NULL, FILTER_MONITOR}, \
	{"source", required_argument, NULL, FILTER_SOURCE}, \
	{"since", required_argument, NULL, FILTER_SINCE}, \
	{"until", required_argument, NULL, FILTER_UNTIL}

#define FILTER_HELP_VEHICLE \
	"      --vin VIN        of this vehicle\n" \
	"      --fleet ID       of vehicles of this fleet\n"

#define FILTER_HELP_MONITOR \
	"      --monitor ID     of this monitor\n"

#define FILTER_HELP_SOURCE \
	"      --source NAME    of this source of the configuration\n" \
	"      --since TIME     from then on: 2h, 3d, yesterday, 2026-11-24, 2026-11-24T13:00\n" \
	"      --until TIME     before then; times are UTC\n"

#define FILTER_HELP FILTER_HELP_VEHICLE FILTER_HELP_MONITOR FILTER_HELP_SOURCE

struct filter {
	struct question_filter question;
	char since[CLOCK_TEXT_SIZE], until[CLOCK_TEXT_SIZE];
};

/* Takes the option `c` with its argument. 1: taken; 0: it is none of these; -1: after
 * option_wrong. */
int filter_take(struct filter *filter, const char *program, int c, const char *argument);

#endif
