/* typed-test: what events tell in typed columns, worked out by hand from the contract. */
#include "contract/typed.h"
#include "tap.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena arena;
static struct typed typed;

static bool read_event(const char *text, enum edition edition)
{
	struct error error;
	struct json json;
	struct facts facts;
	uint32_t content;

	arena_reset(&arena);
	if (json_read(&json, &arena, text, strlen(text), 64, 10000, &error) != 0 ||
	    facts_from(&facts, &json, EVENT_MONITOR, &content, &arena, &error) != 0)
		return false;
	typed_read(&typed, &json, content, &facts, TEXT_LITERAL("2024-05-02T08:00:00.000Z"),
	           edition, &arena);
	return true;
}

static const struct told *find_told(enum reading reading)
{
	for (size_t i = 0; i < typed.count; i++)
		if (typed.told[i].reading == reading)
			return &typed.told[i];
	return NULL;
}

static bool cell_is(const struct cell *cell, const char *expected)
{
	char number[64];

	if (cell->kind == CELL_NONE)
		return strcmp(expected, "-") == 0;
	if (cell->kind == CELL_TEXT)
		return text_is(cell->text, expected);
	snprintf(number, sizeof number, "%.10g", cell->number);
	return strcmp(number, expected) == 0;
}

/* ---- Readings ---- */

#define EXTENSION(body) \
	"{\"extensions\":[{\"type\":\"vehicle.telemetry\",\"body\":" body "}]}"
#define ENERGY(type, rest) \
	EXTENSION("{\"telemetry\":{\"vehicle\":{\"energies\":[{\"type\":\"" type "\"," rest "}]}}}")
#define ALERT_VALUE(value) "{\"values\":[{\"data\":\"vehicle.alert\",\"value\":" value "}]}"
#define VALUE(data, literal) \
	"{\"values\":[{\"data\":\"" data "\",\"value\":{\"type\":\"string\"," \
	"\"body\":{\"literalValue\":\"" literal "\"}}}]}"

