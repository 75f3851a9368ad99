# lib.sh: what the shell tests have in common: the Test Anything Protocol, bodies of
# callbacks, a configuration with known secrets, and curl. To be sourced by bash.
#
# Sourcing it opens the test's own folder $dir; servers.sh says what is in it.

set -u
export LC_ALL=C
. "$(dirname "${BASH_SOURCE[0]}")/servers.sh"

points=0
failures=0

# ok WHAT COMMAND...: the command succeeds.
ok()
{
	local what=$1

	shift
	points=$((points + 1))
	if "$@"; then
		echo "ok $points - $what"
	else
		echo "not ok $points - $what"
		failures=$((failures + 1))
		return 1
	fi
}

# is GOT WANT WHAT: two equal texts.
is()
{
	ok "$3" test "$1" = "$2" || { diag "  got: $1"; diag " want: $2"; false; }
}

# like GOT REGEX WHAT: the text matches the extended regular expression.
like()
{
	ok "$3" matches "$1" "$2" || { diag "  got: $1"; diag " want: $2"; false; }
}

matches() { [[ $1 =~ $2 ]]; }

# diag TEXT: one or several lines for who reads the log.
diag() { sed 's/^/# /' <<<"$1"; }

bail()
{
	echo "Bail out! $1"
	failures=$((failures + 1))
	exit 1
}

# deaths: prints from the logs of hold-socket and mod_fcgid who died of anything but a
# test's SIGKILL (9) or, not yet ready for it, SIGTERM (15); and what a sanitizer says.
deaths()
{
	grep --no-messages --no-filename --text --extended-regexp \
		-e 'hold-socket: .* status ([1-8]|1[0-46-9]|[2-9][0-9]|[0-9]{3,})$' \
		-e 'mod_fcgid: .* unexpected signal ([1-8]|1[0-46-9]|[2-9][0-9])$' \
		-e 'Sanitizer|runtime error:' "$dir"/log/*
}

done_testing()
{
	end_children
	is "$(deaths)" "" "no receiver died by itself"
	echo "1..$points"
	[ "$failures" -eq 0 ]
	exit
}

# Logs are worth their length only when something went wrong.
on_exit()
{
	local log

	[ "$failures" -gt 0 ] || return 0
	for log in "$dir"/log/*; do
		[ ! -s "$log" ] || diag "---- ${log##*/} ----
$(tail -n 20 "$log")"
	done
}

# ---- database and configuration ----------------------------------------------------

new_database()
{
	rm -f "$dir/etc/init.conf"   # a test may have several databases
	"$CARHOOK" init --config "$dir/etc/init.conf" --database "$database" \
		>"$dir/log/init" 2>&1 || bail "carhook init failed: $(<"$dir/log/init")"
}

editions=(b2b-2.0 b2b-2.2 b2b-3.3 b2b-3.18 b2c-2.0 b2c-4.16)

# secret_of NAME: the secret of a source of write_config.
secret_of() { echo "known-to-the-tests-only-$1"; }

# write_config [TEXT]: one source for each edition at /carhook/EDITION with a bearer
# secret, one for each other way to carry a credential, and TEXT.
write_config()
{
	local edition

	{
		cat <<-END
			database = "$database"
			health_path = "/carhook/health"
			max_body = "16M"
		END
		for edition in "${editions[@]}"; do
			write_source "${edition//./_}" "/carhook/$edition" "$edition" \
				"bearer = {\"$(secret_of "$edition")\"}"
		done
		write_source underscore /carhook/underscore b2b-3.18 \
			"header \"X-Api_Key\" { value = {\"$(secret_of underscore)\"} }"
		write_source unnamed /carhook/unnamed b2b-3.18 \
			"header \"X-Other_Key\" { value = {\"$(secret_of unnamed)\"} }"
		write_source query /carhook/query b2b-3.18 \
			"query \"token\" { value = {\"$(secret_of query)\"} }"
		write_source body /carhook/body b2b-3.18 \
			"body \"secret\" { value = {\"$(secret_of body)\"} }"
		write_source path "/carhook/$(secret_of path)" b2b-3.18 "path_is_secret = true"
		write_source strict /carhook/strict b2b-3.18 \
			"bearer = {\"$(secret_of strict)\"} strict = true"
		echo "${1-}"
	} >"$config"
}

# write_source NAME PATH EDITION KEYS
write_source()
{
	cat <<-END
		source "$1" {
			path = "$2"
			edition = "$3"
			$4
		}
	END
}

# query SQL: asks the database.
query() { sqlite3 -cmd ".timeout 5000" "$database" "$1"; }

# events [CONDITION]: how many events are stored.
events() { query "SELECT count(*) FROM event WHERE ${1:-1}"; }

# ---- bodies of callbacks -----------------------------------------------------------

# monitor_batch MONITOR COUNT [ATTRIBUTES]: prints a B2B body of COUNT distinct events
# of about 420 bytes. ATTRIBUTES is JSON, the inside of the envelope's array.
monitor_batch()
{
	awk -v monitor="$1" -v count="$2" -v attributes="${3-}" 'BEGIN {
		printf "{\"monitorId\":\"%s\",\"attributes\":[%s],\"events\":[", monitor, attributes
		for (n = 0; n < count; n++) {
			date = sprintf("2024-03-17T%02d:%02d:%02d.%03dZ",
			               n / 3600 % 24, n / 60 % 60, n % 60, n % 1000)
			printf "%s{\"fleetId\":\"0a123bc5d1e873066454b4d9\",", n ? "," : ""
			printf "\"vin\":\"VF3TEST%010d\",", n
			printf "\"eventDate\":\"%s\",\"values\":[{\"data\":\"vehicle.odometer\",", date
			printf "\"value\":{\"type\":\"string\",\"body\":{\"literalValue\":\"%d.5\"}}}],", n
			printf "\"extensions\":[{\"type\":\"vehicle.position\",\"body\":{\"position\":"
			printf "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\","
			printf "\"coordinates\":[2.%06d,48.856614]},", n
			printf "\"properties\":{\"createdAt\":\"%s\",\"heading\":90,", date
			printf "\"type\":\"Acquire\"}}}}],"
			printf "\"refresh\":false}"
		}
		print "]}"
	}'
}

# ---- requests ----------------------------------------------------------------------

# post FILE PATH [CURL ARGUMENT...]: sends the file. The status of the answer is in
# $STATUS (000: none came), its body in $BODY.
post()
{
	local file=$1 path=$2

	shift 2
	STATUS=$(https_curl --output "$dir/tmp/answer" --write-out '%{http_code}' \
		--header "Content-Type: application/json" --data-binary "@$file" "$@" \
		"https://$site:$port$path" 2>>"$dir/log/curl")
	BODY=$(cat "$dir/tmp/answer" 2>/dev/null)
	rm -f "$dir/tmp/answer"
}

# post_with_secret FILE EDITION [CURL ARGUMENT...]: to the edition's source.
post_with_secret()
{
	local file=$1 edition=$2

	shift 2
	post "$file" "/carhook/$edition" \
		--header "Authorization: Bearer $(secret_of "$edition")" "$@"
}

# answered WANT WHAT: the last answer's status; with the rest of it when it is another.
answered() { is "$STATUS" "$1" "$2" || diag "  answer: $BODY"; }

# told MEMBER: a number of the answer in $BODY.
told() { jq --raw-output ".$1" <<<"$BODY" 2>/dev/null; }

open_folder
