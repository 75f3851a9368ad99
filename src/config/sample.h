/* sample.h: the first carhook.conf, for `carhook init` and for the manual's reader. */
#ifndef CARHOOK_SAMPLE_H
#define CARHOOK_SAMPLE_H

#include "base/error.h"

/* Characters of a new secret: 32 bytes in base64 without padding. */
#define CONFIG_SECRET_LENGTH 43

/* A commented configuration with every option: `database` and one source, "fleet",
 * with the bearer token `secret`, are in force; the rest are comments that show the
 * defaults. *out is malloc'ed and holds the secret: wipe it before free. Returns -1
 * with ERROR_MEMORY. Any thread. */
int config_sample(const char *database, const char *secret, char **out,
                  struct error *error);

/* 32 random bytes as URL-safe base64 without padding; malloc'ed, to be wiped before
 * free. NULL with ERROR_MEMORY or ERROR_SYSTEM (no source of randomness). */
char *config_new_secret(struct error *error);

#endif