static const struct {
	const char *what, *json;
	enum edition edition;
	enum reading reading;
	const char *expected;   /* "-": not told */
} READINGS[] = {
	{"an odometer's value is km", VALUE("vehicle.odometer", "101083.1"), B2B_3_18,
	 READING_MILEAGE_KM, "101083.1"},
	{"a decimal comma is read", VALUE("vehicle.odometer", "18452,7"), B2C_4_16,
	 READING_MILEAGE_KM, "18452.7"},
	{"what is no number is not told", VALUE("vehicle.odometer", "far"), B2B_3_18,
	 READING_MILEAGE_KM, "-"},
	{"engines.running is today's powertrain", VALUE("vehicle.engines.running", "false"),
	 B2B_2_0, READING_POWERTRAIN, "NotRunning"},
	{"a truth is 1", VALUE("vehicle.energy.charging.plugged", "true"), B2B_3_18,
	 READING_PLUGGED, "1"},
	{"a list in a literal", VALUE("vehicle.doorsState.lockedState", "Locked, TrunkLocked"),
	 B2B_3_3, READING_LOCKED_STATES, "[\"Locked\",\"TrunkLocked\"]"},
	{"odometer as a bare number", EXTENSION("{\"status\":{\"odometer\":205277.1}}"), B2B_2_0,
	 READING_MILEAGE_KM, "205277.1"},
	{"odemeter, misspelt", EXTENSION("[{\"status\":{\"odemeter\":{\"mileage\":55613.4}}}]"),
	 B2C_2_0, READING_MILEAGE_KM, "55613.4"},
	{"timed.odometer, a key with a dot",
	 EXTENSION("{\"status\":{\"timed.odometer\":{\"mileage\":85402.6}}}"), B2C_2_0,
	 READING_MILEAGE_KM, "85402.6"},
	{"speed in an extension is km/h today",
	 EXTENSION("{\"telemetry\":{\"vehicle\":{\"kinetic\":{\"speed\":36}}}}"), B2B_3_18,
	 READING_SPEED_KMH, "36"},
	{"and m/s in b2b 3.3",
	 EXTENSION("{\"telemetry\":{\"vehicle\":{\"kinetic\":{\"speed\":10}}}}"), B2B_3_3,
	 READING_SPEED_KMH, "36"},
	{"and so it is in its values", VALUE("vehicle.kinetic.speed", "10"), B2B_3_3,
	 READING_SPEED_KMH, "36"},
	{"which are km/h elsewhere", VALUE("vehicle.kinetic.speed", "10"), B2B_2_2,
	 READING_SPEED_KMH, "10"},
	{"an extension that is no array", "{\"extensions\":{\"body\":{\"odometer\":7}}}", B2B_3_18,
	 READING_MILEAGE_KM, "7"},
	{"one without a body", "{\"extensions\":[{\"type\":\"vehicle.telemetry\",\"telemetry\":"
	 "{\"vehicle\":{\"kinetic\":{\"moving\":false}}}}]}", B2B_3_18, READING_MOVING, "0"},
	{"the successor's extension", "{\"monitorEvent\":{\"data\":{\"extensions\":[{\"body\":"
	 "[{\"latestTelemetry\":{\"privacy\":{\"state\":\"Full\"}}}]}]}}}", B2C_4_16,
	 READING_PRIVACY, "Full"},
	{"the successor's value", "{\"monitorEvent\":{\"data\":{\"values\":[{\"data\":"
	 "\"vehicle.odometer\",\"value\":\"5\"}]}}}", B2C_4_16, READING_MILEAGE_KM, "5"},
	{"of several words the first", VALUE("vehicle.energy.charging.status", "Finished,Stopped"),
	 B2B_3_3, READING_CHARGING, "Finished"},
	{"also of a list of them", "{\"values\":[{\"data\":\"vehicle.energy.charging.status\","
	 "\"value\":{\"body\":{\"literalValue\":[\"Finished\",\"Stopped\"]}}}]}", B2B_3_18,
	 READING_CHARGING, "Finished"},
	{"but a list is a list where one is meant", "{\"values\":[{\"data\":"
	 "\"vehicle.doorsState.lockedState\",\"value\":{\"body\":{\"literalValue\":"
	 "[\"Locked\",\"TrunkLocked\"]}}}]}", B2B_3_18, READING_LOCKED_STATES,
	 "[\"Locked\",\"TrunkLocked\"]"},
	{"with any separator", VALUE("vehicle.doorsState.lockedState", "Locked;TrunkLocked|"),
	 B2B_3_3, READING_LOCKED_STATES, "[\"Locked\",\"TrunkLocked\"]"},
	{"what is null hides nothing beside it: the literal", "{\"values\":[{\"data\":"
	 "\"vehicle.odometer\",\"value\":{\"body\":{\"literalValue\":null,\"stringValue\":\"5\"}}}]}",
	 B2B_3_18, READING_MILEAGE_KM, "5"},
	{"values beside the successor's data", "{\"monitorEvent\":{\"values\":null,\"data\":"
	 "{\"values\":[{\"data\":\"vehicle.odometer\",\"value\":\"5\"}]}}}", B2C_4_16,
	 READING_MILEAGE_KM, "5"},
	{"a body", "{\"extensions\":[{\"type\":\"vehicle.telemetry\",\"body\":null,\"telemetry\":"
	 "{\"vehicle\":{\"kinetic\":{\"moving\":false}}}}]}", B2B_3_18, READING_MOVING, "0"},
	{"the same member once more", EXTENSION("{\"odometer\":{\"mileage\":7,\"mileage\":null}}"),
	 B2B_3_18, READING_MILEAGE_KM, "7"},
	{"under _embedded.extension too",
	 EXTENSION("{\"status\":{\"_embedded\":{\"extension\":{\"kinetic\":{\"moving\":true}}}}}"),
	 B2B_3_18, READING_MOVING, "1"},
	{"the air outside", EXTENSION("{\"status\":{\"environment\":{\"air\":{\"temp\":-21.5}}}}"),
	 B2B_3_18, READING_AIR_TEMP_C, "-21.5"},
	{"is not that in the engine", EXTENSION("{\"status\":{\"engines\":[{\"extension\":"
	 "{\"thermic\":{\"air\":{\"temp\":12}}}}]}}"), B2B_3_18, READING_AIR_TEMP_C, "-"},
	{"which has a column of its own", EXTENSION("{\"status\":{\"engines\":[{\"extension\":"
	 "{\"thermic\":{\"air\":{\"temp\":12}}}}]}}"), B2B_3_18, READING_INTAKE_AIR_TEMP_C, "12"},
	{"215 degrees are no data", EXTENSION("{\"status\":{\"engines\":[{\"extension\":"
	 "{\"thermic\":{\"oil\":{\"temp\":215}}}}]}}"), B2B_3_18, READING_OIL_TEMP_C, "-"},
	{"255 percent are no data", ENERGY("Electric", "\"level\":255"), B2B_3_18,
	 READING_ELECTRIC_LEVEL_PERCENT, "-"},
	{"an electric level", ENERGY("Electric", "\"level\":36.6"), B2B_3_18,
	 READING_ELECTRIC_LEVEL_PERCENT, "36.6"},
	{"a fuel's is another", ENERGY("Fuel", "\"level\":42"), B2B_3_18,
	 READING_FUEL_LEVEL_PERCENT, "42"},
	{"hydrogen's a third", ENERGY("Electric", "\"subType\":\"Hydrogen\",\"level\":7"), B2B_3_18,
	 READING_HYDROGEN_LEVEL_PERCENT, "7"},
	{"in a tank, too", ENERGY("Fuel", "\"subType\":\"Hydrogen\",\"level\":7"), B2B_3_18,
	 READING_FUEL_LEVEL_PERCENT, "-"},
	{"a subType without a type", EXTENSION("{\"status\":{\"energies\":[{\"subType\":"
	 "\"FossilEnergy\",\"level\":42}]}}"), B2B_3_18, READING_FUEL_LEVEL_PERCENT, "42"},
	{"less than nought is no autonomy", ENERGY("Fuel", "\"autonomy\":-1"), B2B_3_18,
	 READING_FUEL_AUTONOMY_KM, "-"},
	{"nor a mileage", VALUE("vehicle.odometer", "-1"), B2B_3_18, READING_MILEAGE_KM, "-"},
	{"fuel total in cL", ENERGY("Fuel", "\"extension\":{\"fuel\":{\"consumptions\":"
	 "{\"total\":53270}}}"), B2B_3_18, READING_FUEL_TOTAL_L, "532.7"},
	{"in litres in b2b 3.3", ENERGY("Fuel", "\"extension\":{\"fuel\":{\"consumptions\":"
	 "{\"total\":532.7}}}"), B2B_3_3, READING_FUEL_TOTAL_L, "532.7"},
	{"residual in Wh", ENERGY("Electric", "\"extension\":{\"electric\":{\"battery\":{\"load\":"
	 "{\"residual\":45992}}}}"), B2B_3_18, READING_BATTERY_REMAINING_WH, "45992"},
	{"in kWh in 2019, in an array of arrays", EXTENSION("{\"status\":{\"energy\":[[{\"type\":"
	 "\"Electric\",\"residual\":18.62}]]}}"), B2B_2_0, READING_BATTERY_REMAINING_WH, "18620"},
	{"a duration in seconds", ENERGY("Electric", "\"extension\":{\"electric\":{\"charging\":"
	 "{\"remainingTime\":\"PT3H23M\"}}}"), B2B_3_18, READING_CHARGING_REMAINING_S, "12180"},
	{"2019's date in its place is none", EXTENSION("{\"status\":{\"energy\":[[{\"type\":"
	 "\"Electric\",\"charging\":{\"nextDelayedTime\":\"2019-12-10T01:34:40Z\"}}]]}}"), B2B_2_0,
	 READING_CHARGING_START_S, "-"},
	{"charging.status is not powertrain's", ENERGY("Electric", "\"extension\":{\"electric\":"
	 "{\"charging\":{\"status\":\"Failure\"}}}"), B2B_3_18, READING_CHARGING, "Failure"},
	{"no word is an object", "{\"values\":[{\"data\":\"vehicle.energy.charging.status\",\"value\":"
	 "{\"body\":{\"literalValue\":{\"a\":1}}}}]}", B2B_3_18, READING_CHARGING, "-"},
	{"the last of two members of one name",
	 EXTENSION("{\"telemetry\":{\"vehicle\":{\"kinetic\":{\"speed\":7,\"speed\":9}}}}"),
	 B2B_3_18, READING_SPEED_KMH, "9"},
	{"but the first of two engines", EXTENSION("{\"telemetry\":{\"vehicle\":{\"engines\":"
	 "[{\"speed\":2000},{\"speed\":0}]}}}"), B2B_3_18, READING_ENGINE_SPEED_RPM, "2000"},
	{"charging mode No, from YAML", ENERGY("Electric", "\"extension\":{\"electric\":"
	 "{\"charging\":{\"chargingMode\":false}}}"), B2B_3_18, READING_CHARGING_MODE, "No"},
	{"a driving mode, misspelt until 3.12", VALUE("vehicle.drivingBehavior.mode", "Confort"),
	 B2B_2_2, READING_DRIVING_MODE, "Comfort"},
	{"doors that are open", EXTENSION("{\"doorState\":{\"opening\":[{\"identifier\":\"Driver\","
	 "\"state\":\"Open\"},{\"identifier\":\"Trunk\",\"state\":\"Closed\"}]}}"), B2B_3_18,
	 READING_OPEN_DOORS, "[\"Driver\"]"},
	{"lockedState, 2.x", EXTENSION("[{\"doorState\":{\"lockedState\":\"Locked\"}}]"), B2B_2_2,
	 READING_LOCKED_STATES, "[\"Locked\"]"},
	{"battery.voltage is a percentage",
	 EXTENSION("{\"status\":{\"battery\":{\"voltage\":83.5}}}"), B2B_3_18,
	 READING_STARTER_BATTERY_PERCENT, "83.5"},
	{"maintenance is overdue",
	 EXTENSION("{\"maintenance\":{\"daysBeforeMaintenance\":-45}}"), B2B_3_18,
	 READING_DAYS_BEFORE_MAINTENANCE, "-45"},
	{"daysBeforeMaintenace, until 3.3",
	 EXTENSION("{\"maintenance\":{\"daysBeforeMaintenace\":12}}"), B2B_2_2,
	 READING_DAYS_BEFORE_MAINTENANCE, "12"},
	{"preconditionning, with three n", EXTENSION("{\"status\":{\"preconditionning\":"
	 "{\"airConditioning\":{\"status\":\"Disabled\"}}}}"), B2C_4_16, READING_PRECONDITIONING,
	 "Disabled"},
	{"the alarm is on", EXTENSION("{\"alarm\":{\"status\":{\"activation\":\"Active\"}}}"),
	 B2C_4_16, READING_ALARM, "Active"},
	{"privacy", EXTENSION("{\"telemetry\":{\"privacy\":{\"state\":\"Full\"}}}"), B2B_3_18,
	 READING_PRIVACY, "Full"},
};

