/* callback-test: what is read of a body: its shape, whose its events are, what is kept of
 * what stands around them, and what the edition does not foresee. */
#include "contract/callback.h"

#include <sodium.h>

#include "tap.h"

#define DATE "2024-04-17T21:36:31Z"
#define VALUES "\"values\":[]"
#define EVENT "{\"vin\":\"V1\",\"eventDate\":\"" DATE "\"," VALUES "}"
#define MESSAGE(id) "{\"callbackId\":\"c1\",\"date\":\"" DATE "\",\"monitorEvent\":" \
	"{\"monitorId\":\"" id "\"," VALUES "}}"

static const struct callback_limits LIMITS = {.depth = 32, .nodes = 100000};
static const char *const CREDENTIALS[] = {"authorization", NULL};
static struct arena arena;

/* ---- The body ---- */

/* The text with each <...> in base64. */
static struct text expand(const char *template)
{
	static char body[16 * 1024];
	char *to = body;

	for (const char *at = template; *at != '\0'; at++) {
		const char *end = *at == '<' ? strchr(at, '>') : NULL;
		char *encoded = to;

		if (end == NULL) {
			*to++ = *at;
			continue;
		}
		sodium_bin2base64(encoded, sizeof body - (size_t)(to - body),
		                  (const unsigned char *)at + 1, (size_t)(end - at - 1),
		                  sodium_base64_VARIANT_ORIGINAL);
		to += strlen(encoded);
		at = end;
	}
	return (struct text){body, (size_t)(to - body)};
}

/* ---- What is read ---- */

static char told[16 * 1024];

static void tell(const char *before, struct text text)
{
	size_t length = strlen(told);

	if (text.at == NULL)
		text = TEXT_LITERAL("-");
	snprintf(told + length, sizeof told - length, "%s%.*s", before, (int)text.length, text.at);
}

static void tell_findings(const struct findings *findings)
{
	for (const struct finding *f = findings->first; f != NULL; f = f->next) {
		tell(" !", text_of(f->path));
		tell(" ", text_of(finding_problem_text(f->problem)));
		if (f->value[0] != '\0')
			tell(" ", text_of(f->value));
	}
}

static void tell_event(const struct event *event)
{
	bool is_remote = event->kind == EVENT_REMOTE;

	tell(is_remote ? " remote " : " monitor ", is_remote ? event->action_id
	                                                      : event->monitor_id);
	tell(" ", event->vin);
	tell_findings(&event->findings);
}

static bool read_body(struct callback *callback, const char *template, enum edition edition,
                      const char *vin_attribute)
{
	const struct event_context context = {
		.edition = edition, .credentials = CREDENTIALS, .vin_attribute = vin_attribute,
		.vin = TEXT_LITERAL("HEADER"),
	};
	struct error error;

	arena_reset(&arena);
	told[0] = '\0';
	return callback_open(callback, expand(template), &LIMITS, &arena, &error) == 0 &&
	       callback_read_events(callback, &context, &arena, &error) == 0;
}

/* "SHAPE kind id VIN !findings ... [rejected paths] (envelope)!findings" */
static const char *read_told(const char *template, enum edition edition)
{
	struct callback callback;

	if (!read_body(&callback, template, edition, "x-vehicle"))
		return "cannot be read";
	tell("", text_of(callback_shape_name(callback.shape)));
	for (size_t i = 0; i < callback.place_count; i++)
		tell_event(&callback.events[i]);
	for (size_t i = 0; i < callback.reject_count; i++)
		tell(" rejected ", text_of(callback.rejects[i].path));
	if (callback.envelope.at != NULL)
		tell(" around ", callback.envelope);
	tell_findings(&callback.findings);
	return told;
}

