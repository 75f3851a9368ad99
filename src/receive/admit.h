/* admit.h: whose request it is, and whether it carries that source's credentials.
 *
 * Credentials are compared by keyed digests in constant time: neither the length nor
 * the first wrong byte of a guess can be told from the time it took. */
#ifndef CARHOOK_ADMIT_H
#define CARHOOK_ADMIT_H

#include "config/config.h"
#include "contract/callback.h"
#include "receive/answer.h"
#include "receive/parameters.h"

/* Makes the key the comparisons use. Once, before the others; -1 with ERROR_SYSTEM. */
int admit_initialise(struct error *error);

/* The source registered at `path`, or NULL. All sources are compared, in constant time
 * for one length, as a path may be a secret. */
const struct source *admit_find_source(const struct config *config, struct text path);

/* Checks the credentials that travel outside the body. True: they are all there.
 * False: *answer is the refusal. */
bool admit_head(const struct source *source, parameters variables, struct arena *arena,
                struct answer *answer);

/* Whether a credential of the source travels in the body. */
bool admit_needs_body(const struct source *source);

/* Checks the credentials in the body's attributes, in every part that carries some. */
bool admit_body(const struct source *source, const struct callback *callback,
                struct arena *arena, struct answer *answer);

/* The names of attributes that are credentials of the source, "authorization" always
 * among them; ended by NULL, in `arena`. NULL when memory is short. */
attribute_names admit_credential_names(const struct source *source, struct arena *arena);

#endif
