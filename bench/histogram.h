/*
 * histogram: latencies in a fixed table, exact to 1 in 64.
 */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>
#include <string.h>

/* 64 steps for each doubling: up to 2^31 microseconds, more than half an hour. */
#define HISTOGRAM_STEPS 64
#define HISTOGRAM_PLACES (HISTOGRAM_STEPS * 27)

struct histogram {
	uint64_t count;
	uint64_t most;                      /* the greatest, exactly */
	uint64_t places[HISTOGRAM_PLACES];
};

/* Records one latency in microseconds. */
static inline void histogram_add(struct histogram *histogram, uint64_t microseconds)
{
	unsigned shift = 0;
	uint64_t place;

	while (microseconds >> shift >= 2 * HISTOGRAM_STEPS)
		shift++;
	place = shift * HISTOGRAM_STEPS + (microseconds >> shift);
	if (place >= HISTOGRAM_PLACES)
		place = HISTOGRAM_PLACES - 1;
	histogram->places[place]++;
	histogram->count++;
	if (microseconds > histogram->most)
		histogram->most = microseconds;
}

/* The latency that `share` (0 to 1) of all stay within, in microseconds; 0: none. */
static inline uint64_t histogram_quantile(const struct histogram *histogram, double share)
{
	uint64_t wanted = (uint64_t)(share * (double)histogram->count + 0.999999);
	uint64_t seen = 0, place;

	for (place = 0; place < HISTOGRAM_PLACES; place++) {
		seen += histogram->places[place];
		if (seen >= wanted && seen > 0)
			break;
	}
	if (seen == 0)
		return 0;
	if (place < 2 * HISTOGRAM_STEPS)
		return place;
	return (place % HISTOGRAM_STEPS + HISTOGRAM_STEPS)
	       << (place / HISTOGRAM_STEPS - 1);
}

#endif
