/* remote-step-test: what a remote event reports, however it is written. */
#include "contract/remote-step.h"
#include "tap.h"

static struct arena arena;

/* "TYPE STATUS CAUSE" of an event with this eventStatus. */
static const char *step_of(const char *status)
{
	static char told[256];
	struct error error;
	struct json json;
	struct fact_step step;
	const char *text;

	arena_reset(&arena);
	text = arena_format(&arena, "{\"remoteActionId\":\"a\"%s%s}", *status ? ",\"eventStatus\":"
	                    : "", status);
	if (json_read(&json, &arena, text, strlen(text), 32, 1000, &error) != 0)
		return "cannot be read";
	remote_step_read(&step, &json, 0, &arena);
	snprintf(told, sizeof told, "%.*s %.*s %.*s",
	         step.type.at ? (int)step.type.length : 1, step.type.at ? step.type.at : "-",
	         step.status.at ? (int)step.status.length : 1,
	         step.status.at ? step.status.at : "-",
	         step.failure_cause.at ? (int)step.failure_cause.length : 1,
	         step.failure_cause.at ? step.failure_cause.at : "-");
	return told;
}

static const struct {
	const char *status, *expected;
} STEPS[] = {
	/* As the OpenAPI has it. */
	{"{\"type\":\"Pending\",\"status\":\"Accepted\"}", "Pending Accepted -"},
	{"{\"type\":\"Pending\",\"status\":\"VehicleBatteryChargeTooLow\"}",
	 "Pending VehicleBatteryChargeTooLow -"},
	{"{\"type\":\"Pending\",\"status\":\"TooManyWakeUpsOverMonth\"}",
	 "Pending TooManyWakeUpsOverMonth -"},
	{"{\"type\":\"Done\",\"status\":\"Failed\",\"failureCause\":\"DoorsOpen\"}",
	 "Done Failed DoorsOpen"},
	{"{\"type\":\"Done\",\"status\":\"PartiallyDone\"}", "Done PartiallyDone -"},
	/* The charts: the type is Failed, the cause in RemoteDone (C11). */
	{"{\"type\":\"Failed\",\"status\":\"VehicleInUse\"}", "Done Failed VehicleInUse"},
	{"{\"type\":\"Failed\",\"RemoteDone\":\"TooManyWakesUpsOverMonth\"}",
	 "Done Failed TooManyWakeUpsOverMonth"},
	{"{\"type\":\"Failed\"}", "Done Failed -"},
	{"{\"type\":\"Failed\",\"status\":\"Failed\",\"failureCause\":\"CidInside\"}",
	 "Done Failed CidInside"},
	{"{\"RemoteDone\":\"Succes\"}", "Done Success -"},
	{"{\"RemoteDone\":\"VehicleInUse\"}", "Done Failed VehicleInUse"},
	{"{\"RemotePending\":\"SentToVehicle\"}", "Pending SentToVehicle -"},
	/* A cause in the place of the status. */
	{"{\"type\":\"Done\",\"status\":\"VehicleInUse\"}", "Done Failed VehicleInUse"},
	{"{\"type\":\"Done\",\"status\":\"VehicleBatteryChargeTooLow\"}",
	 "Done Failed VehicleBatteryChargeTooLow"},
	{"{\"type\":\"Done\",\"status\":\"NotStolen\"}", "Done Failed NotStolen"},
	{"{\"type\":\"Done\",\"failureCause\":\"VehicleError\"}", "Done Failed VehicleError"},
	{"{\"type\":\"Done\",\"status\":\"Success\",\"failureCause\":null}", "Done Success -"},
	/* The prose: an object (C6). */
	{"{\"type\":\"Done\",\"status\":{\"RemoteDoneEventStatus\":\"AlreadyDone\"}}",
	 "Done AlreadyDone -"},
	{"{\"status\":{\"RemoteDoneEventStatus\":null,\"RemotePendingEventStatus\":"
	 "\"Accepted\"}}", "Pending Accepted -"},
	/* With both kinds the type tells which. */
	{"{\"type\":\"Pending\",\"status\":{\"RemoteDoneEventStatus\":\"Success\","
	 "\"RemotePendingEventStatus\":\"Accepted\"}}", "Pending Accepted -"},
	{"{\"type\":\"Done\",\"status\":{\"RemotePendingEventStatus\":\"Accepted\","
	 "\"RemoteDoneEventStatus\":\"Success\"}}", "Done Success -"},
	{"{\"type\":\"Pending\",\"RemoteDone\":\"Success\",\"RemotePending\":\"Accepted\"}",
	 "Pending Accepted -"},
	/* What is null or empty hides nothing beside it. */
	{"{\"type\":\"Done\",\"status\":null,\"RemoteDone\":\"Success\"}", "Done Success -"},
	{"{\"status\":{},\"RemotePending\":\"Accepted\"}", "Pending Accepted -"},
	{"{\"type\":\"Failed\",\"status\":\"\",\"RemoteDone\":\"VehicleInUse\"}",
	 "Done Failed VehicleInUse"},
	{"{\"type\":\"\",\"status\":\"Success\"}", "Done Success -"},
	{"{\"type\":\"\",\"RemoteDone\":\"VehicleInUse\"}", "Done Failed VehicleInUse"},
	{"{\"type\":\"Done\",\"status\":\"Failed\",\"failureCause\":\"\"}", "Done Failed -"},
	/* Older words. */
	{"{\"type\":\"Done\",\"status\":\"SuccessCauseAlreadyReached\"}", "Done AlreadyDone -"},
	{"{\"type\":\"Done\",\"status\":\"Failed\",\"failureCause\":\"TooManyWakesUpsOverMonth\"}",
	 "Done Failed TooManyWakeUpsOverMonth"},
	/* Less than there should be. */
	{"{\"status\":\"Success\"}", "Done Success -"},
	{"{\"status\":\"Accepted\"}", "- Accepted -"},
	{"{\"status\":\"VehicleInUse\"}", "Done Failed VehicleInUse"},
	{"{\"status\":\"VehicleBatteryChargeTooLow\"}", "- VehicleBatteryChargeTooLow -"},
	{"\"Success\"", "Done Success -"},
	{"{\"type\":\"Pending\"}", "Pending - -"},
	{"{\"type\":\"Done\"}", "Done - -"},
	{"{}", "- - -"},
	{"null", "- - -"},
	{"", "- - -"},
};

int main(void)
{
	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
		same(step_of(STEPS[i].status), STEPS[i].expected, STEPS[i].status);
	arena_free(&arena);
	return tap_done();
}