static void test_readings(void)
{
	for (size_t i = 0; i < COUNT(READINGS); i++) {
		const struct told *told = NULL;
		bool good = read_event(READINGS[i].json, READINGS[i].edition);

		if (good)
			told = find_told(READINGS[i].reading);
		ok(good && (told ? cell_is(&told->cell, READINGS[i].expected)
		                 : strcmp(READINGS[i].expected, "-") == 0), READINGS[i].what);
	}
}

/* ---- Positions ---- */

#define POSITION(geometry, properties) \
	EXTENSION("{\"position\":{" geometry ",\"properties\":{" properties "}}}")

/* "longitude latitude altitude heading", in degrees and metres. */
static const struct {
	const char *what, *json, *expected;
} POSITIONS[] = {
	{"a position", POSITION("\"geometry\":{\"coordinates\":[2.5,48.5,35]}", "\"heading\":90"),
	 "2.5 48.5 35 90"},
	{"of the event itself", "{\"position\":{\"geometry\":{\"coordinates\":[2.5,48.5]}}}",
	 "2.5 48.5 - -"},
	{"in texts", POSITION("\"geometry\":{\"coordinates\":[\"2,5\",\"48.5\"]}", ""),
	 "2.5 48.5 - -"},
	{"a height that is none", POSITION("\"geometry\":{\"coordinates\":[2.5,48.5,null]}",
	 "\"heading\":511"), "2.5 48.5 - -"},
	{"as 2019 spells it", POSITION("\"Geometry\":{\"coordinates\":[2.5,48.5]}", ""),
	 "2.5 48.5 - -"},
	{"none on this earth", POSITION("\"geometry\":{\"coordinates\":[181,48.5]}", ""), "none"},
	{"in the place of its body", EXTENSION("[{\"geometry\":{\"coordinates\":[2.5,48.5]}}]"),
	 "2.5 48.5 - -"},
	{"half of one", POSITION("\"geometry\":{\"coordinates\":[2.5]}", ""), "none"},
};

