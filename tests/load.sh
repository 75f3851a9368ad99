# load.sh: senders that do as the vendor's cloud does, many requests at a time: what is
# not acknowledged is sent again. And the question that follows: is everything there?
# To be sourced after lib.sh.
#
# A callback is known by its name, which is its monitorId; it holds $per_callback events
# that nothing else repeats.

per_callback=3
parallel=8           # requests of one sender at a time
deliveries=400       # how often a callback is sent before its sender gives up

# requests: reads names, prints the configuration for one curl that sends them all.
# For each it writes the status and the name, after the answer has come.
requests()
{
	awk -v url="https://$site:$port/carhook/b2b-3.18" -v resolve="$site:$port:127.0.0.1" \
		-v ca="$dir/etc/ca.pem" -v secret="$(secret_of b2b-3.18)" -v events="$per_callback" '
	function option(name, value)
	{
		gsub(/["\\]/, "\\\\&", value)
		printf "%s = \"%s\"\n", name, value
	}
	NR > 1 { print "next" }
	{
		body = "{\"monitorId\":\"" $1 "\",\"attributes\":[],\"events\":["
		for (n = 0; n < events; n++)
			body = body (n ? "," : "") sprintf("{\"vin\":\"VF3LOAD%010d\",", n) \
				"\"eventDate\":\"2024-03-17T10:00:00.000Z\",\"values\":[{\"data\":" \
				"\"vehicle.odometer\",\"value\":{\"type\":\"string\"," \
				"\"body\":{\"literalValue\":\"" n ".5\"}}}]}"
		option("url", url)
		option("resolve", resolve)
		option("cacert", ca)
		option("header", "Content-Type: application/json")
		print "header = \"Authorization: Bearer " secret "\""
		option("data", body "]}")
		print "max-time = 60\noutput = \"/dev/null\"\nwrite-out = \"%{http_code} " $1 "\\n\""
	}'
}

# deliver SENDER: sends the callbacks named in the sender's file .waiting until each of
# them is acknowledged, and notes these in .acknowledged. Other answers go to .refused.
deliver()
{
	local try mine=$dir/tmp/load.$1

	for ((try = 0; try < deliveries; try++)); do
		requests <"$mine.waiting" >"$mine.curl"
		curl --parallel --parallel-max "$parallel" --no-progress-meter \
			--config "$mine.curl" >"$mine.answers" 2>>"$dir/log/curl"
		sed -n 's/^2[0-9][0-9] //p' "$mine.answers" >>"$mine.acknowledged"
		sed '/^2/d; s/ .*//' "$mine.answers" >>"$mine.refused"
		grep -vxF -f "$mine.acknowledged" "$mine.waiting" >"$mine.left" || return 0
		mv "$mine.left" "$mine.waiting"
		sleep 0.05
	done
	return 1
}

# start_load WHAT SENDERS [REST]: they send new callbacks, forty at a time, until end_load;
# each then rests for REST times as long as these took, 0 unless told.
start_load()
{
	local n

	load=$1
	load_rest=${3-0}
	load_senders=()
	rm -f "$dir"/tmp/load.*
	for ((n = 0; n < $2; n++)); do
		send_on "${1// /-}-$n" >>"$dir/log/load" 2>&1 &
		load_senders+=("$!")
		children+=("$!")
	done
	soon acknowledged_some || bail "$1: no callback is acknowledged"
}

acknowledged_some() { cat "$dir"/tmp/load.*.acknowledged 2>/dev/null | grep --quiet .; }

send_on()
{
	local round begun_ms

	for ((round = 0; ; round++)); do
		[ ! -e "$dir/tmp/load.enough" ] || return 0
		begun_ms=$(date +%s%3N)
		seq --format "$1-$round-%02.0f" 40 >"$dir/tmp/load.$1.waiting"
		deliver "$1" || return 1
		[ "$load_rest" -eq 0 ] ||
			sleep "$((($(date +%s%3N) - begun_ms) * load_rest))e-3"
	done
}

# end_load: lets the senders deliver what they have begun; then everything that was
# acknowledged must be in the database, and once. $refused has the answers other than
# 2xx that they met, with their counts.
end_load()
{
	local pid failed=0

	touch "$dir/tmp/load.enough"
	for pid in "${load_senders[@]}"; do
		wait "$pid" || failed=1
	done
	is "$failed" 0 "$load: everything is acknowledged in the end"
	refused=$(cat "$dir"/tmp/load.*.refused | sort | uniq -c | tr -s ' \n' ' ')
	is_kept "$load" "$dir"/tmp/load.*.acknowledged
	diag "$(wc -l <"$dir/tmp/acknowledged") callbacks; answers before a retry:${refused:- none}"
}

# is_kept WHAT FILE...: the callbacks that the files name are stored, nothing else of
# that name is, and nothing twice; the database is sound.
is_kept()
{
	local what=$1

	shift
	sort "$@" >"$dir/tmp/acknowledged"
	query "SELECT monitor_id FROM event WHERE monitor_id LIKE '${what// /-}-%'
		GROUP BY 1 HAVING count(*) = $per_callback" | sort >"$dir/tmp/kept"
	is "$(comm -13 "$dir/tmp/kept" "$dir/tmp/acknowledged")" "" \
		"$what: everything acknowledged is stored"
	is "$(comm -23 "$dir/tmp/kept" "$dir/tmp/acknowledged")" "" \
		"$what: and nothing that was not"
	is_sound "$what"
}

is_sound()
{
	is "$(query "SELECT count(*) - count(DISTINCT identity) FROM (SELECT coalesce(vin, '')
		|| ' ' || coalesce(event_at, '') || ' ' || coalesce(monitor_id, '') AS identity
		FROM event)")" 0 "$1: nothing is stored twice"
	is "$(query "PRAGMA integrity_check")" ok "$1: the database is sound"
	is "$(query "PRAGMA foreign_key_check")" "" "$1: every row has what it refers to"
}

# derived_all: nothing waits for its derived rows.
derived_all()
{
	[ "$(query "SELECT event_id = (SELECT coalesce(max(id), 0) FROM event) FROM derived")" = 1 ]
}
