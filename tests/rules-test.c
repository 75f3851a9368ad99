/* What an edition does not foresee is found, at its place; what it foresees is not. */
#include "contract/rules.h"

#include <stdlib.h>

#include "contract/template.h"
#include "tap.h"

/* Checks `json` and gives its findings as "path problem value", one a line. */
static const char *findings_of(enum rules_root root, enum edition edition,
                               const char *prefix, const char *json, size_t length)
{
	static char written[64 * 1024];
	char *exact = malloc(length ? length : 1), *end = written;
	struct arena arena = ARENA_EMPTY;
	struct findings findings = {0};
	struct error error = {0};

	written[0] = '\0';
	if (exact == NULL)
		return "no memory";
	memcpy(exact, json, length);
	if (rules_check(root, edition, prefix, (struct text){exact, length}, &arena,
	                &findings, &error) < 0)
		end += snprintf(end, sizeof written, "error: %s", error.text);
	for (struct finding *f = findings.first; f != NULL; f = f->next)
		end += snprintf(end, sizeof written - (size_t)(end - written), "%s%s %s%s%s",
		                end == written ? "" : "\n", f->path,
		                finding_problem_text(f->problem), *f->value ? " " : "", f->value);
	free(exact);
	arena_free(&arena);
	return written;
}

struct example {
	enum rules_root root;
	unsigned editions;           /* each of them is tried */
	const char *json;
	const char *findings;
};

static void try_examples(const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (int e = 0; e < EDITION_COUNT; e++) {
			const struct example *x = &examples[i];
			char what[120];

			if (!(x->editions & edition_at(e)))
				continue;
			snprintf(what, sizeof what, "%s %.90s", edition_name(edition_at(e)), x->json);
			same(findings_of(x->root, edition_at(e), "$", x->json, strlen(x->json)),
			     x->findings, what);
		}
	}
}

#define TRY(examples) try_examples((examples), sizeof (examples) / sizeof *(examples))

#define ENVELOPED (EDITIONS_ALL & ~B2C_4_16)

/* A monitor event with one value. */
#define VALUE(data, value) "{\"values\":[{\"data\":\"" data "\",\"value\":" value "}]}"
#define LITERAL(data, text) \
	VALUE(data, "{\"type\":\"string\",\"body\":{\"literalValue\":\"" text "\"}}")
#define LITERAL_PATH "$.values[*].value.body.literalValue "

/* An extension of b2b 3.x (body: object) and of the others (body: array). */
#define EXTENSION(type, body) \
	"{\"extensions\":[{\"type\":\"" type "\",\"body\":" body "}]}"
#define BODY "$.extensions[*].body."

static const struct example ENVELOPES[] = {
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL, "{}", ""},
	{RULES_REMOTE_ENVELOPE, EDITIONS_ALL, "{}", ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{}", ""},
	{RULES_MESSAGE, EDITIONS_ALL, "{}", ""},
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL,
	 "{\"monitorId\":\"m\",\"attributes\":[],\"events\":[]}", ""},
	{RULES_REMOTE_ENVELOPE, EDITIONS_ALL,
	 "{\"callbackId\":\"c\",\"attributes\":[],\"events\":[]}", ""},
	{RULES_REMOTE_ENVELOPE, EDITIONS_ALL, "{\"callbackId\":7192522216439808}",
	 "$.callbackId other type 7192522216439808"},
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL, "{\"callbackId\":\"c\"}",
	 "$.callbackId unknown member c"},
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL, "{\"events\":{}}", "$.events other type {}"},
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL, "{\"events\":[null,{\"vin\":1}]}",
	 "$.events[*] other type null\n$.events[*].vin other type 1"},
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL,
	 "{\"attributes\":[{\"key\":\"a\",\"value\":\"$vin\"},"
	 "{\"key\":\"\",\"value\":\"\"}]}", ""},
	{RULES_MONITOR_ENVELOPE, EDITIONS_ALL,
	 "{\"attributes\":[{\"key\":\"a\"},{\"value\":true},\"x\"]}",
	 "$.attributes[*].value missing member\n"
	 "$.attributes[*].value other type true\n"
	 "$.attributes[*].key missing member\n"
	 "$.attributes[*] other type x"},
	{RULES_MESSAGE, EDITIONS_ALL,
	 "{\"callbackId\":\"c\",\"type\":\"Monitor\",\"date\":\"2024-05-27T08:05:44Z\","
	 "\"monitorEvent\":{\"monitorId\":\"m\"}}", ""},
	{RULES_MESSAGE, EDITIONS_ALL, "{\"type\":\"monitor\",\"channelId\":\"c\"}",
	 "$.type unknown value monitor\n$.channelId unknown member c"},
	{RULES_MESSAGE, B2C_4_16, "{\"monitorEvent\":{\"vin\":\"v\",\"fleetId\":\"f\"}}",
	 "$.monitorEvent.vin unknown member v\n$.monitorEvent.fleetId unknown member f"},
	{RULES_MESSAGE, B2C_4_16,
	 "{\"remoteEvent\":{\"remoteActionId\":\"r\",\"extensions\":[1,{\"a\":\"b/c\"}]}}",
	 "$.remoteEvent.extensions unknown member [1,{\"a\":\"b/c\"}]"},
};

