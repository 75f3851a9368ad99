/* target.h: where `carhook send` sends to, and with which credentials. */
#ifndef CARHOOK_TARGET_H
#define CARHOOK_TARGET_H

#include "base/arena.h"
#include "config/config.h"
#include "contract/sample.h"

/* Headers, query parameters or attributes of one command line. */
#define TARGET_ITEMS_MAX 32

struct target {
	const char *program;
	struct arena arena;
	struct config *config;           /* of --source; or NULL */
	enum edition edition;            /* of --source; or 0 */
	const char *url;                 /* complete, with its query; NULL: none was said */
	const char *headers[TARGET_ITEMS_MAX + 1];   /* "Name: value", ended by NULL */
	size_t header_count;
	const char *query[TARGET_ITEMS_MAX];         /* "name=value", encoded */
	size_t query_count;
	struct sample_attribute attributes[TARGET_ITEMS_MAX];
	size_t attribute_count;
	const char *user_password;
	bool is_outside_body;            /* headers or query were registered */
};

/* Add what an option says; -1 after a complaint. */
int target_add_header(struct target *target, const char *header);
int target_add_query(struct target *target, const char *pair);
int target_add_attribute(struct target *target, const char *pair);

/* What else was said; absent is NULL. */
struct target_wish {
	const char *config_file, *source, *url, *bearer, *basic;
	bool wrong_secret;
};

/* Adds the credentials and completes the URL. Returns an exit status, after a complaint
 * when it is not EXIT_GOOD. */
int target_complete(struct target *target, const struct target_wish *wish);

void target_free(struct target *target);

#endif
