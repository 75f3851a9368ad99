# growth.jq: one line of growth's table.
include "summary";

[ .total, .rate, .p99_ms, .cpu_us, .written, .size, .derive, .answers["fleet"],
  .answers["vehicle's day"], .answers["remote action"], .answers["monitors of a day"] ] |
"| " + (map(short) | join(" | ")) + " |"
