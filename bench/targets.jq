# targets.jq: what the figures are meant to be, and what they are. For report.jq.
include "summary";

def peers: ["php", "node-each", "node-grouped"];

def of($all; $lane): first($all[] | select(.lane == $lane)) // null;

def best($all; f): [$all[] | select([.lane] | inside(peers)) | f];

def target($name; $got; $limit; $least):
	if $got == null then empty else
	{ $name, $got, $limit, met: (if $least then $got >= $limit else $got <= $limit end),
	  sign: (if $least then "at least" else "at most" end) } end;

# A ratio, or null where one of the lanes did not take part.
def ratio($a; $b): if $a == null or $b == null or $b == 0 then null else $a / $b end;

# $synced: milliseconds of a bare synced write.
def targets($synced): . as $lines |
	($lines | summaries("single")) as $single |
	($lines | summaries("batch")) as $batch |
	($lines | summaries("lone")) as $lone |
	($lines | summaries("record")) as $record |
	of($single; "carhook") as $us |
	target("one event a request: times PHP";
		ratio($us.rate; of($single; "php").rate); 10; true),
	target("one event a request: times the best peer";
		ratio($us.rate; best($single; .rate) | max); 2; true),
	target("100 events a request: times the best peer";
		ratio(of($batch; "carhook").rate; best($batch; .rate) | max); 5; true),
	target("CPU of carhook a request, by nginx's";
		ratio($us.backend_us; $us.nginx_us); 1; false),
	target("p99 at 64 connections, by the best peer's";
		ratio($us.p99_ms; best($single; .p99_ms) | min); 1; false),
	target("a lone sender's wait, by a bare synced write and nginx's own time";
		ratio(of($lone; "carhook").p50_ms;
			($synced + (of($lone; "limit-nginx").p50_ms // 0))); 1.3; false),
	target("most memory at 256 connections, MiB";
		(of($record; "carhook-256") | if . == null then null else .peak_mb end);
		64; false),
	target("four processes by one";
		ratio(of($record; "carhook-4").rate; $us.rate); 0.8; true);
