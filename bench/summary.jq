# summary.jq: what several runs of one lane and workload come to. For report.jq and
# plot.jq, which include it.

def titles: {
	single: "One event a request, 64 connections",
	batch: "100 events a request, 16 connections",
	lone: "A lone sender: one event a request, 1 connection",
	record: "For the record: one event a request, 64 connections (carhook-256: 256)"
};

def lane_order: ["carhook", "php", "node-each", "node-grouped",
                 "limit-fcgi", "limit-nginx", "limit-sqlite",
                 "carhook-4", "carhook-256", "carhook-apache", "carhook-cgi"];

def is_limit: startswith("limit-");

def median: sort | if length == 0 then null
	elif length % 2 == 1 then .[length / 2 | floor]
	else (.[length / 2 - 1] + .[length / 2]) / 2 end;

# One lane's runs of one workload.
def summarize: {
	lane: .[0].lane,
	workload: .[0].workload,
	rate: (map(.events / .seconds) | median),
	least: (map(.events / .seconds) | min),
	most: (map(.events / .seconds) | max),
	p50_ms: (map(.p50 / 1000) | median),
	p99_ms: (map(.p99 / 1000) | median),
	nginx_us: (map(.nginx_cpu * 1e6 / .requests) | median),
	backend_us: (map(.backend_cpu * 1e6 / .requests) | median),
	written: (map(.written / .events) | median),
	memory_mb: (map(.memory_kb / 1024) | max),
	peak_mb: (map(.peak_kb / 1024) | max),
	refused: (map(.requests - .accepted + .broken) | add)
};

# The lanes of a workload, in order, summarized.
def summaries($workload): map(select(.workload == $workload)) as $lines |
	[lane_order[] as $lane | $lines | map(select(.lane == $lane)) |
	 select(length > 0) | summarize];

# The lane that the others are compared with: carhook if it takes part.
def reference: (map(select(.lane == "carhook")) +
	map(select(.lane | is_limit | not)))[0];

# Three figures that count, with a space at the thousands.
def short: if . == null then "–"
	elif . >= 1000 then
		(if . >= 100000 then (. / 1000 | round) * 1000
		 elif . >= 10000 then (. / 100 | round) * 100
		 else (. / 10 | round) * 10 end) |
		"\(. / 1000 | floor) \("\(. % 1000 + 1000)"[1:])" |
		if length > 7 and test("^[0-9]{4,} ") then
			.[0:-7] + " " + .[-7:] else . end
	elif . >= 100 then "\(round)"
	elif . >= 10 then "\(. * 10 | round / 10)"
	else "\(. * 100 | round / 100)" end;
