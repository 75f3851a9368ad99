/* source.h: what the user registered at the vendor under one target URL. */
#ifndef CARHOOK_SOURCE_H
#define CARHOOK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "contract/edition.h"

/* Where a credential travels (contract section 2). */
enum credential_place {
	CREDENTIAL_HEADER,   /* HTTP header `name`; Authorization is one of them */
	CREDENTIAL_QUERY,    /* query parameter `name` */
	CREDENTIAL_BODY,     /* entry `name` of the envelope's attributes */
};

#define CREDENTIAL_VALUES_MAX 8

/* One credential that a request must carry. All of a source's are required;
 * any one of the values will do, so that a secret can be rotated. */
struct credential {
	enum credential_place place;
	char *name;          /* header names in lower case: "authorization" */
	char *values[CREDENTIAL_VALUES_MAX];
	size_t value_count;  /* at least 1 */
};

struct source {
	char *name;          /* the user's name for it: a-z 0-9 - _ */
	char *path;          /* path of the target URL, decoded, begins with '/' */
	bool path_is_secret; /* the path itself is the credential */
	enum edition edition;
	struct credential *credentials;
	size_t credential_count;
	bool open;           /* accept without any credential */
	bool strict;         /* findings answer 400 (and quarantine) */
	int success_status;  /* 200 to 299; 0: the template's */
	char *vin_attribute; /* attribute that carries the VIN where events have none */
};

#endif
