#include "contract/remote-step.h"

#include "contract/vocabulary.h"

/* The text of a member; one that is empty tells nothing. */
static struct text word_of(const struct json *json, uint32_t object, const char *name,
                           struct arena *arena)
{
	struct text word = json_any_text(json, json_member(json, object, name), arena);

	return word.length > 0 ? word : TEXT_NONE;
}

static struct text todays_word(struct text word)
{
	static const struct {
		const char *other, *today;
	} WORDS[] = {
		{"Succes", "Success"},
		{"SuccessCauseAlreadyReached", "AlreadyDone"},
		{"TooManyWakesUpsOverMonth", "TooManyWakeUpsOverMonth"},
	};

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (text_is(word, WORDS[i].other))
			return text_of(WORDS[i].today);
	return word;
}

/* ---- Where the status is ---- */

/* In the OpenAPI it is `status`, in the charts a member by the kind of status, and in the
 * prose an object of such members (C6). The kind is the type, where there is none. */
static const struct {
	const char *member, *type;
} STATUS_MEMBERS[] = {
	{"RemoteDoneEventStatus", "Done"}, {"RemoteDone", "Done"},
	{"RemotePendingEventStatus", "Pending"}, {"RemotePending", "Pending"},
};

/* The first member of the type, or, when that is TEXT_NONE, of any. */
static bool read_status_member(struct fact_step *step, const struct json *json,
                               uint32_t object, struct text type, struct arena *arena)
{
	for (size_t i = 0; i < sizeof STATUS_MEMBERS / sizeof *STATUS_MEMBERS; i++) {
		struct text word = word_of(json, object, STATUS_MEMBERS[i].member, arena);

		if (word.at == NULL || (type.at != NULL && !text_is(type, STATUS_MEMBERS[i].type)))
			continue;
		step->status = word;
		if (step->type.at == NULL)
			step->type = text_of(STATUS_MEMBERS[i].type);
		return true;
	}
	return false;
}

static void read_status_members(struct fact_step *step, const struct json *json,
                                uint32_t object, struct arena *arena)
{
	if (!read_status_member(step, json, object, step->type, arena))
		read_status_member(step, json, object, TEXT_NONE, arena);
}

static void read_status(struct fact_step *step, const struct json *json, uint32_t object,
                        struct arena *arena)
{
	uint32_t status = json_member(json, object, "status");

	if (status == JSON_ABSENT || json_is_empty(json, status))
		read_status_members(step, json, object, arena);
	else if (json_kind(json, status) != JSON_OBJECT)
		step->status = json_any_text(json, status, arena);
	else
		read_status_members(step, json, status, arena);
}

/* ---- What it means ---- */

static bool is_final_word(struct text word)
{
	return text_is(word, "Success") || text_is(word, "AlreadyDone") || text_is(word, "Failed");
}

/* A cause of failure of any edition, of the templates before b2b 3.0.8 (section 12), or the
 * one that only the charts have (C16). */
static bool is_cause(struct text word)
{
	static const char *const OTHERS[] = {
		"VehicleBatteryChargeTooLow", "VehicleRunning", "NotStolen",
		"MaxActionNumberReached", "MissingVehicleKeyRights",
		"MissingRightsDueToVehiclePrivacyLevel", "MissingRightsDueToVehicleBatteryLevel",
	};

	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
		if (text_is(word, OTHERS[i]))
			return true;
	return vocabulary_has(WORDS_FAILURE_CAUSE, word, EDITIONS_ALL);
}

/* The charts write a failure as type Failed with the cause where the status is (C11); so
 * the cause may stand there with the type Done, or alone: then it must be no word that a
 * pending action has as well (C16). */
static void normalise_failure(struct fact_step *step)
{
	bool is_done = text_is(step->type, "Done") ||
	               (step->type.at == NULL && is_cause(step->status) &&
	                !vocabulary_has(WORDS_EVENT_STATUS, step->status, EDITIONS_ALL));

	if (text_is(step->type, "Failed") || (is_done && is_cause(step->status)) ||
	    (is_done && step->status.length == 0 && step->failure_cause.length > 0)) {
		step->type = TEXT_LITERAL("Done");
		if (step->failure_cause.length == 0 && !is_final_word(step->status))
			step->failure_cause = step->status;
		step->status = TEXT_LITERAL("Failed");
	}
	if (step->type.at == NULL && is_final_word(step->status))
		step->type = TEXT_LITERAL("Done");
}

void remote_step_read(struct fact_step *step, const struct json *json, uint32_t content,
                      struct arena *arena)
{
	uint32_t status = json_member(json, content, "eventStatus");

	*step = (struct fact_step){
		.remote_type = word_of(json, content, "remoteType", arena),
	};
	if (status == JSON_ABSENT)
		return;
	if (json_kind(json, status) == JSON_OBJECT) {
		step->type = word_of(json, status, "type", arena);
		step->failure_cause = todays_word(word_of(json, status, "failureCause", arena));
		step->feedback_detail = word_of(json, status, "feedbackDetail", arena);
		read_status(step, json, status, arena);
	} else {
		step->status = json_any_text(json, status, arena);
	}
	step->status = todays_word(step->status);
	normalise_failure(step);
}
