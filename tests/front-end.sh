# front-end.sh: what must hold whatever web server stands in front of the receiver.
# To be sourced after lib.sh by a test that has started both.
#
# Each function is one promise. Those that need to restart something take the command
# that does it.

# Nothing is there before the first callback, and the receiver says that it is well.
front_end_is_ready()
{
	post /dev/null /carhook/health --get
	answered 200 "health: 200"
	is "$(events)" 0 "the database is empty"
}

speaks_tls()
{
	local version

	for version in 1.2 1.3; do
		ok "TLS $version is spoken" https_curl --output /dev/null "--tlsv$version" \
			--tls-max "$version" "https://$site:$port/carhook/health"
	done
}

stores_what_comes()
{
	local edition

	for edition in b2b-2.0 b2b-3.18; do
		monitor_batch "good-$edition" 2 >"$dir/tmp/good"
		post_with_secret "$dir/tmp/good" "$edition"
		answered 201 "$edition: a good callback is answered 201"
		is "$(told stored)" 2 "$edition: and says that two events were stored"
		is "$(events "monitor_id = 'good-$edition'")" 2 "$edition: and they are"
	done
}

knows_a_redelivery()
{
	post_with_secret "$dir/tmp/good" b2b-3.18
	answered 201 "a redelivery is answered 201"
	is "$(told stored) $(told redelivered)" "0 2" "a redelivery stores nothing"
	is "$(events "monitor_id = 'good-b2b-3.18'")" 2 "a redelivery adds no row"
}

refuses_strangers()
{
	local before

	before=$(events)
	monitor_batch stranger 1 >"$dir/tmp/stranger"
	post "$dir/tmp/stranger" /carhook/b2b-3.18 --header "Authorization: Bearer wrong"
	answered 401 "a wrong secret: 401"
	like "$BODY" '"message"' "a wrong secret: the receiver's own error comes through"
	post "$dir/tmp/stranger" /carhook/b2b-3.18
	answered 401 "no secret: 401"
	post "$dir/tmp/stranger" /carhook/nobody --header "Authorization: Bearer wrong"
	answered 404 "a path that is no source: 404"
	post_with_secret "$dir/tmp/stranger" b2b-3.18 --request PUT --dump-header "$dir/tmp/head"
	answered 405 "another method: 405"
	like "$(<"$dir/tmp/head")" 'Allow: POST' "another method: says which one is allowed"
	is "$(events)" "$before" "nothing of it is stored"
}

# takes_every_credential: they come through wherever they travel.
takes_every_credential()
{
	monitor_batch by-query 1 >"$dir/tmp/credential"
	post "$dir/tmp/credential" "/carhook/query?token=$(secret_of query)"
	answered 201 "credential in the query: 201"
	post "$dir/tmp/credential" "/carhook/query?token=wrong"
	answered 401 "wrong credential in the query: 401"

	monitor_batch by-path 1 >"$dir/tmp/credential"
	post "$dir/tmp/credential" "/carhook/$(secret_of path)"
	answered 201 "the path as credential: 201"

	monitor_batch by-body 1 "{\"key\":\"secret\",\"value\":\"$(secret_of body)\"}" \
		>"$dir/tmp/credential"
	post "$dir/tmp/credential" /carhook/body
	answered 201 "credential in the body: 201"

	monitor_batch by-underscore 1 >"$dir/tmp/credential"
	post "$dir/tmp/credential" /carhook/underscore \
		--header "X-Api_Key: $(secret_of underscore)"
	answered 201 "credential in a header with an underscore: 201"
	post "$dir/tmp/credential" /carhook/underscore --header "X-Api_Key: wrong"
	answered 401 "wrong credential in a header with an underscore: 401"
}

# passes_headers_with_underscores STATUS: what a callback is answered whose header with
# an underscore the web server's configuration does not name.
passes_headers_with_underscores()
{
	monitor_batch by-unnamed 1 >"$dir/tmp/credential"
	post "$dir/tmp/credential" /carhook/unnamed \
		--header "X-Other_Key: $(secret_of unnamed)"
	answered "$1" "credential in any other header with an underscore: $1"
}

takes_any_framing()
{
	monitor_batch chunked 3 >"$dir/tmp/body"
	post_with_secret "$dir/tmp/body" b2b-3.18 --header "Transfer-Encoding: chunked"
	answered 201 "a chunked body: 201"
	is "$(events "monitor_id = 'chunked'")" 3 "a chunked body is stored"

	monitor_batch chunked-large 2000 >"$dir/tmp/body"
	post_with_secret "$dir/tmp/body" b2b-3.18 --header "Transfer-Encoding: chunked"
	answered 201 "a chunked body of many pieces: 201"
	is "$(events "monitor_id = 'chunked-large'")" 2000 \
		"a chunked body of many pieces is stored"

	monitor_batch expected 1 >"$dir/tmp/body"
	post_with_secret "$dir/tmp/body" b2b-3.18 --header "Expect: 100-continue" \
		--dump-header "$dir/tmp/head"
	answered 201 "Expect: 100-continue: 201"
	like "$(<"$dir/tmp/head")" '100 Continue' "Expect: 100-continue: is told to go on"
	is "$(events "monitor_id = 'expected'")" 1 "Expect: 100-continue: is stored"
}

