#include "receive/cgi.h"

#include <stdio.h>

#include "base/log.h"
#include "receive/body.h"
#include "store/derive-lock.h"

/* Deriving after the answer keeps a web server's slot busy: a little at a time; what
 * is left is done by the next request or the tool. */
#define DERIVE_SLICE 2000

static size_t read_input(void *stream, char *buffer, size_t size)
{
	return fread(buffer, 1, size, stream);
}

static int store(struct store **store, struct exchange *exchange, struct error *error)
{
	if (store_open(store, exchange->config->database, exchange->config->busy_timeout_ms,
	               error) != 0 ||
	    store_begin(*store, error) != 0)
		return -1;
	if ((exchange->is_health ? store_touch(*store, error)
	                         : store_delivery(*store, &exchange->delivery, error)) != 0) {
		store_rollback(*store);
		return -1;
	}
	return store_commit(*store, error);
}

static bool input_broken(void *stream)
{
	return ferror(stream) != 0;
}

static bool read_request(struct exchange *exchange)
{
	const struct body_source source = {
		.read = read_input, .broken = input_broken, .stream = stdin,
		.stays_open = true,
		.announced = parameters_get(exchange->variables, "CONTENT_LENGTH"),
		.limit = exchange->config->max_body,
	};

	return body_receive(exchange, &source);
}

/* Writes the response and closes it, so that the server need not wait for the rest. */
static int respond(struct exchange *exchange, const struct error *error)
{
	struct text response = receiver_answer(exchange, error);
	size_t written = fwrite(response.at, 1, response.length, stdout);

	return fclose(stdout) == 0 && written == response.length ? 0 : 1;
}

static int refuse(const struct error *error)
{
	static const struct config NONE = {.database = NULL};
	struct exchange exchange = {.arena = ARENA_EMPTY};
	int status;

	receiver_start(&exchange, &NONE, NULL);
	status = respond(&exchange, error);
	arena_free(&exchange.arena);
	return status;
}

/* Whoever has the lock derives, or removes what must not be derived from any more. */
static int derive(struct store *store, const char *path, struct error *error)
{
	int lock = derive_lock_open(path, error), result = 0;
	unsigned done;

	if (lock < 0)
		log_line(LOG_WARNING, "store", "%s", error->text);
	if (derive_lock_take(lock))
		result = store_derive(store, DERIVE_SLICE, &done, error);
	derive_lock_close(lock);
	return result;
}

int cgi_serve(const struct config *config, const struct error *config_error,
              parameters variables)
{
	struct exchange exchange = {.arena = ARENA_EMPTY};
	struct store *database = NULL;
	struct error error;
	int failed = 0, status;

	if (config == NULL)
		return refuse(config_error);
	receiver_start(&exchange, config, variables);
	if (read_request(&exchange))
		failed = store(&database, &exchange, &error);
	if (failed)
		log_line(LOG_ERROR, "store", "cannot store, answering 500: %s", error.text);
	if (exchange.is_metrics)
		receiver_measure(&exchange, NULL);
	status = respond(&exchange, failed ? &error : NULL);
	if (!failed && database != NULL && !exchange.is_health &&
	    derive(database, config->database, &error) != 0)
		log_line(LOG_WARNING, "store", "cannot derive yet: %s", error.text);
	store_close(database);
	arena_free(&exchange.arena);
	return status;
}