static const struct example EVENTS[] = {
	{RULES_MONITOR_EVENT, B2B_2_0 | B2C_2_0, "{\"fleetId\":\"f\"}",
	 "$.fleetId unknown member f"},
	{RULES_MONITOR_EVENT, B2B_2_2 | EDITIONS_B2B_3, "{\"fleetId\":\"f\"}", ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"monitorId\":\"m\"}",
	 "$.monitorId unknown member m"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"vin\":null}", "$.vin other type null"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"refresh\":\"false\"}",
	 "$.refresh other type false"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"_links\":{\"self\":{}}}", ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"eventDate\":\"2024-03-04T07:00:00+01:00\"}",
	 ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL,
	 "{\"eventDate\":\"Mon Jun 03 08:35:36 GMT 2019\"}", ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"eventDate\":\"2024-02-30T25:61:00Z\"}",
	 "$.eventDate not a date 2024-02-30T25:61:00Z"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"eventDate\":1709532000652}",
	 "$.eventDate other type 1709532000652"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, "{\"values\":{}}", "$.values other type {}"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL,
	 "{\"values\":[{\"data\":\"vehicle.doorsState.opening\"}]}", ""},
};

static const struct example REMOTES[] = {
	{RULES_REMOTE_EVENT, EDITIONS_ALL,
	 "{\"remoteActionId\":\"r\",\"vin\":\"v\",\"eventDate\":\"2024-03-04T07:00:00Z\","
	 "\"remoteType\":\"Stolen\",\"eventStatus\":{\"type\":\"Done\",\"status\":\"Failed\","
	 "\"failureCause\":\"CanceledByDriver\",\"feedbackDetail\":\"CIDBlacklisted\"}}", ""},
	{RULES_REMOTE_EVENT, EDITIONS_ALL, "{}", "$.remoteActionId missing member"},
	{RULES_REMOTE_EVENT, EDITIONS_ALL, "{\"remoteActionId\":9223372036854775807}",
	 "$.remoteActionId other type 9223372036854775807"},
	{RULES_REMOTE_EVENT, EDITIONS_ALL, "{\"remoteActionId\":\"r\",\"eventStatus\":{}}",
	 "$.eventStatus.type missing member\n$.eventStatus.status missing member"},
	{RULES_REMOTE_EVENT, EDITIONS_ALL,
	 "{\"remoteActionId\":\"r\",\"eventStatus\":{\"type\":\"Failed\","
	 "\"status\":\"VehicleInUse\",\"failureCause\":\"VehicleBatteryChargeTooLow\"}}",
	 "$.eventStatus.type unknown value Failed\n"
	 "$.eventStatus.status unknown value VehicleInUse\n"
	 "$.eventStatus.failureCause unknown value VehicleBatteryChargeTooLow"},
	{RULES_REMOTE_EVENT, EDITIONS_ALL,
	 "{\"remoteActionId\":\"r\",\"eventStatus\":{\"type\":\"Done\","
	 "\"status\":{\"RemoteDoneEventStatus\":\"Success\"}}}",
	 "$.eventStatus.status other type {\"RemoteDoneEventStatus\":\"Success\"}"},
	{RULES_MESSAGE, B2C_4_16,
	 "{\"remoteEvent\":{\"remoteActionId\":\"r\",\"remoteType\":\"Stolen\","
	 "\"vin\":\"v\"}}",
	 "$.remoteEvent.remoteType unknown value Stolen\n$.remoteEvent.vin unknown member v"},
};