static void test_positions(void)
{
	for (size_t i = 0; i < COUNT(POSITIONS); i++) {
		char got[96] = "none", altitude[32] = "-", heading[32] = "-";
		const struct fact_position *p;
		struct error error;
		struct facts facts;

		arena_reset(&arena);
		if (facts_read(&facts, text_of(POSITIONS[i].json), EVENT_MONITOR, 64, 1000, &arena, &error) != 0)
			strcpy(got, "cannot be read");
		p = &facts.position;
		if (p->has_altitude)
			snprintf(altitude, sizeof altitude, "%g", p->altitude_m);
		if (p->has_heading)
			snprintf(heading, sizeof heading, "%g", p->heading_deg);
		if (p->known)
			snprintf(got, sizeof got, "%g %g %s %s", p->longitude, p->latitude, altitude,
			         heading);
		same(got, POSITIONS[i].expected, POSITIONS[i].what);
	}
}

/* ---- Values ---- */

#define ITEM(value) "{\"values\":[{\"data\":\"vehicle.energy.charging.status\",\"value\":" \
	value "}]}"

/* One value for each of a list, wherever the list is (contract C8). */
static const struct {
	const char *what, *json, *literals;
} LISTS[] = {
	{"one literal", ITEM("{\"body\":{\"literalValue\":\"Stopped\"}}"), "Stopped;"},
	{"a list of literals", ITEM("{\"type\":\"string\",\"body\":{\"literalValue\":"
	 "[\"Stopped\",\"Failure\",7]}}"), "Stopped;Failure;7;"},
	{"a list of values", ITEM("[{\"type\":\"string\",\"body\":{\"literalValue\":\"Stopped\"}},"
	 "{\"type\":\"string\",\"body\":{\"literalValue\":\"Failure\"}},\"Finished\"]"),
	 "Stopped;Failure;Finished;"},
	{"a list of bodies", ITEM("{\"type\":\"string\",\"body\":[{\"literalValue\":\"Stopped\"},"
	 "{\"literalValue\":\"Failure\"}]}"), "Stopped;Failure;"},
	{"a list of nothing else", ITEM("[\"Stopped\",\"Failure\"]"), "Stopped;Failure;"},
	{"a list without any", ITEM("[]"), "[];"},
	{"a value that is null", ITEM("null"), "-;"},
	{"an item that is no array", "{\"values\":{\"data\":\"d\",\"value\":7}}", "7;"},
	{"no items", "{\"values\":[]}", ""},
};

