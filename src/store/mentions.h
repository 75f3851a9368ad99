/* mentions.h: SQL functions that find a vehicle's name in texts and bodies.
 *
 *   names(TEXT, VIN)     1 if the text or blob names the vehicle as a whole word, else 0
 *   unnamed(TEXT, VIN)   the text with a mask in the place of the name; NULL of NULL
 *   quotes(TEXT, VIN)    the same of what a finding quotes, which may end within the name
 *   unquoted(TEXT, VIN) */
#ifndef CARHOOK_MENTIONS_H
#define CARHOOK_MENTIONS_H

#include "store/database.h"

/* Makes them known to this connection. -1 with ERROR_DB_*. */
int mentions_define(struct database *database, struct error *error);

#endif