static const struct example LITERALS[] = {
	{RULES_MONITOR_EVENT, EDITIONS_ALL, LITERAL("vehicle.tyres.pressure", "2.1"),
	 "$.values[*].data unknown value vehicle.tyres.pressure"},
	{RULES_MONITOR_EVENT, B2B_3_18, LITERAL("vehicle.engines.running", "true"),
	 "$.values[*].data unknown value vehicle.engines.running"},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_2_2 | B2B_3_3 | B2C_2_0,
	 LITERAL("vehicle.engines.running", "true"), ""},
	{RULES_MONITOR_EVENT, B2B_3_3, LITERAL("vehicle.engines.running", "TRUE"),
	 LITERAL_PATH "unknown value TRUE"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, LITERAL("vehicle.odometer", "233756.7"), ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, LITERAL("vehicle.energy.electric.level", "4.9E1"),
	 ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, LITERAL("vehicle.odometer", "far"),
	 LITERAL_PATH "not a number far"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, LITERAL("vehicle.kinetic.speed", ""),
	 LITERAL_PATH "not a number"},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_2_2 | EDITIONS_B2B_3,
	 LITERAL("environment.air.temp", "33,3"), LITERAL_PATH "decimal comma 33,3"},
	{RULES_MONITOR_EVENT, B2C_2_0, LITERAL("environment.air.temp", "33,3"), ""},
	{RULES_MESSAGE, B2C_4_16,
	 "{\"monitorEvent\":" LITERAL("environment.air.temp", "33,3") "}", ""},
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3,
	 LITERAL("vehicle.preconditioning.airConditioning", "?"), ""},
	{RULES_MONITOR_EVENT, EDITIONS_ALL, LITERAL("vehicle.doorsState.opening", "?"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18,
	 LITERAL("vehicle.energy.charging.status", "Finished, Stopped"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18,
	 LITERAL("vehicle.energy.charging.status", "Finished,Broken,Stopped,Lost"),
	 LITERAL_PATH "unknown value Broken\n" LITERAL_PATH "unknown value Lost"},
	{RULES_MONITOR_EVENT, B2B_3_18, LITERAL("vehicle.energy.charging.status", ", "),
	 LITERAL_PATH "unknown value , "},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_2_2 | B2B_3_3 | B2C_2_0,
	 LITERAL("vehicle.energy.charging.status", "Broken"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18, LITERAL("vehicle.alert", "FuelLevelLow"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18, LITERAL("vehicle.alert", "alertOilPressure"),
	 LITERAL_PATH "unknown value alertOilPressure"},
	{RULES_MONITOR_EVENT, EDITIONS_2019, LITERAL("vehicle.alert", "FuelLevelLow"),
	 LITERAL_PATH "unknown value FuelLevelLow"},
	{RULES_MONITOR_EVENT, EDITIONS_2019, LITERAL("vehicle.alert", "alertOilPressure"),
	 ""},
	{RULES_MONITOR_EVENT, B2B_2_2 | B2B_3_3,
	 LITERAL("vehicle.alert", "FuelLevelLow,alertOilPressure"), ""},
	{RULES_MONITOR_EVENT, B2B_2_2 | B2B_3_3, LITERAL("vehicle.alert", "Flood"),
	 LITERAL_PATH "unknown value Flood"},
	/* the datum decides, wherever it stands in the object */
	{RULES_MONITOR_EVENT, EDITIONS_ALL,
	 "{\"values\":[{\"value\":{\"body\":{\"literalValue\":\"x\"}},"
	 "\"data\":\"vehicle.odometer\"},{\"value\":{\"body\":{\"literalValue\":\"x\"}}}]}",
	 LITERAL_PATH "not a number x"},
	{RULES_MESSAGE, B2C_4_16,
	 "{\"monitorEvent\":{\"values\":[{\"data\":\"vehicle.odometer\","
	 "\"previous\":\"x\"}]}}",
	 "$.monitorEvent.values[*].previous not a number x"},
	{RULES_MONITOR_EVENT, ENVELOPED, "{\"values\":[{\"previous\":\"1\"}]}",
	 "$.values[*].previous unknown member 1"},
};

static const struct example VALUES[] = {
	{RULES_MONITOR_EVENT, EDITIONS_ALL, VALUE("vehicle.energy.electric.level", "49"),
	 "$.values[*].value other type 49"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL,
	 VALUE("vehicle.odometer", "{\"type\":\"string\",\"body\":{\"literalValue\":49}}"),
	 LITERAL_PATH "other type 49"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL,
	 VALUE("vehicle.odometer", "{\"type\":\"number\",\"body\":{\"stringValue\":\"4\"}}"),
	 "$.values[*].value.type unknown value number\n"
	 "$.values[*].value.body.stringValue unknown member 4"},
	{RULES_MONITOR_EVENT, EDITIONS_2019,
	 "{\"values\":[{\"value\":{\"type\":\"obj.collision\"}}]}",
	 "$.values[*].value.type unknown value obj.collision"},
	{RULES_MONITOR_EVENT, EDITIONS_ALL & ~B2B_2_2,
	 VALUE("vehicle.alert", "{\"type\":\"obj.alert\",\"body\":{\"objectValue\":{}}}"),
	 "$.values[*].value.body.objectValue unknown member {}"},
	{RULES_MONITOR_EVENT, B2B_2_2,
	 VALUE("vehicle.alert", "{\"type\":\"obj.alert\",\"body\":{\"objectValues\":[]}}"),
	 "$.values[*].value.body.objectValues unknown member []"},
	{RULES_MONITOR_EVENT, B2B_2_2,
	 VALUE("vehicle.alert", "{\"type\":\"obj.alert\",\"body\":"
	 "{\"objectValue\":{\"a\":1}}}"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18,
	 VALUE("vehicle.alert", "{\"type\":\"obj.alert\",\"body\":{\"objectValues\":"
	 "[{\"type\":\"FuelLevelLow\"},{\"type\":\"Flood\",\"label\":\"x\"},7]}}"),
	 "$.values[*].value.body.objectValues[*].type unknown value Flood\n"
	 "$.values[*].value.body.objectValues[*].label unknown member x\n"
	 "$.values[*].value.body.objectValues[*] other type 7"},
	{RULES_MONITOR_EVENT, B2B_3_18,
	 VALUE("vehicle.collision.side", "{\"type\":\"obj.collision\",\"body\":"
	 "{\"objectValues\":[{\"details\":[{\"side\":\"Top\"}]}]}}"),
	 "$.values[*].value.body.objectValues[*].details[*].side unknown value Top"},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_3_3 | B2C_2_0,
	 VALUE("vehicle.alert", "{\"type\":\"obj.alert\",\"body\":{\"objectValues\":"
	 "[{\"label\":\"x\"}]}}"), ""},
};

static const struct example EXTENSIONS[] = {
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3, EXTENSION("vehicle.telemetry", "{}"), ""},
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3, EXTENSION("vehicle.telemetry", "[]"),
	 "$.extensions[*].body other type []"},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_2_2 | B2C_2_0, EXTENSION("vehicle.status", "[]"),
	 ""},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_2_2 | B2C_2_0, EXTENSION("vehicle.status", "{}"),
	 "$.extensions[*].body other type {}"},
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3,
	 EXTENSION("vehicle.telemetry.vehicle.energies", "{}"), ""},
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3,
	 EXTENSION("vehicle.telemetry.vehicle.tyres", "{}"),
	 "$.extensions[*].type unknown value vehicle.telemetry.vehicle.tyres"},
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3, EXTENSION("vehicle.telemetry.", "{}"),
	 "$.extensions[*].type unknown value vehicle.telemetry."},
	{RULES_MONITOR_EVENT, B2B_3_3,
	 EXTENSION("vehicle.telemetry.vehicle.wipingBlades", "{}"),
	 "$.extensions[*].type unknown value vehicle.telemetry.vehicle.wipingBlades"},
	{RULES_MONITOR_EVENT, B2B_3_18,
	 EXTENSION("vehicle.telemetry.vehicle.wipingBlades", "{}"), ""},
	{RULES_MONITOR_EVENT, B2B_3_3, EXTENSION("vehicle.trip", "{\"trip\":{}}"),
	 "$.extensions[*].type unknown value vehicle.trip\n"
	 BODY "trip unknown member {}"},
	{RULES_MONITOR_EVENT, EDITIONS_B2B_3, EXTENSION("vehicle.alerts", "{\"alert\":{}}"),
	 BODY "alert unknown member {}"},
	{RULES_MONITOR_EVENT, EDITIONS_2019, EXTENSION("vehicle.alerts", "[{\"alert\":{}}]"),
	 ""},
	{RULES_MONITOR_EVENT, EDITIONS_2019, EXTENSION("vehicle.alerts", "[{\"alerts\":[]}]"),
	 "$.extensions[*].body[*].alerts unknown member []"},
	{RULES_MONITOR_EVENT, B2B_3_3 | B2B_3_18,
	 EXTENSION("vehicle.position", "{\"position\":{\"geometry\":{\"coordinates\":"
	 "[2.35,48,1.2E2]}},\"doorState\":{\"createdAt\":\"2024-03-09T14:42:49Z\"}}"), ""},
	{RULES_MONITOR_EVENT, B2B_3_3 | B2B_3_18,
	 EXTENSION("vehicle.position", "{\"position\":{\"geometry\":{\"coordinates\":"
	 "[\"2.35\"]}}}"),
	 BODY "position.geometry.coordinates[*] other type 2.35"},
	{RULES_MONITOR_EVENT, B2B_2_0 | B2B_2_2 | B2C_2_0,
	 EXTENSION("vehicle.position", "[{\"position\":{\"new\":1,\"geometry\":{\"new\":1,"
	 "\"coordinates\":[null]}}}]"),
	 "$.extensions[*].body[*].position.geometry.coordinates[*] other type null"},
};

