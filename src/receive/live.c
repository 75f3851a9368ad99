#include "receive/live.h"

#include <pthread.h>
#include <stdlib.h>

struct version {
	struct config *config;
	unsigned users;
	struct version *older;
};

struct live {
	pthread_mutex_t lock;
	struct version *newest;
};

static struct version *version_new(struct config *config, struct version *older,
                                   struct error *error)
{
	struct version *version = malloc(sizeof *version);

	if (version == NULL)
		error_set(error, ERROR_MEMORY, "no memory for the configuration");
	else
		*version = (struct version){.config = config, .older = older};
	return version;
}

int live_new(struct live **out, struct config *config, struct error *error)
{
	struct live *live = calloc(1, sizeof *live);

	if (live == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the configuration");
	live->newest = version_new(config, NULL, error);
	if (live->newest == NULL) {
		free(live);
		return -1;
	}
	pthread_mutex_init(&live->lock, NULL);
	*out = live;
	return 0;
}

/* Frees the old versions nobody uses; the newest stays. Called with the lock held. */
static void sweep(struct live *live)
{
	struct version **at = &live->newest->older;

	while (*at != NULL) {
		struct version *version = *at;

		if (version->users > 0) {
			at = &version->older;
			continue;
		}
		*at = version->older;
		config_free(version->config);
		free(version);
	}
}

const struct config *live_get(struct live *live)
{
	const struct config *config;

	pthread_mutex_lock(&live->lock);
	live->newest->users++;
	config = live->newest->config;
	pthread_mutex_unlock(&live->lock);
	return config;
}

void live_put(struct live *live, const struct config *config)
{
	pthread_mutex_lock(&live->lock);
	for (struct version *v = live->newest; v != NULL; v = v->older)
		if (v->config == config)
			v->users--;
	sweep(live);
	pthread_mutex_unlock(&live->lock);
}

int live_replace(struct live *live, struct config *config, struct error *error)
{
	struct version *version = version_new(config, NULL, error);

	if (version == NULL)
		return -1;
	pthread_mutex_lock(&live->lock);
	version->older = live->newest;
	live->newest = version;
	sweep(live);
	pthread_mutex_unlock(&live->lock);
	return 0;
}

void live_free(struct live *live)
{
	if (live == NULL)
		return;
	sweep(live);
	config_free(live->newest->config);
	free(live->newest);
	pthread_mutex_destroy(&live->lock);
	free(live);
}
