# callbacks.sh: what the tests of single callbacks have in common: one text, or hundreds
# of files through one curl; and what became of them. To be sourced after lib.sh.

samples=$top_srcdir/tests/samples

max_body=16M         # the receiver's own; nginx has 16m

# start [TEXT]: a database, nginx, and one receiver with write_config's sources and the
# text.
start()
{
	new_database
	make_certificate
	write_config "${1-}"
	sed -i "s/^max_body = .*/max_body = \"$max_body\"/" "$config"
	spawn_receiver
	start_nginx
}

# ---- one ---------------------------------------------------------------------------

# send TEXT EDITION [CURL ARGUMENT...]: as post_with_secret, of a text.
send()
{
	local text=$1

	shift
	printf '%s' "$text" >"$dir/tmp/body"
	post_with_secret "$dir/tmp/body" "$@"
}

# repeat TEXT BYTES: the text again and again, whole, in at most so many bytes.
repeat() { yes "$1" | tr -d '\n' | head -c $(($2 / ${#1} * ${#1})); }

# is_error CODE WHAT: the body of the last answer is the vendor's xError.
is_error()
{
	is "$(jq --raw-output '[.code, (.message | type), (.debug | type)] | join(" ")' \
		<<<"$BODY" 2>/dev/null)" "$1 string string" "$2: the answer is an xError"
}

# last_delivery: the number of the newest delivery, 0 if there is none.
last_delivery() { query "SELECT coalesce(max(id), 0) FROM delivery"; }

# quarantine_of_last: path and bytes of what the last delivery put there.
quarantine_of_last()
{
	query "SELECT path || ' ' || CAST(body AS TEXT) FROM quarantine
		WHERE delivery_id = (SELECT max(id) FROM delivery) ORDER BY id"
}

# ---- many --------------------------------------------------------------------------

# A request of a batch has a name by which its answer is found again: the status in
# ${statuses[NAME]}, the body in the file $dir/answer/NAME.
declare -A statuses

batch_start()
{
	rm -rf "$dir/answer"
	: >"$dir/tmp/batch"
	statuses=()
}

# batch_add NAME FILE PATH [HEADER]...: one more request, which posts the file.
batch_add()
{
	local name=$1 file=$2 path=$3 header

	shift 3
	{
		[ ! -s "$dir/tmp/batch" ] || echo next
		cat <<-END
			silent
			show-error
			max-time = 90
			cacert = "$dir/etc/ca.pem"
			resolve = "$site:$port:127.0.0.1"
			url = "https://$site:$port$path"
			header = "Content-Type: application/json"
			header = "Expect:"
			data-binary = "@$file"
			create-dirs
			output = "$dir/answer/$name"
			write-out = "$name %{http_code}\n"
		END
		for header; do
			echo "header = \"$header\""
		done
	} >>"$dir/tmp/batch"
}

# batch_add_to EDITION NAME FILE: to the edition's source, with its secret.
batch_add_to()
{
	batch_add "$2" "$3" "/carhook/$1" "Authorization: Bearer $(secret_of "$1")"
}

# batch_send [CURL OPTION...]: sends them in their order, or with --parallel in any.
batch_send()
{
	local name status

	curl --no-progress-meter "$@" --config "$dir/tmp/batch" >"$dir/tmp/statuses" 2>>"$dir/log/curl"
	while read -r name status; do
		statuses[$name]=$status
	done <"$dir/tmp/statuses"
}

# batch_refused: the requests that were not accepted, with their statuses.
batch_refused() { grep -v ' 20[0-9]$' "$dir/tmp/statuses"; }

# answer_of NAME: the body of the answer.
answer_of() { cat "$dir/answer/$1" 2>/dev/null; }

# ---- samples -----------------------------------------------------------------------

# edition_of PATH: the current edition that has the template's path.
edition_of()
{
	case $1 in
	/messages/*) echo b2c-4.16 ;;
	*) echo b2b-3.18 ;;
	esac
}

# rows FILE: the lines of a table after its heading, their columns separated by a
# character that `read` does not take for white space, so that columns may be empty.
rows() { tail -n +2 "$1" | tr '\t' '\037'; }