#define CHARGING(member) EXTENSION("vehicle.status", "{\"status\":{\"energies\":[" \
	"{\"extension\":{\"electric\":{\"charging\":{" member "}}}}]}}")

static const struct example MODELS[] = {
	{RULES_MONITOR_EVENT, B2B_3_18, CHARGING("\"remainingTime\":\"PT3H23M\""), ""},
	{RULES_MONITOR_EVENT, B2B_3_18 | B2B_3_3, EXTENSION("vehicle.alerts",
	 "{\"alerts\":[{\"id\":\"a\"}]}"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.trip", "{\"trip\":{\"id\":\"\"}}"),
	 BODY "trip.id empty id"},
	{RULES_MONITOR_EVENT, B2B_3_18, CHARGING("\"nextDelayedTime\":\"2019-12-10T08:25:02Z\""),
	 BODY "status.energies[*].extension.electric.charging.nextDelayedTime not a duration"
	 " 2019-12-10T08:25:02Z"},
	{RULES_MONITOR_EVENT, B2B_3_3, EXTENSION("vehicle.telemetry",
	 "{\"telemetry\":{\"vehicle\":{\"odometer\":1,\"tyres\":[],"
	 "\"ignition\":\"Free\"}}}"), ""},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.telemetry",
	 "{\"telemetry\":{\"vehicle\":{\"odometer\":123456.7,\"energy\":[]}}}"),
	 BODY "telemetry.vehicle.odometer other type 123456.7\n"
	 BODY "telemetry.vehicle.energy unknown member []"},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.telemetry",
	 "{\"telemetry\":{\"vehicle\":{\"energies\":[{\"autonomy\":1.2E2,\"type\":\"Wood\"}],"
	 "\"lighting\":{\"turn\":[\"Left\",\"Up\"]}}}}"),
	 BODY "telemetry.vehicle.energies[*].type unknown value Wood\n"
	 BODY "telemetry.vehicle.lighting.turn[*] unknown value Up"},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.status",
	 "{\"status\":{\"ti.me\":1,\"odometer\":{\"createdAt\":null,\"_links\":[]},"
	 "\"battery\":{\"createdAt\":\"yesterday\"}}}"),
	 BODY "status['ti.me'] unknown member 1\n"
	 BODY "status.odometer.createdAt other type null\n"
	 BODY "status.battery.createdAt not a date yesterday"},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.status",
	 "{\"status\":{\"_embedded\":{\"any\":1,"
	 "\"extension\":{\"odometer\":{\"mileage\":\"1\"}}}}}"),
	 BODY "status._embedded.extension.odometer.mileage other type 1"},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.status",
	 "{\"status\":{\"preconditionning\":{}}}"),
	 BODY "status.preconditionning unknown member {}"},
	{RULES_MESSAGE, B2C_4_16, "{\"monitorEvent\":" EXTENSION("vehicle.status",
	 "[{\"status\":{\"preconditionning\":{},\"adas\":{},\"vin\":\"v\"}}]") "}",
	 "$.monitorEvent.extensions[*].body[*].status.adas unknown member {}\n"
	 "$.monitorEvent.extensions[*].body[*].status.vin unknown member v"},
	{RULES_MESSAGE, B2C_4_16, "{\"monitorEvent\":" EXTENSION("vehicle.alarm",
	 "[{\"alarm\":{\"status\":{\"activation\":\"Active\"}}}]") "}", ""},
	{RULES_MONITOR_EVENT, B2B_3_18, EXTENSION("vehicle.trip",
	 "{\"trip\":{\"distance\":0.5,\"duration\":\"PT1M\",\"energyConsumptions\":["
	 "{\"type\":\"Fuel\",\"consumption\":5.2},"
	 "{\"type\":\"Electric\",\"consumption\":15200.0}]}}"),
	 BODY "trip.duration other type PT1M\n"
	 BODY "trip.energyConsumptions[*].consumption implausible in the edition's unit "
	 "15200.0"},
};

