/* output.h: a file that appears whole or not at all, or standard output. */
#ifndef CARHOOK_OUTPUT_H
#define CARHOOK_OUTPUT_H

#include <stdio.h>

#include "base/error.h"

struct output {
	FILE *to;
	const char *path;    /* NULL: standard output */
	char *part;          /* what is written until it is whole: PATH.part */
};

/* Opens PATH.part for writing, for this user alone; PATH must not exist, and nobody else be
 * writing it. NULL is standard output. */
int output_open(struct output *output, const char *path, struct error *error);

/* Brings what was written to the disk, and gives it its name. */
int output_finish(struct output *output, struct error *error);

/* Removes what was written; harmless after output_finish. */
void output_give_up(struct output *output);

#endif
