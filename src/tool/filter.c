#include "tool/filter.h"

#include "tool/human-time.h"
#include "tool/option.h"

static int take_time(const char *program, const char *name, const char *argument,
                     char text[CLOCK_TEXT_SIZE], const char **out)
{
	int64_t ms;

	if (!human_time_read(argument, clock_now_ms(), &ms)) {
		option_wrong(program, "%s wants a time such as 2h, yesterday or "
		             "2026-11-24T13:00, not `%s`", name, argument);
		return -1;
	}
	clock_format(ms, text);
	*out = text;
	return 1;
}

int filter_take(struct filter *filter, const char *program, int c, const char *argument)
{
	const char **const texts[] = {
		[FILTER_VIN - FILTER_VIN] = &filter->question.vin,
		[FILTER_FLEET - FILTER_VIN] = &filter->question.fleet,
		[FILTER_MONITOR - FILTER_VIN] = &filter->question.monitor,
		[FILTER_SOURCE - FILTER_VIN] = &filter->question.source,
	};

	if (c == FILTER_SINCE)
		return take_time(program, "--since", argument, filter->since,
		                 &filter->question.since);
	if (c == FILTER_UNTIL)
		return take_time(program, "--until", argument, filter->until,
		                 &filter->question.until);
	if (c < FILTER_VIN || c >= FILTER_END)
		return 0;
	*texts[c - FILTER_VIN] = argument;
	return 1;
}