static void test_examples(void)
{
	TRY(ENVELOPES);
	TRY(EVENTS);
	TRY(REMOTES);
	TRY(LITERALS);
	TRY(VALUES);
	TRY(EXTENSIONS);
	TRY(MODELS);
}

static const char *found(const char *json)
{
	return findings_of(RULES_MONITOR_EVENT, B2B_3_18, "$.events[*]", json, strlen(json));
}

#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void test_paths(void)
{
	same(found("{\"\":1,\"a b\":2,\"1a\":3,\"a1\":4}"),
	     "$.events[*][''] unknown member 1\n$.events[*]['a b'] unknown member 2\n"
	     "$.events[*]['1a'] unknown member 3\n$.events[*].a1 unknown member 4",
	     "names that are not plain are quoted");
	same(found("{\"it's\\\\\\n\":1,\"\xc3\xa9\":2}"),
	     "$.events[*]['it\\'s\\\\\\u000a'] unknown member 1\n"
	     "$.events[*]['\xc3\xa9'] unknown member 2", "quotes and controls are escaped");
	same(found("{\"" A63 "\xc3\xa9\":1}"), "$.events[*]['" A63 "...'] unknown member 1",
	     "a long name is cut between two characters");
	same(found("[]"), "$.events[*] other type []", "the whole can be of another type");
}

