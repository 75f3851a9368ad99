/* tap.h: the Test Anything Protocol for tests written in C.
 *
 * Each check prints "ok N - what" or "not ok N - what" with the place; tap_done()
 * prints the plan and gives the exit status. */
#ifndef CARHOOK_TESTS_TAP_H
#define CARHOOK_TESTS_TAP_H

#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

static inline int tap_check(int good, const char *what, const char *file, int line)
{
	tap_count++;
	printf("%sok %d - %s\n", good ? "" : "not ", tap_count, what);
	if (!good) {
		tap_failed++;
		printf("# at %s:%d\n", file, line);
	}
	return good;
}

static inline int tap_same(const char *got, const char *want, const char *what,
                           const char *file, int line)
{
	int good = got && want ? strcmp(got, want) == 0 : got == want;

	if (!tap_check(good, what, file, line))
		printf("#   got: %s\n#  want: %s\n", got ? got : "(null)", want ? want : "(null)");
	return good;
}

static inline int tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

/* ok(condition, what): the condition holds. same(got, want, what): equal strings. */
#define ok(condition, what) tap_check(!!(condition), (what), __FILE__, __LINE__)
#define same(got, want, what) tap_same((got), (want), (what), __FILE__, __LINE__)

#endif