static void test_lists(void)
{
	for (size_t i = 0; i < COUNT(LISTS); i++) {
		char literals[256] = "";
		struct error error;
		struct facts facts;

		arena_reset(&arena);
		if (facts_read(&facts, text_of(LISTS[i].json), EVENT_MONITOR, 64, 1000, &arena, &error) != 0)
			strcpy(literals, "cannot be read");
		for (size_t k = 0; k < facts.value_count; k++) {
			struct text literal = facts.values[k].literal;

			strncat(literals, literal.at ? literal.at : "-", literal.at ? literal.length : 1);
			strcat(literals, ";");
		}
		same(literals, LISTS[i].literals, LISTS[i].what);
	}
}

static void test_dates(void)
{
	const struct told *told;

	read_event(EXTENSION("{\"status\":{\"createdAt\":\"2024-05-01T00:00:00Z\",\"odometer\":"
	           "{\"mileage\":5,\"createdAt\":\"2024-04-30T12:00:00Z\"},\"privacy\":"
	           "{\"state\":\"None\"}}}"), B2B_3_18);
	told = find_told(READING_MILEAGE_KM);
	ok(told && told->at_ms == 1714478400000, "a reading is as old as its own group says: 30 April, noon");
	told = find_told(READING_PRIVACY);
	ok(told && told->at_ms == 1714521600000, "else as old as the body: 1 May");
	read_event(VALUE("vehicle.odometer", "5"), B2B_3_18);
	told = find_told(READING_MILEAGE_KM);
	ok(told && told->at_ms == INT64_MIN, "a value has no date of its own");
	read_event("{\"values\":[{\"data\":\"vehicle.odometer\",\"value\":{\"type\":\"string\","
	           "\"body\":{\"literalValue\":\"7\"}}}],\"extensions\":[{\"type\":\"x\",\"body\":"
	           "{\"status\":{\"odometer\":{\"mileage\":6}}}}]}", B2B_3_18);
	told = find_told(READING_MILEAGE_KM);
	ok(told && told->cell.number == 7 && typed.count == 1, "the value that triggered wins");
}

