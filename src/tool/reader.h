/* reader.h: who reads our standard output, and what of it he has taken.
 *
 * A pipe holds what its reader has not come to yet: when the reader dies, that is lost. So
 * the pipe is made as small as it can be, which is one page. Such a pipe can be written to
 * when, and only when, it is empty, so poll(2) tells when a line was taken. */
#ifndef CARHOOK_READER_H
#define CARHOOK_READER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Whether standard output is a pipe. */
bool reader_is_piped(void);

/* Makes the pipe small. */
int reader_watch(struct error *error);

/* Writes to standard output; SIGPIPE where the reader has gone. */
int reader_write(struct text text, struct error *error);

/* Waits until the watched pipe is empty; SIGPIPE where the reader has left something in it
 * and gone. */
int reader_wait(struct error *error);

#endif
