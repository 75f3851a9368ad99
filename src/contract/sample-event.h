/* sample-event.h: the contents of made-up events. Used by sample.c alone. */
#ifndef CARHOOK_SAMPLE_EVENT_H
#define CARHOOK_SAMPLE_EVENT_H

#include "base/clock.h"
#include "contract/builder.h"
#include "contract/sample.h"

#define SAMPLE_VIN_SIZE    18   /* 17 characters and NUL */
#define SAMPLE_HEX_ID_SIZE 25   /* 24 characters and NUL: fleets, callbacks */
#define SAMPLE_ID_SIZE     43   /* 42 characters and NUL: monitors, remote actions */

/* What is drawn for an event; each draw is independent of the others. */
enum sample_draw {
	DRAW_THEME, DRAW_VALUE, DRAW_PREVIOUS, DRAW_MONITOR, DRAW_CALLBACK, DRAW_ACTION,
	DRAW_VEHICLE, DRAW_TYPE, DRAW_ENDING, DRAW_DRIFT, DRAW_HEADING, DRAW_HOME,
	DRAW_DELAY, DRAW_JITTER, DRAW_FLEET,
};

/* One event: of which sample, which one, about which vehicle, when. */
struct moment {
	const struct sample *sample;
	uint64_t number;
	unsigned vehicle;
	int64_t ms;
	char date[CLOCK_TEXT_SIZE];
};

/* 64 bits that look like chance, always the same for the same arguments. */
uint64_t sample_draw(uint64_t seed, uint64_t number, enum sample_draw what);

void sample_write_vin(char vin[SAMPLE_VIN_SIZE], unsigned vehicle);
void sample_write_hex_id(char id[SAMPLE_HEX_ID_SIZE], uint64_t seed, uint64_t number,
                         enum sample_draw what);
void sample_write_monitor_id(char id[SAMPLE_ID_SIZE], uint64_t seed, unsigned theme);
void sample_write_action_id(char id[SAMPLE_ID_SIZE], uint64_t seed, uint64_t action);

/* What a monitor watches: one of the edition's themes, drawn for event `number`. */
unsigned sample_pick_theme(const struct sample *sample, uint64_t number);

/* Adds values, extensions and refresh to a monitor event. */
void sample_put_values(struct builder *b, json_object *event, const struct moment *at,
                       unsigned theme);

/* Adds remoteType and eventStatus to a remote event. */
void sample_put_step(struct builder *b, json_object *event, const struct moment *at);

#endif
