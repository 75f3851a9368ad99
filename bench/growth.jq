# growth.jq: one line of growth's table.
include "summary";

[ .total, .rate, .p99_ms, .cpu_us, .written, .size, .behind, .derive, .answers["fleet"],
  .answers["vehicle's day"], .answers["remote action"], .answers["open alerts"],
  .answers["monitors and days"] ] |
"| " + (map(short) | join(" | ")) + " |"
