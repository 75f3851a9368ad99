/* sources.h: the sections `source` of carhook.conf, read and checked. */
#ifndef CARHOOK_SOURCES_H
#define CARHOOK_SOURCES_H

#include "config/config.h"
#include "config/reading.h"

/* Fills config->sources from `tree`; config->health_path is already there. Also
 * after -1 the caller frees what is there with sources_free. */
int sources_read(struct reading *at, cfg_t *tree, struct config *config);

/* Wipes and frees the sources of `config`, and leaves it with none. */
void sources_free(struct config *config);

#endif
