#include "base/processor.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"

/* Nanoseconds worked, nanoseconds waited while there was work, slices. */
#define STATISTICS "/proc/thread-self/schedstat"

/* Of STATISTICS; -2: not yet tried, -1: not to be had. */
static _Thread_local int statistics = -2;

/* Nothing of stdio, and no allocation, because of signal handlers. */
static int64_t second_number(const char *text, ssize_t length)
{
	int64_t number = 0;
	ssize_t i = 0;

	while (i < length && text[i] != ' ')
		i++;
	for (i++; i < length && text[i] >= '0' && text[i] <= '9'; i++)
		number = number * 10 + (text[i] - '0');
	return number;
}

static int64_t read_waited_us(void)
{
	char text[80];

	if (statistics == -2)
		statistics = open(STATISTICS, O_RDONLY | O_CLOEXEC);
	if (statistics < 0)
		return 0;
	return second_number(text, pread(statistics, text, sizeof text, 0)) / 1000;
}

struct processor_time processor_time(void)
{
	return (struct processor_time){clock_processor_us(), read_waited_us()};
}

struct processor_time processor_time_since(struct processor_time then)
{
	struct processor_time now = processor_time();

	return (struct processor_time){now.worked_us - then.worked_us,
	                               now.waited_us - then.waited_us};
}

bool processor_was_wanted(struct processor_time had)
{
	return had.waited_us > 0 && had.waited_us * PROCESSOR_WANTED_PART >= had.worked_us;
}

void processor_rest(struct processor_time *since, int times)
{
	struct processor_time had = processor_time_since(*since);

	if (processor_was_wanted(had))
		clock_sleep_us(had.worked_us * times);
	*since = processor_time();
}
