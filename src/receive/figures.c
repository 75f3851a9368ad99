#include "receive/figures.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define BUCKETS 12

/* Upper bounds, cumulative when they are written; above the last is +Inf. */
struct histogram {
	const char *name, *help;
	double bounds[BUCKETS];
	uint64_t counts[BUCKETS + 1];
	double sum;
};

enum { COMMIT_SECONDS, COMMIT_REQUESTS, HISTOGRAM_COUNT };

static const struct histogram HISTOGRAMS[HISTOGRAM_COUNT] = {
	[COMMIT_SECONDS] = {
		"carhook_commit_seconds", "How long commits to the database took.",
		{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5}, {0}, 0},
	[COMMIT_REQUESTS] = {
		"carhook_commit_requests", "How many requests shared a commit.",
		{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096}, {0}, 0},
};

struct figures {
	pthread_mutex_t lock;        /* guards the histograms */
	struct histogram histograms[HISTOGRAM_COUNT];
	atomic_uint_fast64_t answers[ANSWER_COUNT];
};

struct figures *figures_new(void)
{
	struct figures *figures = calloc(1, sizeof *figures);

	if (figures == NULL)
		return NULL;
	pthread_mutex_init(&figures->lock, NULL);
	for (int i = 0; i < HISTOGRAM_COUNT; i++)
		figures->histograms[i] = HISTOGRAMS[i];
	return figures;
}

void figures_free(struct figures *figures)
{
	if (figures == NULL)
		return;
	pthread_mutex_destroy(&figures->lock);
	free(figures);
}

static void observe(struct histogram *histogram, double value)
{
	int bucket = 0;

	while (bucket < BUCKETS && value > histogram->bounds[bucket])
		bucket++;
	histogram->counts[bucket]++;
	histogram->sum += value;
}

void figures_commit(struct figures *figures, unsigned requests, int64_t us)
{
	pthread_mutex_lock(&figures->lock);
	observe(&figures->histograms[COMMIT_SECONDS], (double)us / 1e6);
	observe(&figures->histograms[COMMIT_REQUESTS], requests);
	pthread_mutex_unlock(&figures->lock);
}

void figures_answer(struct figures *figures, const struct answer *answer)
{
	atomic_fetch_add_explicit(&figures->answers[answer->kind], 1, memory_order_relaxed);
}

static void write_histogram(const struct histogram *histogram, FILE *to)
{
	uint64_t count = 0;

	fprintf(to, "# HELP %s %s\n# TYPE %s histogram\n", histogram->name, histogram->help,
	        histogram->name);
	for (int i = 0; i < BUCKETS; i++) {
		count += histogram->counts[i];
		fprintf(to, "%s_bucket{le=\"%g\"} %" PRIu64 "\n", histogram->name,
		        histogram->bounds[i], count);
	}
	count += histogram->counts[BUCKETS];
	fprintf(to, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n%s_sum %g\n%s_count %" PRIu64 "\n",
	        histogram->name, count, histogram->name, histogram->sum, histogram->name, count);
}

static void write_answers(struct figures *figures, FILE *to)
{
	fputs("# HELP carhook_answers_total Requests answered by this process.\n"
	      "# TYPE carhook_answers_total counter\n", to);
	for (int i = 0; i < ANSWER_COUNT; i++)
		fprintf(to, "carhook_answers_total{answer=\"%s\"} %" PRIuFAST64 "\n",
		        answer_name((enum answer_kind)i),
		        atomic_load_explicit(&figures->answers[i], memory_order_relaxed));
}

void figures_write(struct figures *figures, FILE *to)
{
	struct histogram histograms[HISTOGRAM_COUNT];

	pthread_mutex_lock(&figures->lock);
	for (int i = 0; i < HISTOGRAM_COUNT; i++)
		histograms[i] = figures->histograms[i];
	pthread_mutex_unlock(&figures->lock);
	for (int i = 0; i < HISTOGRAM_COUNT; i++)
		write_histogram(&histograms[i], to);
	write_answers(figures, to);
}
