/* log.h: one line per thing worth telling, to standard error.
 *
 * Lines never hold secrets, bodies, VINs or positions: the caller names sources,
 * counts, paths of findings and errors only. Control characters are written as
 * \xNN, so that no input can forge a line. Under systemd (JOURNAL_STREAM is set)
 * each line begins with its <priority>. Any thread. */
#ifndef CARHOOK_LOG_H
#define CARHOOK_LOG_H

#include <stdint.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_NOTICE };

/* Names the program in front of every line; `program` must stay valid. */
void log_open(const char *program);

/* Writes "program: area: message". */
void log_line(enum log_level level, const char *area, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A gate for messages that a storm of requests would repeat: log_allowed says
 * true at most once every `seconds`, and gives in *missed how many were held
 * back since. Zero-initialised by the owner; any thread. */
struct log_gate {
	int64_t last_us;
	unsigned long missed;
};

int log_allowed(struct log_gate *gate, int seconds, unsigned long *missed);

#endif
