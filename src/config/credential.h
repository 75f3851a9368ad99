/* credential.h: what a source's requests must carry, out of its section.
 *
 * `authorization`, `bearer`, `basic` and `authorization_file` are values of one
 * credential, the header Authorization; each section `header`, `query` and `body`
 * is another. No complaint repeats a secret. */
#ifndef CARHOOK_CREDENTIAL_H
#define CARHOOK_CREDENTIAL_H

#include "config/reading.h"
#include "config/source.h"

/* Fills source->credentials from `section`, which stays as it is. Also after -1 the
 * caller frees what is there with credential_free_all. */
int credential_read_all(struct reading *at, cfg_t *section, struct source *source);

/* Wipes and frees the credentials of `source`, and leaves it with none. */
void credential_free_all(struct source *source);

#endif
