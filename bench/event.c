#include "event.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum slot_kind { SLOT_FLEET, SLOT_VIN, SLOT_DATE, SLOT_LEVEL, SLOT_EAST, SLOT_NORTH,
                 SLOT_ACTION, SLOT_ALERT, SLOT_ACTIVE, SLOT_KINDS };

/* A marker stands where a value of the same length goes. */
static const char *const markers[SLOT_KINDS] = {
	[SLOT_FLEET]  = "~FLEET~~~~~~~~~~~~~~~~~~",
	[SLOT_VIN]    = "~VIN~~~~~~~~~~~~~",
	[SLOT_DATE]   = "~DATE~~~~~~~~~~~~~~~~~~~",
	[SLOT_LEVEL]  = "~L",
	[SLOT_EAST]   = "~EAS~",
	[SLOT_NORTH]  = "~NOR~",
	[SLOT_ALERT]  = "~ALERT~~~~~~~~~~",
	[SLOT_ACTIVE] = "~ACT~",
	[SLOT_ACTION] = "~ACTION~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
};

#define POSITION \
	"{\"type\":\"vehicle.position\",\"body\":{\"position\":{\"type\":\"Feature\"," \
	"\"geometry\":{\"coordinates\":[2.~EAS~,48.~NOR~,35.5],\"type\":\"Point\"}," \
	"\"properties\":{\"createdAt\":\"~DATE~~~~~~~~~~~~~~~~~~~\"," \
	"\"vin\":\"~VIN~~~~~~~~~~~~~\",\"heading\":271,\"signalQuality\":7," \
	"\"type\":\"Acquire\",\"fixStatus\":\"3D\"}}}}"

#define DOORS \
	"{\"type\":\"vehicle.doorsState\",\"body\":{\"doorState\":{" \
	"\"createdAt\":\"~DATE~~~~~~~~~~~~~~~~~~~\",\"lockedStates\":[\"Locked\"]," \
	"\"opening\":[{\"identifier\":\"Driver\",\"state\":\"Closed\"}," \
	"{\"identifier\":\"Passenger\",\"state\":\"Closed\"}," \
	"{\"identifier\":\"Trunk\",\"state\":\"Open\"}]}}}"

#define MAINTENANCE \
	"{\"type\":\"vehicle.maintenance\",\"body\":{\"maintenance\":{" \
	"\"createdAt\":\"~DATE~~~~~~~~~~~~~~~~~~~\",\"vin\":\"~VIN~~~~~~~~~~~~~\"," \
	"\"daysBeforeMaintenance\":211,\"mileageBeforeMaintenance\":14350}}}"

#define REMOTE(status) \
	"{\"remoteActionId\":\"~ACTION~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\"," \
	"\"vin\":\"~VIN~~~~~~~~~~~~~\",\"eventDate\":\"~DATE~~~~~~~~~~~~~~~~~~~\"," \
	"\"remoteType\":\"Horn\",\"eventStatus\":{" status "}}"

static const char *const texts[] = {
	[EVENT_MONITOR] =
		"{\"fleetId\":\"~FLEET~~~~~~~~~~~~~~~~~~\",\"vin\":\"~VIN~~~~~~~~~~~~~\","
		"\"eventDate\":\"~DATE~~~~~~~~~~~~~~~~~~~\",\"values\":[{"
		"\"data\":\"vehicle.energy.electric.level\",\"value\":{\"type\":\"string\","
		"\"body\":{\"literalValue\":\"~L\"}}}],\"extensions\":["
		POSITION "," DOORS "," MAINTENANCE "],\"refresh\":false}",
	[EVENT_REMOTE_PENDING] =
		REMOTE("\"type\":\"Pending\",\"status\":\"Accepted\""),
	[EVENT_REMOTE_DONE] =
		REMOTE("\"type\":\"Done\",\"status\":\"Success\""),
	[EVENT_ALERT] =
		"{\"fleetId\":\"~FLEET~~~~~~~~~~~~~~~~~~\",\"vin\":\"~VIN~~~~~~~~~~~~~\","
		"\"eventDate\":\"~DATE~~~~~~~~~~~~~~~~~~~\",\"values\":[{"
		"\"data\":\"vehicle.alert\",\"value\":{\"type\":\"obj.alert\",\"body\":{"
		"\"objectValues\":[{\"createdAt\":\"~DATE~~~~~~~~~~~~~~~~~~~\","
		"\"id\":\"~ALERT~~~~~~~~~~\",\"vin\":\"~VIN~~~~~~~~~~~~~\",\"active\":~ACT~,"
		"\"type\":\"SuspensionFaultLimitSpeed\","
		"\"startedAt\":\"~DATE~~~~~~~~~~~~~~~~~~~\"}]}}}],\"refresh\":false}",
};

#define KINDS (sizeof texts / sizeof *texts)
#define MAX_SLOTS 16

struct slot {
	size_t offset;
	enum slot_kind kind;
};

static struct slot slots[KINDS][MAX_SLOTS];
static size_t slot_counts[KINDS];

