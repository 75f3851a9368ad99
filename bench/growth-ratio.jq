# growth-ratio.jq: the last line of growth's table: the last step by the first.
include "summary";

def figures: [ .rate, .p99_ms, .cpu_us, .written, .behind, .derive, .answers["fleet"],
	.answers["vehicle's day"], .answers["remote action"], .answers["open alerts"],
	.answers["monitors and days"] ];

[.[0], .[-1] | figures] | transpose |
map(if .[0] > 0 then .[1] / .[0] | short else "–" end) |
"| last / first | " + (.[:4] | join(" | ")) + " | | " + (.[4:] | join(" | ")) + " |"
