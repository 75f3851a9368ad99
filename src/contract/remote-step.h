/* remote-step.h: what a remote event reports, in today's words.
 *
 * Charts, prose and older templates have other words and another place for them than the
 * OpenAPI (contract section 12 and C6, C11, C15, C16): all of them are read here. */
#ifndef CARHOOK_REMOTE_STEP_H
#define CARHOOK_REMOTE_STEP_H

#include "base/arena.h"
#include "contract/json.h"

struct fact_step {
	struct text remote_type, type, status, failure_cause, feedback_detail;
};

/* Reads the remote event at `content`. What is not told is TEXT_NONE; of an event that is
 * no remote one all is. Texts lie in the JSON or in `arena`. */
void remote_step_read(struct fact_step *step, const struct json *json, uint32_t content,
                      struct arena *arena);

#endif