static void find_slots(size_t kind, enum slot_kind which)
{
	const char *at = texts[kind];

	while ((at = strstr(at, markers[which])) != NULL) {
		assert(slot_counts[kind] < MAX_SLOTS);
		slots[kind][slot_counts[kind]++] =
			(struct slot){ (size_t)(at - texts[kind]), which };
		at++;
	}
}

void event_prepare(void)
{
	size_t kind, which;

	for (kind = 0; kind < KINDS; kind++)
		for (which = 0; which < SLOT_KINDS; which++)
			find_slots(kind, (enum slot_kind)which);
}

size_t event_length(enum event_kind kind)
{
	return strlen(texts[kind]);
}

void event_lay(char *to, enum event_kind kind)
{
	memcpy(to, texts[kind], event_length(kind));
}

/* Spreads neighbouring numbers over the whole range (the finaliser of splitmix64). */
static uint64_t scatter(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static void put_digits(char *to, size_t count, uint64_t number)
{
	while (count-- > 0) {
		to[count] = (char)('0' + number % 10);
		number /= 10;
	}
}

static void put_date(char to[EVENT_DATE_LENGTH], int64_t milliseconds)
{
	time_t seconds = (time_t)(milliseconds / 1000);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	memcpy(to, "0000-00-00T00:00:00.000Z", EVENT_DATE_LENGTH);
	put_digits(to, 4, (uint64_t)tm.tm_year + 1900);
	put_digits(to + 5, 2, (uint64_t)tm.tm_mon + 1);
	put_digits(to + 8, 2, (uint64_t)tm.tm_mday);
	put_digits(to + 11, 2, (uint64_t)tm.tm_hour);
	put_digits(to + 14, 2, (uint64_t)tm.tm_min);
	put_digits(to + 17, 2, (uint64_t)tm.tm_sec);
	put_digits(to + 20, 3, (uint64_t)(milliseconds % 1000));
}

/* When it happened; what is late came to be sent only now. */
static int64_t date_of(uint64_t number, const struct event_stream *stream)
{
	uint64_t chance = scatter(number + 1);
	int64_t late = chance % 100 < 3 ? (int64_t)(chance / 100 % (3 * 86400000)) : 0;

	return stream->start + (int64_t)(number % 100000000 * stream->interval / 1000) - late;
}

void event_tell(struct event_facts *facts, uint64_t number,
                const struct event_stream *stream)
{
	uint64_t vehicle = scatter(number) % EVENT_VEHICLES;

	memset(facts, 0, sizeof *facts);
	memcpy(facts->vin, "VR3UHZKXZMT000000", EVENT_VIN_LENGTH);
	put_digits(facts->vin + 12, 5, vehicle);
	memcpy(facts->fleet_id, "1e5eccebe18d289d9e72dd00", EVENT_FLEET_LENGTH);
	put_digits(facts->fleet_id + 22, 2, vehicle % 8);
	put_date(facts->event_at, date_of(number, stream));
}

static void put_action(char *to, uint64_t number)
{
	memcpy(to, "x3fp1vq7kao24nt9wi1qn73ru6ebsdzo0000000000", EVENT_ID_LENGTH);
	put_digits(to + 32, 10, number);
}

void event_fill(char *to, enum event_kind kind, uint64_t number,
                const struct event_stream *stream)
{
	/* Both steps of a remote action are one vehicle's, and both ends of an alert. */
	uint64_t vehicle = kind == EVENT_MONITOR ? number : number / 2 * 2;
	struct event_facts facts, date;
	size_t i;

	event_tell(&facts, vehicle, stream);
	event_tell(&date, number, stream);
	for (i = 0; i < slot_counts[kind]; i++) {
		char *place = to + slots[kind][i].offset;

		switch (slots[kind][i].kind) {
		case SLOT_FLEET:
			memcpy(place, facts.fleet_id, EVENT_FLEET_LENGTH);
			break;
		case SLOT_VIN:
			memcpy(place, facts.vin, EVENT_VIN_LENGTH);
			break;
		case SLOT_DATE:
			memcpy(place, date.event_at, EVENT_DATE_LENGTH);
			break;
		case SLOT_LEVEL:
			put_digits(place, 2, 10 + number % 90);
			break;
		case SLOT_EAST:
			put_digits(place, 5, number / 100000);
			break;
		case SLOT_NORTH:
			put_digits(place, 5, number);
			break;
		case SLOT_ALERT:
			put_digits(place, strlen(markers[SLOT_ALERT]), number / 2);
			break;
		case SLOT_ACTIVE:
			memcpy(place, number % 2 == 0 || number / 2 % 20 == 0 ? "true " : "false", 5);
			break;
		case SLOT_ACTION:
			put_action(place, number / 2);
			break;
		case SLOT_KINDS:
			assert(0);
		}
	}
}

void event_monitor_id(char to[EVENT_ID_LENGTH + 1], uint64_t request)
{
	snprintf(to, EVENT_ID_LENGTH + 1, "53dc3dfc708631a5c369ceb31709532000652m%04u",
	         (unsigned)(request % 16));
}