/* ---- Things ---- */

static const struct {
	const char *what, *json;
	enum thing_kind kind;
	const char *expected[THING_CELLS_MAX];
} THINGS[] = {
	{"an alert in objectValue", "{\"values\":[{\"data\":\"vehicle.alert\",\"value\":{\"type\":"
	 "\"obj.alert\",\"body\":{\"objectValue\":{\"id\":\"a1\",\"active\":true,\"type\":"
	 "\"AddWasherFluid\",\"severity\":\"Warning\",\"startedAt\":\"2024-05-01T10:00:00+02:00\","
	 "\"startPosition\":{\"geometry\":{\"coordinates\":[2.5,48.5]}}}}}}]}", THING_ALERT,
	 {"AddWasherFluid", "a1", "1", "Warning", "2024-05-01T08:00:00.000Z", "-", "2.5", "48.5",
	  "-", "-"}},
	{"an alert where its name should be", ALERT_VALUE("{\"body\":{\"literalValue\":{\"id\":\"a3\","
	 "\"type\":\"RiskOfIce\"}}}"), THING_ALERT,
	 {"RiskOfIce", "a3", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"an alert without the type obj.alert", ALERT_VALUE("{\"body\":{\"objectValues\":[{\"id\":"
	 "\"a3\",\"type\":\"RiskOfIce\"}]}}"), THING_ALERT,
	 {"RiskOfIce", "a3", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"in alerts[], with startdAt", EXTENSION("[{\"alerts\":[{\"id\":\"a2\",\"active\":false,"
	 "\"type\":\"EngineFault\",\"startdAt\":\"2024-05-01T08:00:00Z\",\"endAt\":"
	 "\"2024-05-01T09:00:00Z\"}]}]"), THING_ALERT,
	 {"EngineFault", "a2", "0", "-", "2024-05-01T08:00:00.000Z", "2024-05-01T09:00:00.000Z",
	  "-", "-", "-", "-"}},
	{"only named", VALUE("vehicle.alert", "EngineFault"), THING_ALERT,
	 {"EngineFault", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"a trip that stops", VALUE("vehicle.trip.stop", "t1"), THING_TRIP,
	 {"t1", "-", "2024-05-02T08:00:00.000Z", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-",
	  "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"the values beside it tell of it", "{\"values\":["
	 "{\"data\":\"vehicle.trip.distance\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"12.5\"}}},"
	 "{\"data\":\"vehicle.trip.duration\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"1700\"}}},"
	 "{\"data\":\"vehicle.trip.stop\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"t1\"}}}]}",
	 THING_TRIP, {"t1", "-", "2024-05-02T08:00:00.000Z", "-", "-", "-", "-", "1700", "12.5", "-",
	  "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"its own distance is better", "{\"values\":["
	 "{\"data\":\"vehicle.trip.distance\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"12.5\"}}}],"
	 "\"extensions\":[{\"type\":\"vehicle.trip\",\"body\":{\"trip\":{\"id\":\"t1\",\"distance\":13}}}]}",
	 THING_TRIP, {"t1", "-", "-", "-", "-", "-", "-", "-", "13", "-",
	  "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"a trip's body", EXTENSION("{\"trip\":{\"id\":\"t2\",\"startedAt\":\"2024-05-02T06:00:00Z\","
	 "\"duration\":\"PT10M\",\"distance\":8.5,\"startMileage\":100.5,\"kinetic\":{\"avgSpeed\":51,"
	 "\"maxSpeed\":80},\"startEnergies\":[{\"type\":\"Electric\",\"level\":80}],\"endEnergies\":"
	 "[{\"type\":\"Electric\",\"level\":75.5}],\"energyConsumptions\":[{\"type\":\"Electric\","
	 "\"consumption\":1.4,\"avgConsumption\":16500},{\"type\":\"Fuel\",\"consumption\":0.5,"
	 "\"avgConsumption\":590}],\"done\":true,\"faults\":[\"DataLacking\"]}}"), THING_TRIP,
	 {"t2", "2024-05-02T06:00:00.000Z", "-", "-", "-", "-", "-", "600", "8.5", "100.5", "51",
	  "80", "0.5", "1.4", "5.9", "16.5", "-", "-", "80", "75.5", "-", "-", "1",
	  "[\"DataLacking\"]"}},
	{"a trip's no data", EXTENSION("{\"trip\":{\"id\":\"t3\",\"duration\":-1,\"distance\":-1,"
	 "\"startMileage\":-1,\"startEnergies\":[{\"type\":\"Fuel\",\"level\":255},{\"type\":"
	 "\"Electric\",\"level\":255.0}],\"endEnergies\":[{\"type\":\"Fuel\",\"level\":-1},"
	 "{\"type\":\"Electric\",\"subType\":\"Hydrogen\",\"level\":255}],\"energyConsumptions\":"
	 "[{\"type\":\"Electric\",\"consumption\":15200}]}}"), THING_TRIP,
	 {"t3", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-",
	  "-", "-", "-", "-", "-", "-"}},
	{"a trip in the place of its body", "{\"extensions\":[{\"type\":\"vehicle.trip\",\"body\":"
	 "{\"id\":\"t9\",\"done\":false}}]}", THING_TRIP,
	 {"t9", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-",
	  "-", "-", "-", "-", "0", "-"}},
	{"an alert in an array of them", "{\"extensions\":[{\"type\":\"vehicle.alerts\",\"body\":"
	 "[{\"id\":\"a9\",\"type\":\"RiskOfIce\"}]}]}", THING_ALERT,
	 {"RiskOfIce", "a9", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"a trip without an id is known by its start", EXTENSION("{\"trip\":{\"id\":\"\","
	 "\"startedAt\":1714543200,\"distance\":3}}"), THING_TRIP,
	 {"2024-05-01T06:00:00.000Z", "2024-05-01T06:00:00.000Z", "-", "-", "-", "-", "-", "-", "3",
	  "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
	{"a trip with hydrogen", EXTENSION("{\"trip\":{\"id\":\"t4\",\"startEnergies\":[{\"type\":"
	 "\"Electric\",\"subType\":\"Hydrogen\",\"level\":33},{\"type\":\"Electric\",\"subType\":"
	 "\"ElectricEnergy\",\"level\":61}],\"endEnergies\":[{\"type\":\"Fuel\",\"subType\":"
	 "\"Hydrogen\",\"level\":30}],\"energyConsumptions\":[{\"type\":\"Fuel\",\"subType\":"
	 "\"Hydrogen\",\"consumption\":1.5,\"avgConsumption\":90},{\"type\":\"Electric\","
	 "\"consumption\":-0.4}]}}"), THING_TRIP,
	 {"t4", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-0.4", "-", "-", "-",
	  "-", "61", "-", "33", "30", "-", "-"}},
	{"a collision", EXTENSION("{\"collisions\":{\"id\":\"c1\",\"details\":[{\"side\":\"Rear\","
	 "\"severity\":\"Minor\"},{\"side\":\"Lateral\",\"severity\":\"Major\"},{}],\"tippedOver\":"
	 "true}}"), THING_COLLISION,
	 {"c1", "[\"Rear\",\"Lateral\",null]", "[\"Minor\",\"Major\",null]", "Major", "1", "-"}},
	{"the side of one", VALUE("vehicle.collision.side", "Front"), THING_COLLISION,
	 {"-", "[\"Front\"]", "-", "-", "-", "-"}},
	{"the severest of several", VALUE("vehicle.collision.severity", "Minor,Major,Minimal"),
	 THING_COLLISION, {"-", "-", "-", "Major", "-", "-"}},
	{"of a list of them, too", "{\"values\":[{\"data\":\"vehicle.collision.severity\",\"value\":"
	 "{\"body\":{\"literalValue\":[\"Minimal\",\"Minor\"]}}}]}", THING_COLLISION,
	 {"-", "-", "-", "Minor", "-", "-"}},
	{"an alarm", EXTENSION("{\"telemetry\":{\"vehicle\":{\"alarm\":{\"trigger\":{\"type\":"
	 "\"KeyLearning\",\"startAt\":\"2024-05-02T07:00:00Z\",\"position\":{\"geometry\":"
	 "{\"coordinates\":[-3.8,43.4]}}}}}}}"), THING_ALARM,
	 {"2024-05-02T07:00:00.000Z", "KeyLearning", "-3.8", "43.4"}},
	{"a theft", EXTENSION("{\"status\":{\"stolen\":{\"id\":\"s1\",\"state\":true,\"startedAt\":"
	 "\"2024-05-02T07:00:00Z\"}}}"), THING_THEFT,
	 {"s1", "1", "2024-05-02T07:00:00.000Z", "-", "-", "-", "-", "-"}},
};

static bool thing_is(const struct thing *thing, const char *const *expected)
{
	int keys;

	for (int i = 0; thing_columns(thing->kind, &keys)[i] != NULL; i++)
		if (!cell_is(&thing->cells[i], expected[i])) {
			printf("# %s\n", thing_columns(thing->kind, &keys)[i]);
			return false;
		}
	return true;
}

static void test_things(void)
{
	for (size_t i = 0; i < COUNT(THINGS); i++) {
		bool good = read_event(THINGS[i].json, B2B_3_18);

		ok(good && typed.things && typed.things->next == NULL &&
		   typed.things->kind == THINGS[i].kind &&
		   thing_is(typed.things, THINGS[i].expected), THINGS[i].what);
	}
	read_event("{\"values\":[{\"data\":\"vehicle.alert\",\"value\":{\"type\":\"string\",\"body\":"
	           "{\"literalValue\":\"EngineFault\"}}}],\"extensions\":[{\"body\":{\"alerts\":[{"
	           "\"id\":\"a\",\"type\":\"EngineFault\"}]}}]}", B2B_3_18);
	ok(typed.things && typed.things->next == NULL,
	   "an alert that is described is not named a second time");
	read_event(VALUE("vehicle.alert", "EngineFault, RiskOfIce"), B2B_3_18);
	ok(typed.things && cell_is(&typed.things->cells[ALERT_TYPE], "EngineFault") &&
	   typed.things->next && cell_is(&typed.things->next->cells[ALERT_TYPE], "RiskOfIce"),
	   "two alerts in one literal are two");
	read_event("{\"values\":["
	 "{\"data\":\"vehicle.trip.start\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"t2\"}}},"
	 "{\"data\":\"vehicle.trip.distance\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"12.5\"}}},"
	 "{\"data\":\"vehicle.trip.stop\",\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"t1\"}}}]}",
	 B2B_3_18);
	ok(typed.things && cell_is(&typed.things->cells[TRIP_ID], "t2") &&
	   cell_is(&typed.things->cells[TRIP_DISTANCE_KM], "-") && typed.things->next &&
	   cell_is(&typed.things->next->cells[TRIP_DISTANCE_KM], "12.5"),
	   "of two trips the distance is that of the one that stops");
	read_event(EXTENSION("{\"alert\":{\"label\":1},\"trip\":{\"distance\":3}}"), B2B_3_18);
	ok(typed.things == NULL, "what cannot be told from others is no thing");
	read_event(VALUE("vehicle.trip", "a,b"), B2B_3_18);
	ok(typed.things && cell_is(&typed.things->cells[TRIP_ID], "a,b"),
	   "an id is not taken for a list");
	read_event(EXTENSION("{\"trip\":{\"id\":\"t\",\"kinetic\":{\"maxSpeed\":10}}}"), B2B_3_3);
	ok(typed.things && cell_is(&typed.things->cells[11], "36"),
	   "a trip's speed has its edition's unit");
}

int main(void)
{
	test_readings();
	test_positions();
	test_lists();
	test_dates();
	test_things();
	arena_free(&arena);
	return tap_done();
}
