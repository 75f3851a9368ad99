# battery-day.jq: a line for each vehicle, thick where it was charged. Light and dark by the
# reader's own setting.

def left: 44; def right: 560; def top: 44; def bottom: 244;

def x: left + . / 1440 * (right - left) | . * 10 | round / 10;    # of minutes
def y: bottom - . / 100 * (bottom - top) | . * 10 | round / 10;   # of percent

def text($x; $y; $class): "<text x=\"\($x)\" y=\"\($y)\" class=\"\($class)\">\(.)</text>";
def path($class): "<path class=\"\($class)\" d=\"M" +
	(map("\(.minute | x) \(.level | y)") | join("L")) + "\"/>";

# The readings between which it was charged: each with the one that follows it.
def charged: [., .[1:]] | transpose[] | select(.[0].charging == 1 and .[1] != null);

def grid:
	([0, 25, 50, 75, 100][] | "<path class=\"grid\" d=\"M\(left) \(y)H\(right)\"/>",
	 ("\(.) %" | text(left - 6; (.[:-2] | tonumber | y) + 4; "scale"))),
	(range(0; 25; 3) | ("\(.):00" | text((.[:-3] | tonumber * 60 | x); bottom + 18; "hour")));

group_by(.vin) as $vehicles |
"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 276\" " +
"font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\" " +
"aria-label=\"Battery levels of \($vehicles | length) vehicles on \($day)\">",
"<style>",
"text { fill: #24292f } .title { font-weight: 600; font-size: 13px } .scale { text-anchor: end }",
".hour { text-anchor: middle } .grid { stroke: #d0d7de; fill: none }",
".level { fill: none; stroke-width: 1.5 } .charge { fill: none; stroke-width: 5; stroke-linecap: round }",
".a { stroke: #1a7f5a } .b { stroke: #0969da } .c { stroke: #9a6700 }",
"text.a { fill: #1a7f5a; stroke: none } text.b { fill: #0969da; stroke: none }",
"text.c { fill: #9a6700; stroke: none }",
"@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #3d444d }",
".a { stroke: #3fb68b } .b { stroke: #58a6ff } .c { stroke: #d29922 }",
"text.a { fill: #3fb68b } text.b { fill: #58a6ff } text.c { fill: #d29922 } }",
"</style>",
("How full the batteries were on \($day); thick: at the plug" | text(left; 22; "title")),
grid,
($vehicles | to_entries[] | .key as $i | .value | .[-1].level as $last |
 (["a", "b", "c"][$i % 3]) as $class |
 path("level \($class)"),
 (charged | path("charge \($class)")),
 (.[-1].vin | text(right + 10; ($last | y) + 4; "name \($class)"))),
"</svg>"