static const struct {
	const char *what;
	enum edition edition;
	const char *body, *expected;
} BODIES[] = {
	/* Ids */
	{"an id that is empty is none", B2B_3_18,
	 "{\"monitorId\":\"\",\"events\":[{\"vin\":\"\",\"fleetId\":\"\",\"eventDate\":\"" DATE "\"}]}",
	 "monitors monitor - HEADER !$.events[*].fleetId empty id !$.events[*].vin empty id"
	 " around {\"monitorId\":\"\"} !$.monitorId empty id"},
	{"of a remote action, too", B2B_3_18,
	 "{\"callbackId\":\"\",\"events\":[{\"remoteActionId\":\"\",\"vin\":\"V\"}]}",
	 "remotes remote - V !$.events[*].remoteActionId empty id around {\"callbackId\":\"\"}"
	 " !$.callbackId empty id"},
	{"the envelope's stands for an empty one", B2B_3_18,
	 "{\"monitorId\":\"m\",\"vin\":\"AROUND\",\"events\":[{\"vin\":\"\"}]}",
	 "monitors monitor m AROUND !$.events[*].vin empty id around {\"vin\":\"AROUND\"}"
	 " !$.vin unknown member AROUND"},

	/* Envelopes */
	{"an envelope leaves nothing but its ids", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[" EVENT "]}", "monitors monitor m1 V1"},
	{"what else it has is kept", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"attributes\":[{\"key\":\"Authorization\",\"value\":\"x\"},"
	 "{\"key\":\"a\",\"value\":\"b\"}],\"events\":[" EVENT "],\"page\":{\"of\":3}}",
	 "monitors monitor m1 V1 around {\"attributes\":[{\"key\":\"a\",\"value\":\"b\"}],"
	 "\"page\":{\"of\":3}} !$.page unknown member {\"of\":3}"},
	{"of several, each with its ids", B2B_3_18,
	 "[{\"monitorId\":\"m1\",\"events\":[" EVENT "],\"page\":1},{\"monitorId\":\"m2\","
	 "\"events\":[" EVENT "]},{\"callbackId\":\"c3\",\"events\":[],\"page\":3}]",
	 "remotes monitor m1 V1 monitor m2 V1 around [{\"monitorId\":\"m1\",\"page\":1},"
	 "{\"callbackId\":\"c3\",\"page\":3}] !$[*].page unknown member 1"
	 " !$[*].page unknown member 3"},
	{"one in an array is kept in an array", B2B_3_18,
	 "[{\"monitorId\":\"m1\",\"events\":[" EVENT "],\"page\":1}]",
	 "monitors monitor m1 V1 around [{\"page\":1}] !$[*].page unknown member 1"},
	{"one event in place of the array", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":" EVENT "}",
	 "monitors monitor m1 V1 !$.events other type"},
	{"but not just any object", B2B_3_18, "{\"monitorId\":\"m1\",\"events\":{}}",
	 "none rejected $"},
	{"messages in an object", B2C_4_16,
	 "{\"messages\":[" MESSAGE("m1") "," MESSAGE("m2") ",7],\"count\":3}",
	 "messages monitor m1 HEADER monitor m2 HEADER rejected $.messages[2]"
	 " around {\"count\":3} !$.messages other envelope messages"},
	{"one message in an object", B2C_4_16, "{\"message\":" MESSAGE("m1") "}",
	 "message monitor m1 HEADER !$.message other envelope message"},
	{"what holds no messages is no envelope", B2C_4_16, "{\"messages\":[1,{}],\"message\":{}}",
	 "none rejected $"},
	{"nor in an array, where it stays whole", B2C_4_16,
	 "[" MESSAGE("m1") ",{\"messages\":[1]}]", "messages monitor m1 HEADER rejected $[1]"},

	{"a message with both events", B2C_4_16,
	 "{\"date\":\"" DATE "\",\"monitorEvent\":{\"monitorId\":\"m1\"},\"remoteEvent\":"
	 "{\"remoteActionId\":\"r1\"}}", "message monitor m1 HEADER remote r1 HEADER"},
	{"an event in an array", B2C_4_16,
	 "{\"date\":\"" DATE "\",\"remoteEvent\":[{\"remoteActionId\":\"r1\"}]}",
	 "message remote r1 HEADER !$.remoteEvent other type [{\"remoteActionId\":\"r1\"}]"},
	{"several cannot be told apart", B2C_4_16, "{\"monitorEvent\":[{},{}]}",
	 "message rejected $"},
	{"none at all", B2C_4_16, "{\"monitorEvent\":[]}", "message rejected $"},
	{"events have their own attributes", B2B_3_18,
	 "[{\"attributes\":[{\"key\":\"X-Vehicle\",\"value\":\"OWN\"}]," VALUES "}]",
	 "events monitor - OWN !$[*].attributes unknown member [{\"key\":\"X-Vehicle\","
	 "\"value\":\"OWN\"}] !$ other envelope events"},

	/* An id that is in no event's column stays in the envelope. */
	{"of events there are none", B2B_3_18, "{\"monitorId\":\"m1\",\"events\":[]}",
	 "monitors around {\"monitorId\":\"m1\"}"},
	{"or only such as are set aside", B2B_3_18, "{\"callbackId\":\"c1\",\"events\":[null,[[]]]}",
	 "remotes rejected $.events[0] rejected $.events[1] around {\"callbackId\":\"c1\"}"},
	{"one of them has an id of its own", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[" EVENT ",{\"monitorId\":\"OWN\"," VALUES "}]}",
	 "monitors monitor m1 V1 monitor OWN HEADER !$.events[*].monitorId unknown member OWN"
	 " around {\"monitorId\":\"m1\"}"},
	{"one is of the other kind", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[{\"remoteActionId\":\"r1\",\"vin\":\"V\"}]}",
	 "monitors remote r1 V around {\"monitorId\":\"m1\"}"},
	{"one has another callback", B2C_4_16,
	 "{\"callbackId\":\"AROUND\",\"events\":[" MESSAGE("m1") "]}",
	 "remotes monitor m1 HEADER around {\"callbackId\":\"AROUND\"}"
	 " !$ other envelope remotes"},
	{"it is no text", B2B_3_18, "{\"monitorId\":[\"m1\"],\"events\":[" EVENT "]}",
	 "monitors monitor - V1 around {\"monitorId\":[\"m1\"]} !$.monitorId other type [\"m1\"]"},
	{"it is an odd text", B2B_3_18, "{\"monitorId\":\"z\\u0000\",\"events\":[" EVENT "]}",
	 "monitors monitor z? V1 around {\"monitorId\":\"z\\u0000\"} !$.monitorId odd text"},

	/* Of a member that stands twice only one is read: the other is kept, and told. */
	{"two lists of events", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[{\"vin\":\"A\"}],\"events\":[" EVENT "]}",
	 "monitors monitor m1 V1 around {\"events\":[{\"vin\":\"A\"}]}"
	 " !$.events duplicate member"},
	{"the first is none", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":\"text\",\"events\":[" EVENT "]}",
	 "monitors monitor m1 V1 around {\"events\":\"text\"} !$.events duplicate member"
	 " !$.events other type text"},
	{"two ids", B2B_3_18,
	 "{\"monitorId\":\"m0\",\"monitorId\":\"m1\",\"events\":[" EVENT "]}",
	 "monitors monitor m1 V1 around {\"monitorId\":\"m0\"} !$.monitorId duplicate member"},
	{"two attributes", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"attributes\":[{\"key\":\"a\"}],\"attributes\":[],"
	 "\"events\":[" EVENT "]}",
	 "monitors monitor m1 V1 around {\"attributes\":[{\"key\":\"a\"}],\"attributes\":[]}"
	 " !$.attributes duplicate member"},
	{"two lists of messages", B2C_4_16,
	 "{\"messages\":[" MESSAGE("m1") "],\"messages\":[" MESSAGE("m2") "]}",
	 "messages monitor m2 HEADER around {\"messages\":[" MESSAGE("m1") "]}"
	 " !$.messages duplicate member !$.messages other envelope messages"},
	{"two messages in a push", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"lost?\",\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 HEADER around {\"data\":{\"mph_message\":\"lost?\"}}"
	 " !$.data.mph_message duplicate member"},
	{"the data of a push twice", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"lost?\"},\"data\":{\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 HEADER around {\"data\":{\"mph_message\":\"lost?\"},\"data\":{}}"
	 " !$.data duplicate member"},

	{"an empty one behind hides nothing", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[" EVENT "],\"events\":[]}",
	 "monitors monitor m1 V1 around {\"events\":[]} !$.events duplicate member"},
	{"nor one of messages", B2C_4_16, "{\"messages\":[" MESSAGE("m1") "],\"messages\":{}}",
	 "messages monitor m1 HEADER around {\"messages\":{}} !$.messages duplicate member"
	 " !$.messages other envelope messages"},
	{"both names of what holds messages", B2C_4_16,
	 "{\"messages\":[" MESSAGE("m1") "],\"message\":" MESSAGE("m2") "}",
	 "messages monitor m1 HEADER around {\"message\":" MESSAGE("m2") "}"
	 " !$.message unknown member !$.messages other envelope messages"},
	{"both names of a push's message", B2C_4_16,
	 "{\"data\":{\"message\":\"[]\",\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 HEADER around {\"data\":{\"message\":\"[]\"}}"
	 " !$.data.message other envelope"},
	{"of which the first has parts that are no messages only", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"[7]\",\"message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 HEADER around {\"data\":{\"mph_message\":\"[7]\"}}"
	 " !$.data.mph_message other envelope"},
	{"of which the first cannot be read", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"%\",\"message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 HEADER around {\"data\":{\"mph_message\":\"%\"}}"},

	/* What is null hides nothing beside it. */
	{"members of a remote event in one of a monitor", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[{\"vin\":\"V\",\"remoteActionId\":null,"
	 "\"remoteType\":null,\"eventStatus\":null," VALUES "}]}",
	 "monitors monitor m1 V !$.events[*].remoteActionId unknown member null"
	 " !$.events[*].remoteType unknown member null !$.events[*].eventStatus unknown member null"},
	{"nor do empty ones make it remote", B2B_3_18,
	 "{\"monitorId\":\"m1\",\"events\":[{\"vin\":\"V\",\"remoteType\":\"\","
	 "\"eventStatus\":{}," VALUES "}]}", "monitors monitor m1 V"
	 " !$.events[*].remoteType unknown member !$.events[*].eventStatus unknown member {}"},
	{"the id of a monitor in an envelope of remote actions", B2B_3_18,
	 "{\"monitorId\":null,\"callbackId\":\"c1\",\"events\":[{\"remoteActionId\":\"r1\","
	 "\"vin\":\"V\"}]}", "remotes remote r1 V around {\"monitorId\":null}"
	 " !$.monitorId unknown member null"},
	{"an event in what holds messages", B2C_4_16,
	 "{\"monitorEvent\":null,\"remoteActionId\":null,\"messages\":[" MESSAGE("m1") "]}",
	 "messages monitor m1 HEADER around {\"monitorEvent\":null,\"remoteActionId\":null}"
	 " !$.messages other envelope messages"},
	{"what a bare event has is no event", B2B_3_18, "{\"eventStatus\":null,\"foo\":1}",
	 "none rejected $"},
	{"the first of two attributes", B2C_4_16,
	 "[{\"attributes\":[{\"key\":\"vehicle\",\"value\":null},{\"key\":\"x-vehicle\","
	 "\"value\":\"OWN\"}],\"monitorEvent\":{\"monitorId\":\"m1\"}}]",
	 "messages monitor m1 OWN !$[*].attributes[*].value other type null"},
	{"nor does one that is empty or a variable", B2C_4_16,
	 "[{\"attributes\":[{\"key\":\"vehicle\",\"value\":\"\"},{\"key\":\"vehicle\",\"value\":"
	 "\"$vin\"},{\"key\":\"x-vehicle\",\"value\":\"OWN\"}],\"monitorEvent\":{\"monitorId\":"
	 "\"m1\"}}]", "messages monitor m1 OWN"},
	{"an empty event beside the other", B2C_4_16,
	 "{\"monitorEvent\":{},\"remoteEvent\":{\"remoteActionId\":\"r1\"}}",
	 "message remote r1 HEADER"},

	/* Pushes */
	{"a push", B2C_4_16, "{\"name\":\"n\",\"data\":{\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 HEADER around {\"name\":\"n\",\"data\":{}}"},
	{"its VIN stands in the data, as in a header", B2C_4_16,
	 "{\"data\":{\"vehicle\":\"PUSHED\",\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 PUSHED around {\"data\":{\"vehicle\":\"PUSHED\"}}"},
	{"or as vin", B2C_4_16,
	 "{\"data\":{\"X-Vehicle\":\"$vin\",\"vin\":\"PUSHED\",\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 PUSHED around {\"data\":{\"X-Vehicle\":\"$vin\",\"vin\":\"PUSHED\"}}"},
	{"or beside the data", B2C_4_16,
	 "{\"vin\":\"PUSHED\",\"data\":{\"mph_message\":\"<" MESSAGE("m1") ">\"}}",
	 "fcm monitor m1 PUSHED around {\"vin\":\"PUSHED\",\"data\":{}} !$.vin unknown member PUSHED"},
	{"what the message says itself comes first", B2C_4_16,
	 "{\"data\":{\"vin\":\"PUSHED\",\"mph_message\":\"<{\"attributes\":[{\"key\":\"x-vehicle\","
	 "\"value\":\"OWN\"}],\"monitorEvent\":{\"monitorId\":\"m1\"}}>\"}}",
	 "fcm monitor m1 OWN around {\"data\":{\"vin\":\"PUSHED\"}}"},
	{"a push with more than it should have", B2C_4_16,
	 "{\"name\":1,\"to\":\"t\",\"data\":{\"n\":5,\"mph_message\":\"<" MESSAGE("m1") ">\"},"
	 "\"notification\":{\"title\":\"T\",\"sound\":\"s\"}}",
	 "fcm monitor m1 HEADER around {\"name\":1,\"to\":\"t\",\"data\":{\"n\":5},"
	 "\"notification\":{\"title\":\"T\",\"sound\":\"s\"}} !$.name other type 1"
	 " !$.to unknown member t !$.data.n other type 5"},
	{"several messages in a push", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"<[" MESSAGE("m1") "," MESSAGE("m2") "]>\"}}",
	 "fcm monitor m1 HEADER monitor m2 HEADER around {\"data\":{}}"},
	{"an envelope in a push", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"<{\"monitorId\":\"m1\",\"events\":[" EVENT "],\"page\":1}>\"}}",
	 "fcm monitor m1 V1 around [{\"monitorId\":\"m1\",\"page\":1},{\"data\":{}}]"
	 " !$.data.mph_message.page unknown member 1"},
	{"a message that is not encoded", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"{\\\"monitorEvent\\\":{\\\"monitorId\\\":\\\"m1\\\"}}\"}}",
	 "fcm monitor m1 HEADER around {\"data\":{}}"},
	{"nor a text", B2C_4_16, "{\"data\":{\"mph_message\":" MESSAGE("m1") "}}",
	 "fcm monitor m1 HEADER around {\"data\":{}}"},
	{"a message in the notification alone", B2C_4_16,
	 "{\"name\":\"n\",\"notification\":{\"body\":"
	 "\"{\\\"monitorEvent\\\":{\\\"monitorId\\\":\\\"m1\\\"}}\"}}",
	 "fcm monitor m1 HEADER around {\"name\":\"n\",\"notification\":{\"body\":"
	 "\"{\\\"monitorEvent\\\":{\\\"monitorId\\\":\\\"m1\\\"}}\"}}"},
	{"or where that in the data cannot be read", B2C_4_16,
	 "{\"data\":{\"mph_message\":\"%\"},\"notification\":{\"body\":\"<" MESSAGE("m1") ">\"}}",
	 NULL},
	{"a push in an object", B2C_4_16,
	 "{\"message\":{\"data\":{\"mph_message\":\"<" MESSAGE("m1") ">\"}},\"validate_only\":false}",
	 "fcm monitor m1 HEADER around [{\"data\":{}},{\"validate_only\":false}]"
	 " !$.message other envelope message"},
	{"a push without a readable message", B2C_4_16, "{\"data\":{\"mph_message\":\"<[1,{}]>\"}}",
	 "fcm rejected $ around {\"data\":{}}"},
	{"a message with a notification beside it is no push", B2C_4_16,
	 "{\"monitorEvent\":{\"monitorId\":\"m1\"},\"notification\":{\"body\":\"<" MESSAGE("m2") ">\"}}",
	 NULL},
};

static void test_bodies(void)
{
	for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++) {
		const char *got = read_told(BODIES[i].body, BODIES[i].edition);

		if (BODIES[i].expected != NULL)
			same(got, BODIES[i].expected, BODIES[i].what);
		else
			ok(strstr(got, "monitor m1 HEADER") != NULL && strstr(got, "m2") == NULL,
			   BODIES[i].what);
	}
}

/* ---- Whose it is ---- */

static void read_digest(unsigned char digest[IDENTITY_SIZE], const char *body)
{
	struct callback callback;

	memset(digest, 0, IDENTITY_SIZE);
	if (read_body(&callback, body, B2B_3_18, "vin") && callback.place_count == 1)
		memcpy(digest, callback.events[0].digest, IDENTITY_SIZE);
	else
		printf("# no event: %s\n", body);
}

static void read_monitor(unsigned char digest[IDENTITY_SIZE], const char *id)
{
	char body[1024];

	snprintf(body, sizeof body, "{\"monitorId\":%s,\"events\":[" EVENT "]}", id);
	read_digest(digest, body);
}

static bool same_monitor(const char *id, const char *other)
{
	unsigned char a[IDENTITY_SIZE], b[IDENTITY_SIZE];

	read_monitor(a, id);
	read_monitor(b, other);
	return memcmp(a, b, IDENTITY_SIZE) == 0;
}

#define ESCAPED_16 "\\u004d\\u004d\\u004d\\u004d\\u004d\\u004d\\u004d\\u004d" \
	"\\u004d\\u004d\\u004d\\u004d\\u004d\\u004d\\u004d\\u004d"
#define ESCAPED_64 ESCAPED_16 ESCAPED_16 ESCAPED_16 ESCAPED_16
#define PLAIN_64 "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"
#define LONG_16  "0123456789abcdef"
#define LONG_64  LONG_16 LONG_16 LONG_16 LONG_16
#define LONG_256 LONG_64 LONG_64 LONG_64 LONG_64

/* Events with equal content are one, unless their monitors' ids tell them apart. */
static void test_monitors(void)
{
	ok(same_monitor("\"m\\u0031\"", "\"m1\""), "an id is the same however it is escaped");
	ok(same_monitor("\"" ESCAPED_64 "\"", "\"" PLAIN_64 "\""), "also a long one");
	ok(!same_monitor("\"m1\"", "\"m2\""), "another id is another monitor's");
	ok(!same_monitor("[\"m1\"]", "[\"m2\"]"), "in an array, too");
	ok(!same_monitor("{\"id\":1}", "{\"id\":2}"), "in an object");
	ok(!same_monitor("true", "false"), "or whatever it is");
	ok(!same_monitor("\"z\\u0000\"", "\"z?\""), "odd texts are not what stands for them");
	ok(!same_monitor("\"" LONG_256 "1\"", "\"" LONG_256 "2\""),
	   "ids that are too long for a column tell monitors apart");
	ok(same_monitor("\"\"", "null"), "an empty id is none");
}

/* Two bodies of one event, but for what is around. */
static bool same_event(const char *body, const char *other)
{
	unsigned char a[IDENTITY_SIZE], b[IDENTITY_SIZE];

	read_digest(a, body);
	read_digest(b, other);
	return memcmp(a, b, IDENTITY_SIZE) == 0;
}

#define AROUND(id, event) "{" id ",\"events\":[{\"vin\":\"V\"," event "}]}"
#define REMOTE "\"eventStatus\":{\"type\":\"Done\"}"

static void test_around(void)
{
	ok(!same_event(AROUND("\"monitorId\":\"m1\"", VALUES ",\"remoteType\":\"Door\""),
	               AROUND("\"monitorId\":\"m2\"", VALUES ",\"remoteType\":\"Door\"")),
	   "members of a remote event do not make two monitors one");
	ok(!same_event(AROUND("\"monitorId\":\"m1\"", "\"remoteActionId\":\"r\""),
	               AROUND("\"monitorId\":\"m2\"", "\"remoteActionId\":\"r\"")),
	   "nor does a remote event itself");
	ok(!same_event(AROUND("\"callbackId\":\"c1\"", REMOTE),
	               AROUND("\"callbackId\":\"c2\"", REMOTE)),
	   "an event without an id is its callback's");
	ok(same_event(AROUND("\"callbackId\":\"c1\"", "\"remoteActionId\":\"r\""),
	              AROUND("\"callbackId\":\"c2\"", "\"remoteActionId\":\"r\"")),
	   "a remote action's is the action's");
	ok(same_event(AROUND("\"monitorId\":\"m1\",\"callbackId\":\"c1\"", VALUES),
	              AROUND("\"monitorId\":\"m1\"", VALUES)), "a monitor's is the monitor's");
	ok(!same_event(AROUND("\"monitorId\":\"m1\",\"date\":\"" DATE "\"", VALUES),
	               AROUND("\"monitorId\":\"m1\",\"date\":\"2024-04-18T00:00:00Z\"", VALUES)),
	   "an event without a date has that around it");
	ok(same_event(AROUND("\"monitorId\":\"m1\",\"date\":\"" DATE "\"",
	                     "\"eventDate\":\"" DATE "\"," VALUES),
	              AROUND("\"monitorId\":\"m1\"", "\"eventDate\":\"" DATE "\"," VALUES)),
	   "one with a date does not look for another");
	ok(!same_event(AROUND("\"monitorId\":\"x\"", REMOTE), AROUND("\"callbackId\":\"x\"", REMOTE)),
	   "a monitor's id is no callback's");
	ok(!same_event(AROUND("\"callbackId\":\"2024-06-17\"", VALUES),
	               AROUND("\"date\":\"2024-06-17\"", VALUES)), "nor is a date");
	ok(!same_event(AROUND("\"channelId\":\"c1\"", VALUES), AROUND("\"channelId\":\"c2\"", VALUES)),
	   "the successor's callback has another name");
	ok(!same_event("{\"monitorId\":\"m1\",\"messages\":[" EVENT "]}",
	               "{\"monitorId\":\"m2\",\"messages\":[" EVENT "]}"),
	   "what holds messages tells whose they are");
	same(read_told("{\"monitorId\":\"m1\",\"vin\":\"AROUND\",\"messages\":[{" VALUES "}]}",
	               B2C_4_16), "events monitor m1 AROUND around {\"monitorId\":\"m1\",\"vin\":"
	     "\"AROUND\"} !$ other envelope events !$.messages other envelope messages",
	     "and of which vehicle");
	ok(same_event("{\"callbackId\":\"c9\",\"messages\":[" MESSAGE("m1") "]}",
	              "[" MESSAGE("m1") "]"), "but not what a message tells itself");
	ok(same_monitor("[\"m1\",{\"a\":1,\"b\":2}]", "[ \"m1\" , {\"b\":2,\"a\":1} ]"),
	   "blanks and the order of members in an id do not matter");
	ok(!same_monitor("[1]", "\"[1]\""), "an array is not its text");
}

/* An event without what may be lost on the way: the message around it, its attributes. */
static void test_kept(void)
{
	struct callback callback;
	char json[256];
	unsigned char digest[IDENTITY_SIZE];

	read_body(&callback, "[{\"attributes\":[{\"key\":\"authorization\",\"value\":\"s\"},"
	          "{\"key\":\"a\",\"value\":\"b\"}],\"date\":\"" DATE "\"," VALUES "}]", B2C_4_16,
	          "vin");
	snprintf(json, sizeof json, "%.*s", (int)callback.events[0].json.length,
	         callback.events[0].json.at);
	memcpy(digest, callback.events[0].digest, sizeof digest);
	same(json, "{\"attributes\":[{\"key\":\"a\",\"value\":\"b\"}],\"date\":\"" DATE "\"," VALUES "}",
	     "an event loses its credentials");
	ok(callback.events[0].dated, "and has the date of a message");
	read_body(&callback, "{\"date\":\"" DATE "\"," VALUES "}", B2C_4_16, "vin");
	ok(memcmp(digest, callback.events[0].digest, sizeof digest) == 0,
	   "it is the same without its attributes");
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	test_bodies();
	test_monitors();
	test_around();
	test_kept();
	arena_free(&arena);
	return tap_done();
}
