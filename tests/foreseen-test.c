/* foreseen-test: which editions would have foreseen what one of them did not. */
#include "contract/foreseen.h"
#include "tap.h"

static struct arena arena;

/* The names of the editions, oldest first, or "none". */
static const char *foreseen(const char *json, const char *path, const char *problem,
                            const char *value)
{
	static char names[128];
	struct finding about = {.path = path, .value = value};
	struct error error;
	unsigned editions;

	arena_reset(&arena);
	if (!finding_problem_find(problem, &about.problem))
		return "no such problem";
	if (foreseen_by(text_of(json), &about, &arena, &editions, &error) != 0)
		return "cannot be read";
	strcpy(names, editions == 0 ? "none" : "");
	for (int i = 0; i < EDITION_COUNT; i++)
		if (editions & edition_at(i)) {
			strcat(names, names[0] ? " " : "");
			strcat(names, edition_name(edition_at(i)));
		}
	return names;
}

#define MESSAGE(member) "{\"type\":\"Monitor\",\"monitorEvent\":{" member "}," \
	"\"attributes\":[{\"key\":\"vin\",\"value\":\"VF300000000000001\"}]}"
#define LITERAL(data, text) "\"values\":[{\"data\":\"" data "\",\"value\":" \
	"{\"type\":\"string\",\"body\":{\"literalValue\":\"" text "\"}}}]"
#define BODY(type, body) "\"extensions\":[{\"type\":\"" type "\",\"body\":" body "}]"
#define EXTENSIONS "$.events[*].extensions[*]"

static const struct {
	const char *what, *json, *path, *problem, *value, *editions;
} EXAMPLES[] = {
	{"a message with attributes is read", MESSAGE("\"mood\":1"), "$.monitorEvent.mood",
	 "unknown member", "1", "none"},
	{"what an edition does not look at it does not foresee",
	 "{" BODY("vehicle.telemetry", "{\"telemetry\":{\"vehicle\":{\"tyres\":4}}}") "}",
	 EXTENSIONS ".body.telemetry.vehicle.tyres", "unknown member", "4", "none"},
	{"nor where only the type is known to it",
	 "{" BODY("vehicle.telemetry",
	          "{\"telemetry\":{\"environment\":{\"air\":{\"temp\":\"-3,5\"}}}}") "}",
	 EXTENSIONS ".body.telemetry.environment.air.temp", "other type", "-3,5", "none"},
	{"nor an amount without a rule",
	 "{" BODY("vehicle.trip", "{\"trip\":{\"energyConsumptions\":[{\"consumption\":51400}]}}")
	 "}", EXTENSIONS ".body.trip.energyConsumptions[*].consumption",
	 "implausible in the edition's unit", "51400", "none"},
	{"an operand that was renamed", "{" LITERAL("vehicle.engines.running", "true") "}",
	 "$.events[*].values[*].data", "unknown value", "vehicle.engines.running",
	 "b2b-2.0 b2c-2.0 b2b-2.2 b2b-3.3"},
	{"in a message, too", MESSAGE(LITERAL("vehicle.engines.running", "true")),
	 "$[*].monitorEvent.values[*].data", "unknown value", "vehicle.engines.running",
	 "b2b-2.0 b2c-2.0 b2b-2.2 b2b-3.3"},
	{"and of b2c in an envelope", "{" BODY("vehicle.alarm", "{}") "}",
	 EXTENSIONS ".type", "unknown value", "vehicle.alarm", "b2c-4.16"},
	{"a member of the message is nobody else's", MESSAGE("\"values\":[]"),
	 "$.date", "not a date", "soon", "none"},
	{"a VIN in a message's event", MESSAGE("\"vin\":\"V\""), "$.monitorEvent.vin",
	 "unknown member", "V", "b2b-2.0 b2c-2.0 b2b-2.2 b2b-3.3 b2b-3.18"},
	{"an array where b2b 3 has an object", "{" BODY("vehicle.trip", "[]") "}",
	 EXTENSIONS ".body", "other type", "[]", "b2b-2.0 b2c-2.0 b2b-2.2 b2c-4.16"},
	{"an alert in 2019's way", "{" BODY("vehicle.alerts", "[{\"alert\":{}}]") "}",
	 EXTENSIONS ".body[*].alert", "unknown member", "{}", "b2b-2.0 b2c-2.0"},
	{"in the body that b2b 3 has", "{" BODY("vehicle.alerts", "{\"alert\":{}}") "}",
	 EXTENSIONS ".body.alert", "unknown member", "{}", "b2b-2.0 b2c-2.0"},
	{"a trip in the body that 2.x has", "{" BODY("vehicle.trip", "[{\"trip\":{}}]") "}",
	 EXTENSIONS ".body[*].trip", "unknown member", "{}", "b2b-3.18 b2c-4.16"},
	{"objectValue", "{\"values\":[{\"value\":{\"body\":{\"objectValue\":{}}}}]}",
	 "$.events[*].values[*].value.body.objectValue", "unknown member", "{}", "b2b-2.2"},
	{"a decimal comma", "{" LITERAL("vehicle.odometer", "1,5") "}",
	 "$.events[*].values[*].value.body.literalValue", "decimal comma", "1,5",
	 "b2c-2.0 b2c-4.16"},
	{"objectValues where 2.2 has one", "{\"values\":[{\"value\":{\"body\":{\"objectValue\":[]}}}]}",
	 "$.events[*].values[*].value.body.objectValue", "other type", "[]", "none"},
	{"a word that only current editions check", "{" LITERAL("privacy.state", "Half") "}",
	 "$.events[*].values[*].value.body.literalValue", "unknown value", "Half", "none"},
	{"one value of two at a path", "{\"values\":[{\"data\":\"privacy.status\"},"
	 "{\"data\":\"privacy.driverRequestState\"}]}", "$.events[*].values[*].data",
	 "unknown value", "privacy.driverRequestState", "b2b-2.2"},
	{"a remote's word is none of 2.x", "{\"remoteActionId\":\"a\",\"eventStatus\":"
	 "{\"type\":\"Done\",\"status\":\"Lost\"}}", "$.events[*].eventStatus.status",
	 "unknown value", "Lost", "none"},
	{"a remote only b2b knows", "{\"remoteEvent\":{\"remoteActionId\":\"a\","
	 "\"remoteType\":\"Stolen\"}}", "$.data.mph_message.remoteEvent.remoteType",
	 "unknown value", "Stolen", "b2b-3.3 b2b-3.18"},
	{"of a message with both events the one that is meant", "{\"monitorEvent\":{},"
	 "\"remoteEvent\":{\"remoteType\":\"Stolen\"}}", "$.remoteEvent.remoteType",
	 "unknown value", "Stolen", "b2b-3.3 b2b-3.18"},
	{"odd text is no edition's", "{\"vin\":\"\\u0000\"}", "$.events[*].vin", "odd text", "",
	 "none"},
};

int main(void)
{
	for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++)
		same(foreseen(EXAMPLES[i].json, EXAMPLES[i].path, EXAMPLES[i].problem,
		              EXAMPLES[i].value), EXAMPLES[i].editions, EXAMPLES[i].what);
	arena_free(&arena);
	return tap_done();
}
