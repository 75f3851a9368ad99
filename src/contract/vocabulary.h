/* vocabulary.h: every word the vendor's contract enumerates, as data.
 *
 * A word knows the editions that have it, because names came and went: a row's
 * bits say it, and no code does. Sources: contract sections 11 (templates) and 15
 * (models). Words are compared byte for byte; the vendor's slips are kept. */
#ifndef CARHOOK_VOCABULARY_H
#define CARHOOK_VOCABULARY_H

#include "base/text.h"
#include "contract/edition.h"

struct word {
	const char *text;    /* NULL ends a list */
	unsigned editions;   /* bits of enum edition */
};

#define WORDS_END {NULL, 0}

/* Whether `text` is one of `words` in at least one of `editions`. */
bool vocabulary_has(const struct word *words, struct text text, unsigned editions);

/* Of the templates: vocabulary.c */
extern const struct word WORDS_DATA[];                /* values[].data */
extern const struct word WORDS_VALUE_TYPE[];          /* values[].value.type */
extern const struct word WORDS_EXTENSION[];           /* extensions[].type */
extern const struct word WORDS_TELEMETRY[];           /* behind "vehicle.telemetry." */
extern const struct word WORDS_REMOTE_TYPE[];
extern const struct word WORDS_EVENT_STATUS_TYPE[];
extern const struct word WORDS_EVENT_STATUS[];        /* of Done and of Pending */
extern const struct word WORDS_FAILURE_CAUSE[];
extern const struct word WORDS_FEEDBACK_DETAIL[];
extern const struct word WORDS_MESSAGE_TYPE[];

/* Alert names, today's and those of 2019: vocabulary-alert.c */
extern const struct word WORDS_ALERT[];

/* Of the models: vocabulary-model.c */
extern const struct word WORDS_FEATURE[];
extern const struct word WORDS_POINT[];
extern const struct word WORDS_POSITION_TYPE[];
extern const struct word WORDS_FIX_STATUS[];
extern const struct word WORDS_LOCKED_STATE[];
extern const struct word WORDS_OPENING[];
extern const struct word WORDS_OPENING_STATE[];
extern const struct word WORDS_SEVERITY[];
extern const struct word WORDS_COLLISION_SIDE[];
extern const struct word WORDS_COLLISION_SEVERITY[];
extern const struct word WORDS_ENERGY_TYPE[];
extern const struct word WORDS_ENERGY_SUBTYPE[];
extern const struct word WORDS_PROPULSION[];
extern const struct word WORDS_TRIP_STATE[];
extern const struct word WORDS_TRIP_FAULT[];
extern const struct word WORDS_TRIP_FAULT_CAUSE[];
extern const struct word WORDS_ALARM_TRIGGER[];
extern const struct word WORDS_ALARM_ACTIVATION[];
extern const struct word WORDS_PRIVACY[];
extern const struct word WORDS_ENGINE_TYPE[];
extern const struct word WORDS_ENGINE_STATUS[];
extern const struct word WORDS_CHARGING_STATUS[];
extern const struct word WORDS_CHARGING_POWER[];
extern const struct word WORDS_CHARGING_MODE[];
extern const struct word WORDS_CHARGING_TYPE[];
extern const struct word WORDS_WEEKDAY[];
extern const struct word WORDS_GEAR[];
extern const struct word WORDS_PARK_ASSIST_FRONT[];
extern const struct word WORDS_PARK_ASSIST_REAR[];
extern const struct word WORDS_ACCR[];
extern const struct word WORDS_RVV[];
extern const struct word WORDS_AEBS[];
extern const struct word WORDS_AFIL[];
extern const struct word WORDS_ARTIV[];
extern const struct word WORDS_BSM[];
extern const struct word WORDS_LANE_KEEPING[];
extern const struct word WORDS_GEAR_ADVICE[];
extern const struct word WORDS_LEFT_RIGHT[];
extern const struct word WORDS_FRONT_REAR[];
extern const struct word WORDS_ON_OFF[];
extern const struct word WORDS_IGNITION[];
extern const struct word WORDS_BELT[];
extern const struct word WORDS_SEAT[];
extern const struct word WORDS_ECALL[];
extern const struct word WORDS_WIPER_SPEED[];
extern const struct word WORDS_DRIVING_MODE[];
extern const struct word WORDS_CLIMATE_STATUS[];
extern const struct word WORDS_CLIMATE_START[];
extern const struct word WORDS_CLIMATE_FAILURE[];
extern const struct word WORDS_SERVICE[];

#endif
