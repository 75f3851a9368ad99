# plot.jq: results.svg out of run.json: a bar for the median, a line from the least to
# the most. Light and dark by the reader's own setting.
include "summary";

def left: 130;      # where bars begin
def width: 470;     # of the longest bar
def step: 26;       # from bar to bar

def text($x; $y; $class): "<text x=\"\($x)\" y=\"\($y)\" class=\"\($class)\">\(.)</text>";

def class: if .lane == "carhook" then "own" elif .lane | is_limit then "limit"
	else "peer" end;

def line($x1; $x2; $y):
	"<path class=\"range\" d=\"M\($x1 | round) \($y)H\($x2 | round)" +
	"M\($x1 | round) \($y - 4)v8M\($x2 | round) \($y - 4)v8\"/>";

# One bar: {lane, value, least, most, label}.
def bar($y; $scale):
	(.lane | text(left - 8; $y + 14; "name")),
	"<rect class=\"\(class)\" x=\"\(left)\" y=\"\($y)\" height=\"18\" rx=\"2\" " +
	"width=\"\([.value * $scale, 1] | max | round)\"/>",
	line(left + .least * $scale; left + .most * $scale; $y + 9),
	((left + .most * $scale + 8 | round) as $x | .label | text($x; $y + 14; "value"));

# The limits that are many times faster than every receiver would only make the
# others unreadable: they are in the tables.
def fitting: (map(select(.lane | is_limit | not) | .value) | max // 0) as $most |
	map(select((.lane | is_limit | not) or $most == 0 or .value <= 4 * $most));

def panel($title; $y): fitting | (map(.most) | max) as $most |
	($title | text(0; $y; "title")),
	(to_entries[] | .key as $i | .value |
	 bar($y + 12 + $i * step; width / $most));

def rates: map({ lane, value: .rate, least, most, label: "\(.rate | short)" });

def latencies: map({ lane, value: .p50_ms, least: .p50_ms, most: .p99_ms,
                     label: "\(.p50_ms | short), \(.p99_ms | short)" });

def panels: [
	{ title: "\(titles.single): events a second", bars: (summaries("single") | rates) },
	{ title: "\(titles.batch): events a second", bars: (summaries("batch") | rates) },
	{ title: "\(titles.lone): milliseconds, median and 99 of 100",
	  bars: (summaries("lone") | map(select(.lane != "limit-sqlite")) | latencies) }
] | map(select(.bars | length > 0) | .bars |= fitting);

.lines | panels |
(reduce .[] as $panel ([20]; . + [.[-1] + ($panel.bars | length) * step + 48])) as $tops |
"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 \($tops[-1] - 20)\" " +
"font-family=\"system-ui, sans-serif\" font-size=\"13\">",
"<style>",
"text { fill: #24292f } .title { font-weight: 600 } .name { text-anchor: end }",
".own { fill: #1a7f5a } .peer { fill: #8c96a0 } .limit { fill: #d0d7de }",
".range { stroke: #24292f; fill: none; stroke-width: 1 }",
"@media (prefers-color-scheme: dark) { text { fill: #e6edf3 }",
".own { fill: #3fb68b } .peer { fill: #6e7681 } .limit { fill: #3d444d }",
".range { stroke: #e6edf3 } }",
"</style>",
(to_entries[] | .key as $i | .value | .title as $title |
 .bars | panel($title; $tops[$i])),
"</svg>"