/* `count` times `part` between `open` and `close`; freed by the caller. */
static char *repeat(const char *open, const char *part, size_t count, const char *close)
{
	size_t length = strlen(part);
	char *text = malloc(strlen(open) + length * count + strlen(close) + 1), *end;

	if (text == NULL)
		return NULL;
	end = stpcpy(text, open);
	for (size_t i = 0; i < count; i++)
		end = stpcpy(end, part);
	stpcpy(end, close);
	return text;
}

static void check_repeated(const char *open, const char *part, size_t count,
                           const char *close, const char *expected, const char *what)
{
	char *json = repeat(open, part, count, close);

	same(json ? found(json) : NULL, expected, what);
	free(json);
}

static void test_bounds(void)
{
	const char *many = "$.events[*] too large to check";
	const char *all;
	char closing[602] = "";
	char *json = repeat("{\"values\":[", "1,", 1000, "1]}");
	size_t lines = 1;

	check_repeated("{\"values\":[", "{},", 300000, "{}]}", many,
	               "an event of too many parts is not given to json-c");
	check_repeated("{\"values\":[", "{},", 9000, "{}]}", "",
	               "one of fewer parts is checked");
	check_repeated("{\"vin\":\"", ",{[\\\"", 30000, "\"}", "",
	               "commas in a string are no parts");
	memset(closing, ']', 600);
	closing[600] = '}';
	check_repeated("{\"_links\":", "[", 600, closing, many, "too deep a text is told");
	check_repeated("{\"_links\":", "[", 500, closing + 100, "", "a deep one is checked");
	all = json ? found(json) : "";
	for (const char *c = all; *c != '\0'; c++)
		lines += *c == '\n';
	ok(lines == 200, "one event has at most 200 findings");
	same(strrchr(all, '\n') ? strrchr(all, '\n') + 1 : NULL, "$ too large to check",
	     "the last of which says that there were more");
	free(json);
}

