#include "contract/edition.h"

#include <string.h>

static const struct {
	enum edition edition;
	const char *name;
	int monitor_status;
	int remote_status;
} EDITIONS[EDITION_COUNT] = {
	{B2B_2_0,  "b2b-2.0",  201, 202},
	{B2C_2_0,  "b2c-2.0",  201, 202},
	{B2B_2_2,  "b2b-2.2",  201, 202},
	{B2B_3_3,  "b2b-3.3",  201, 202},
	{B2B_3_18, "b2b-3.18", 201, 202},
	{B2C_4_16, "b2c-4.16", 201, 201},
};

const char *edition_name(enum edition edition)
{
	for (int i = 0; i < EDITION_COUNT; i++)
		if (EDITIONS[i].edition == edition)
			return EDITIONS[i].name;
	return "unknown";
}

enum edition edition_find(const char *name)
{
	for (int i = 0; i < EDITION_COUNT; i++)
		if (strcmp(EDITIONS[i].name, name) == 0)
			return EDITIONS[i].edition;
	return 0;
}

enum edition edition_at(int i)
{
	return EDITIONS[i].edition;
}

int edition_success_status(enum edition edition, int is_remote)
{
	for (int i = 0; i < EDITION_COUNT; i++)
		if (EDITIONS[i].edition == edition)
			return is_remote ? EDITIONS[i].remote_status
			                 : EDITIONS[i].monitor_status;
	return 200;
}
