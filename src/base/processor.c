#include "base/processor.h"

#include <fcntl.h>
#include <unistd.h>

/* Nanoseconds worked, nanoseconds waited while there was work, slices. */
#define STATISTICS "/proc/thread-self/schedstat"

/* Of STATISTICS; -2: not yet tried, -1: not to be had. */
static int statistics = -2;

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

int64_t processor_waited_us(void)
{
	char text[80];

	if (statistics == -2)
		statistics = open(STATISTICS, O_RDONLY | O_CLOEXEC);
	if (statistics < 0)
		return 0;
	return second_number(text, pread(statistics, text, sizeof text, 0)) / 1000;
}

bool processor_was_wanted(int64_t worked_us, int64_t waited_us)
{
	return waited_us > 0 && waited_us * PROCESSOR_WANTED_PART >= worked_us;
}