static void test_white_space(void)
{
	static const char SPACED[] = " {\"vin\" : \"v\"} \n\t";

	same(found(SPACED), "", "white space around the object is no matter");
	same(found("{\"vin\":\"v\"}{}"), "$.events[*] too large to check",
	     "a second object is not overlooked");
	same(found(""), "$.events[*] too large to check", "neither is no object at all");
}

static void test_tables(void)
{
	ok(vocabulary_has(WORDS_DATA, text_of("privacy.state"), B2B_3_3), "a word is known");
	ok(!vocabulary_has(WORDS_DATA, text_of("privacy.state"), B2B_2_0),
	   "but not to an edition before it");
	ok(!vocabulary_has(WORDS_DATA, text_of("privacy.stat"), EDITIONS_ALL) &&
	   !vocabulary_has(WORDS_DATA, text_of("privacy.states"), EDITIONS_ALL) &&
	   !vocabulary_has(WORDS_DATA, (struct text){"stolen.state\0", 13}, EDITIONS_ALL) &&
	   !vocabulary_has(WORDS_DATA, TEXT_NONE, EDITIONS_ALL), "a word is known whole");
	ok(template_edition(RULES_MONITOR_EVENT, B2B_2_0) == B2B_2_0,
	   "an edition has its own");
	ok(template_edition(RULES_REMOTE_EVENT, B2B_2_2) == B2B_3_3 &&
	   template_edition(RULES_REMOTE_ENVELOPE, B2C_4_16) == B2B_3_18 &&
	   template_edition(RULES_MESSAGE, B2B_2_0) == B2C_4_16,
	   "or stands in for the nearest that has it");
}

int main(void)
{
	test_examples();
	test_paths();
	test_bounds();
	test_white_space();
	test_tables();
	return tap_done();
}
