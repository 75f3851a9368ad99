# report.jq: RESULTS.md out of run.json.
include "summary";
include "targets";

def row: "| " + join(" | ") + " |";

def percent: "\(. * 100 | round) %";

def compared($reference): if $reference == null then "–"
	elif .lane == $reference.lane then "1"
	else .rate / $reference.rate | short end;

def cells($reference): [
	.lane, (.rate | short), "\(.least | short) – \(.most | short)",
	((.most - .least) / .rate | percent), compared($reference),
	(.p50_ms | short), (.p99_ms | short),
	(if .lane == "limit-sqlite" then "–" else .nginx_us | short end),
	(if .lane == "limit-nginx" then "–" else .backend_us | short end),
	(if .lane == "limit-nginx" or .lane == "limit-fcgi" then "–"
	 else .written | short end),
	(if .lane == "limit-nginx" or .lane == "limit-sqlite" then "–"
	 else .memory_mb | short end)
];

def table($workload): summaries($workload) | select(length > 0) |
	reference as $reference |
	"\n## \(titles[$workload])\n",
	([ "", "events/s", "least – most", "spread",
	   "times \($reference.lane // "–")", "p50 ms", "p99 ms", "nginx µs/request",
	   "program µs/request", "bytes written/event", "memory MB" ] | row),
	"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
	(.[] | cells($reference) | row);

# Every single run, so that nothing hides behind a median.
def rounds($workload): map(select(.workload == $workload)) as $lines |
	($lines | map(.round) | unique) as $numbers |
	select($lines | length > 0) |
	"\n\(titles[$workload]), events/s:\n",
	(["" ] + ($numbers | map("round \(.)")) | row),
	("|---|" + ($numbers | map("--:|") | join(""))),
	(lane_order[] as $lane | [$lines[] | select(.lane == $lane)] | select(length > 0) |
	 [$lane] + map(.events / .seconds | short) | row);

def refusals: map(select(.requests > .accepted or .broken > 0)) |
	if length == 0 then "Every request of every lane was answered with 2xx."
	else "Not answered with 2xx: " + (map(
		"\(.lane), \(.workload), round \(.round): \(.statuses | tojson), " +
		"\(.broken) broken off") | join("; ")) + "." end;

# carhook's tables by vehicle are filled after the answer, by the same process.
def behind: map(select(.lane == "carhook")) | select(length > 0) |
	"carhook also derives its tables by vehicle, after the answer; what it used for " +
	"that is in its figures. When the sending ended it was behind by " +
	"\(map(.behind / .events) | median | percent) of the run's events in the median " +
	"and \(map(.behind / .events) | max | percent) at most. The others derive nothing.";

def setting: .machine as $m | .versions as $v |
	"\($m.date), \($m.cpu), \($m.cores) cores, \($m.memory), \($m.system), " +
	"\($m.kernel), \($m.disk); a 20 KiB write takes \($m.synced) ms until the disk " +
	"has it. nginx \($v.nginx)" +
	(if $v.php != "" then ", \($v.php) with \($m.children) children" else "" end) +
	(if $v.node != "" then ", Node \($v.node) with fastify \($v.fastify) and " +
		"SQLite \($v.sqlite_node)" else "" end) +
	", SQLite \($v.sqlite) for the others. Rounds: \($m.rounds), of " +
	"\($m.seconds) seconds a lane and workload, in turn.";

def company: "What else ran on the machine took \(map(.others) | median | percent) of " +
	"its processors in the median and \(map(.others) | max | percent) at most." +
	(map(select(.lane != "limit-sqlite")) | if length == 0 then "" else
	" The load generator took \(map(.load_cpu / .seconds) | median | percent) of one " +
	"processor in the median, and \(max_by(.load_cpu / .seconds) |
		"\(.load_cpu / .seconds | percent) at most (\(.lane), \(.workload))")." end);

# Met or not, by the figures of this run alone.
def goals($synced): [targets($synced)] | select(length > 0) |
	"\n## Targets\n",
	(["" , "target", "measured", ""] | row), "|---|--:|--:|---|",
	(.[] | [.name, "\(.sign) \(.limit)", (.got | short), (if .met then "met" else "not met" end)]
	 | row);

"# Results\n",
"Written by `bench/run`; README.md beside this file says what is measured and how to",
"read it.\n",
setting,
"",
(.lines | company),
(.lines | behind | "", .),
"",
(.lines | refusals) + " After each run the rows were counted: everything acknowledged",
"was stored exactly once.",
"\n![Events a second and latencies](results.svg)",
((.machine.synced | tonumber) as $synced | .lines | goals($synced)),
(.lines | table("single"), table("batch"), table("lone"), table("record")),
"\n## Every round",
(.lines | rounds("single"), rounds("batch"), rounds("lone"))
