/* check-db.h: the part of carhook check that looks into the database. */
#ifndef CARHOOK_CHECK_DB_H
#define CARHOOK_CHECK_DB_H

#include <stdbool.h>

#include "config/config.h"

/* Prints what verify.h finds, and what to do about it. The exit status. */
int check_db(const char *program, const struct config *config, bool all);

#endif