takes_large_bodies()
{
	local large=20000

	monitor_batch large "$large" >"$dir/tmp/large"
	ok "the large body is over 8 MiB" test "$(wc -c <"$dir/tmp/large")" -gt 8388608
	post_with_secret "$dir/tmp/large" b2b-3.18
	answered 201 "a body of over 8 MiB: 201"
	is "$(told stored)" "$large" "a body of over 8 MiB: every event counted"
	is "$(events "monitor_id = 'large'")" "$large" "a body of over 8 MiB: every event stored"
	rm "$dir/tmp/large"

	monitor_batch too-large 42000 >"$dir/tmp/large"
	ok "the other is over the limit of 16 MiB" test "$(wc -c <"$dir/tmp/large")" -gt 16777216
	post_with_secret "$dir/tmp/large" b2b-3.18
	answered 413 "a body over the limit: 413"
	post_with_secret "$dir/tmp/large" b2b-3.18 --header "Transfer-Encoding: chunked"
	answered 413 "a chunked body over the limit: 413"
	is "$(events "monitor_id = 'too-large'")" 0 "nothing of them is stored"
	rm "$dir/tmp/large"
}

# ---- load --------------------------------------------------------------------------

# sender NAME COUNT: sends COUNT callbacks of one event each, every one again until it
# is acknowledged, as the vendor does; but gives up after a hundred tries, not three
# days. Notes the acknowledged and the failures.
sender()
{
	local n try status body=$dir/tmp/$1.body

	for ((n = 0; n < $2; n++)); do
		monitor_batch "load-$1-$n" 1 >"$body"
		for ((try = 0; try < 100; try++)); do
			status=$(https_curl --output /dev/null --write-out '%{http_code}' \
				--max-time 10 --header "Content-Type: application/json" \
				--header "Authorization: Bearer $(secret_of b2b-3.18)" \
				--data-binary "@$body" "https://$site:$port/carhook/b2b-3.18" \
				2>>"$dir/log/curl")
			[[ $status == 2* ]] && break
			echo "$status" >>"$dir/tmp/refused.$1"
			sleep 0.1
		done
		[[ $status == 2* ]] || return
		echo "load-$1-$n" >>"$dir/tmp/acknowledged.$1"
	done
}

# loses_nothing WHAT TIMES COMMAND...: runs the command TIMES times while four senders
# are at work. Everything acknowledged must be stored, and once. $refused has the
# answers other than 2xx.
loses_nothing()
{
	local what=$1 times=$2 senders=() name n each=30

	shift 2
	rm -f "$dir"/tmp/{refused,acknowledged}.*
	for name in a b c d; do
		sender "${what// /-}-$name" "$each" >>"$dir/log/sender" 2>&1 &
		senders+=("$!")
		children+=("$!")
	done
	for ((n = 0; n < times; n++)); do
		sleep 0.4
		"$@" >>"$dir/log/disturbance" 2>&1 || bail "$what: '$*' failed"
	done
	wait "${senders[@]}"

	refused=$(cat "$dir"/tmp/refused.* 2>/dev/null | sort | uniq -c | tr -s ' \n' ' ')
	sort "$dir"/tmp/acknowledged.* >"$dir/tmp/acknowledged"
	query "SELECT monitor_id FROM event
	       WHERE monitor_id LIKE 'load-${what// /-}-%' ORDER BY 1" >"$dir/tmp/stored"
	is "$(wc -l <"$dir/tmp/acknowledged")" $((4 * each)) \
		"$what: everything is acknowledged in the end"
	is "$(comm -13 "$dir/tmp/stored" "$dir/tmp/acknowledged")" "" \
		"$what: everything acknowledged is stored"
	is "$(uniq -d "$dir/tmp/stored")" "" "$what: nothing is stored twice"
	[ -z "$refused" ] || diag "answers before a retry (count status):$refused"
}

# restarted SIGNAL: ends the receiver of hold_receiver; another is there afterwards.
restarted()
{
	local before

	before=$(receiver)
	kill -s "$1" "$before"
	soon gone "$before" && soon replaced "$before"
}

replaced() { [ "$(receiver)" != "$1" ]; }

# The list, in the order in which a person would try it.
front_end_tests()
{
	front_end_is_ready
	speaks_tls
	stores_what_comes
	knows_a_redelivery
	refuses_strangers
	takes_every_credential
	takes_any_framing
	takes_large_bodies
}

new_database
write_config
make_certificate
