# lanes.sh: the programs that are measured, how they are started, watched and ended.
# To be sourced by bash.
#
# Everything lives in a scratch folder, listens to 127.0.0.1 or to Unix sockets in that
# folder, and is ended and removed when the shell exits.

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$bench/.." && pwd)
[ -x "$top/src/carhook.fcgi" ] || [ ! -x "$top/build/src/carhook.fcgi" ] || top=$top/build

: "${CARHOOK_FCGI:=$top/src/carhook.fcgi}"
: "${CARHOOK:=$(dirname "$CARHOOK_FCGI")/carhook}"
: "${PHP_CHILDREN:=$(nproc)}"    # more of them only wait for each other
: "${BODY_BUFFER:=256k}"
: "${CC:=cc}"

# Debian keeps web servers where only root's PATH leads.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

credential='Bearer measured-with-this-credential'
ticks_per_second=$(getconf CLK_TCK)
children=()             # process ids to end, in the order of their start
declare -A first_pid    # of each lane, and of nginx

bail()
{
	echo "${0##*/}: $1" >&2
	exit 1
}

say()
{
	printf '%s\n' "$*" >&2
}

# ---- the scratch folder and the end ------------------------------------------------

open_scratch()
{
	dir=$(mktemp -d "${TMPDIR:-/tmp}/carhook-bench.XXXXXX") ||
		bail "cannot make a scratch folder under ${TMPDIR:-/tmp}"
	trap close_scratch EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	mkdir "$dir"/{bin,db,etc,log,nginx,run}
	case $(df --output=fstype "$dir" | tail -n 1) in
	tmpfs|ramfs)
		bail "$dir is in memory, where a commit costs nothing: set TMPDIR to a disk" ;;
	esac
}

close_scratch()
{
	local status=$? i

	trap - EXIT
	for ((i = ${#children[@]} - 1; i >= 0; i--)); do
		end "${children[i]}"
	done
	if [ "$status" -ne 0 ] && [ -n "${KEEP_SCRATCH:-}" ]; then
		say "kept: $dir"
	else
		rm -rf "$dir"
	fi
	exit "$status"
}

# end PID: asks it to end, and makes it after five seconds.
end()
{
	local try

	kill -TERM "$1" 2>/dev/null || return 0
	for ((try = 0; try < 100; try++)); do
		kill -0 "$1" 2>/dev/null || return 0
		sleep 0.05
	done
	kill -KILL "$1" 2>/dev/null || true
}

# soon COMMAND...: tries it for at most ten seconds until it succeeds.
soon()
{
	local try

	for ((try = 0; try < 200; try++)); do
		"$@" 2>/dev/null && return 0
		sleep 0.05
	done
	return 1
}

# start NAME COMMAND...: in the background, its output in log/NAME.log. In a session of its
# own, as a service manager starts it: Linux gives each session the same share of a busy
# processor, and spawn-fcgi -F gives each of its processes one, which the others must have, too.
start()
{
	local name=$1

	shift
	setsid "$@" </dev/null >"$dir/log/$name.log" 2>&1 &
	children+=($!)
	first_pid[$name]=$!
	disown $!
}

# ---- what must be there ------------------------------------------------------------

# need_commands COMMAND PACKAGE...: installs the packages of those that are missing.
need_commands()
{
	local packages=()

	while [ $# -gt 1 ]; do
		command -v "$1" >/dev/null || packages+=("$2")
		shift 2
	done
	need_packages "${packages[@]}"
}

need_packages()
{
	[ $# -gt 0 ] || return 0
	[ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null ||
		bail "missing: $*. Install these packages first (as root I would do it myself)"
	say "installing $*"
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
		>"$dir/log/apt.log" 2>&1 || {
		tail -n 3 "$dir/log/apt.log" >&2
		bail "cannot install $*"
	}
}

# The newest php-fpm there is; Debian's name carries the version.
php_fpm()
{
	local found

	found=$(compgen -c php-fpm | sort -V | tail -n 1)
	[ -n "$found" ] && command -v "$found"
}

need_php()
{
	php_fpm >/dev/null || need_packages php-fpm php-sqlite3
	"$(php_fpm)" -m 2>/dev/null | grep -qx pdo_sqlite || need_packages php-sqlite3
}

need_node()
{
	local version

	version=$(node --version 2>/dev/null) && command -v npm >/dev/null ||
		bail "node and npm are not there: install Node 20 or newer, or use --without-node"
	version=${version#v}
	[ "${version%%.*}" -ge 20 ] ||
		bail "Node $version is too old for fastify 5: install Node 20, or use --without-node"
	node_modules=${TMPDIR:-/tmp}/carhook-bench-node-$(id -u)
	mkdir -p -m 700 "$node_modules"
	[ -O "$node_modules" ] || bail "$node_modules belongs to somebody else: remove it"
	cp "$bench"/peers/node/* "$node_modules/"
	node_is_ready || install_node_packages
}

node_is_ready()
{
	(cd "$node_modules" && node -e '
		const wanted = require("./package.json").dependencies;
		for (const name in wanted)
			if (require(`./node_modules/${name}/package.json`).version !== wanted[name])
				process.exit(1);
		new (require("better-sqlite3"))(":memory:")' 2>/dev/null)
}

install_node_packages()
{
	say "installing fastify and better-sqlite3 with npm"
	(cd "$node_modules" && timeout 300 npm install --no-audit --no-fund --loglevel=error) \
		>"$dir/log/npm.log" 2>&1
	node_is_ready || {
		tail -n 3 "$dir/log/npm.log" >&2
		bail "npm could not install fastify and better-sqlite3; without them: --without-node"
	}
}

# build NAME SOURCES FLAGS...: a C program of this folder into bin/.
build()
{
	local name=$1 sources=$2 source files=()

	shift 2
	for source in $sources; do
		files+=("$bench/$source")
	done
	"$CC" -std=gnu11 -O2 -o "$dir/bin/$name" "${files[@]}" "$@" ||
		bail "cannot compile $name"
}

# free_port: the first of 18080 and following at which nobody answers.
free_port()
{
	local port

	for ((port = 18080; port < 18180; port++)); do
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
	bail "no free port from 18080 to 18179"
}

# ---- starting ----------------------------------------------------------------------

# fill FILE USERLINE...: the file with its @NAMES@ filled in. Who is not root cannot
# choose a user, and need not.
fill()
{
	local user=

	[ "$(id -u)" -ne 0 ] || user=$2
	sed -e "s|@DIR@|$dir|g; s|@BENCH@|$bench|g; s|@PORT@|${port:-}|g" \
	    -e "s|@BODY_BUFFER@|$BODY_BUFFER|g; s|@CHILDREN@|$PHP_CHILDREN|g" \
	    -e "s|@USER@|$user|g" "$1"
}

start_nginx()
{
	port=$(free_port)
	fill "$bench/nginx.conf" 'user root;' >"$dir/etc/nginx.conf"
	start nginx nginx -p "$dir" -e "$dir/log/nginx.error.log" -c "$dir/etc/nginx.conf" \
		-g 'daemon off;'
	soon answers || bail "nginx does not answer: $(tail -n 1 "$dir/log/nginx.log")"
}

answers()
{
	(exec 3<>"/dev/tcp/127.0.0.1/$port")
}

# make_tables LANE: the peers' database.
make_tables()
{
	sqlite3 "$dir/db/$1.db" <"$bench/schema.sql" >/dev/null || bail "cannot make $1.db"
}

start_php()
{
	make_tables php
	fill "$bench/peers/php/php-fpm.conf" $'user = root\\ngroup = root' \
		>"$dir/etc/php-fpm.conf"
	RECEIVER_DATABASE=$dir/db/php.db RECEIVER_AUTHORIZATION=$credential \
		start php "$(php_fpm)" -R -F -y "$dir/etc/php-fpm.conf"
	wait_socket php
}

start_node_each()
{
	start_node each
}

start_node_grouped()
{
	start_node grouped
}

start_node()
{
	make_tables "node-$1"
	NODE_ENV=production RECEIVER_DATABASE=$dir/db/node-$1.db \
		RECEIVER_AUTHORIZATION=$credential \
		start "node-$1" node "$node_modules/receive.js" "$1" "$dir/run/node-$1.sock"
	wait_socket "node-$1"
}

start_limit_fcgi()
{
	start limit-fcgi spawn-fcgi -n -b 1024 -s "$dir/run/limit-fcgi.sock" -- \
		"$dir/bin/limit-fcgi"
	wait_socket limit-fcgi
}

need_carhook()
{
	[ -x "$CARHOOK_FCGI" ] && [ -x "$CARHOOK" ] ||
		bail "no $CARHOOK_FCGI or no $CARHOOK: build first (make), or set both"
}

# configure_carhook LANE: its configuration and its database.
configure_carhook()
{
	cat >"$dir/etc/$1.conf" <<-END
		database = "$dir/db/$1.db"
		threads = $(nproc)
		source "fleet" {
		    path = "/$1/fleet"
		    edition = "b2b-3.18"
		    authorization = {"$credential"}
		}
	END
	chmod 600 "$dir/etc/$1.conf"
	CARHOOK_CONFIG=$dir/etc/$1.conf "$CARHOOK" init >"$dir/log/$1.init.log" 2>&1 ||
		bail "carhook init failed: $(tail -n 3 "$dir/log/$1.init.log")"
}

# start_receiver LANE
start_receiver()
{
	configure_carhook "$1"
	CARHOOK_CONFIG=$dir/etc/$1.conf start "$1" \
		spawn-fcgi -n -b 1024 -s "$dir/run/$1.sock" -- "$CARHOOK_FCGI"
	wait_socket "$1"
}

start_carhook()
{
	start_receiver carhook
}

start_carhook_256()
{
	start_receiver carhook-256
}

# Four processes that serve one socket and one database, as spawn-fcgi -F 4 starts them:
# without a parent of their own, so that each is found by the socket it was given.
start_carhook_4()
{
	configure_carhook carhook-4
	start carhook-4 bash -c '
		CARHOOK_CONFIG=$1 spawn-fcgi -F 4 -b 1024 -s "$2" -P "$3" -- "$4" || exit
		trap "kill \$(cat "$3") 2>/dev/null; exit" TERM
		while :; do sleep 1; done' - "$dir/etc/carhook-4.conf" \
		"$dir/run/carhook-4.sock" "$dir/run/carhook-4.pids" "$CARHOOK_FCGI"
	wait_socket carhook-4
}

# The module folder of Debian's Apache.
apache_modules=/usr/lib/apache2/modules

# Apache does not serve as root: what its user must reach is opened, in this folder.
open_to_apache()
{
	[ "$(id -u)" -eq 0 ] || return 0
	chmod 711 "$dir" "$dir"/{bin,etc,run}
	chmod 777 "$dir/db" "$dir/run"
	chown -f www-data "$dir"/etc/carhook-cgi.conf "$dir"/db/carhook-cgi.db* || true
	chmod -f 666 "$dir/run/carhook-apache.sock" || true
}

start_apache()
{
	apache_port=$(free_port)
	open_to_apache
	fill "$bench/apache.conf" $'User www-data\\nGroup www-data' | sed \
		-e "s|@APACHE_PORT@|$apache_port|; s|@APACHE_MODULES@|$apache_modules|" \
		>"$dir/etc/apache.conf"
	ln -sf "$CARHOOK_FCGI" "$dir/bin/carhook.cgi"
	start apache env -u APACHE_RUN_DIR apache2 -DFOREGROUND \
		-f "$dir/etc/apache.conf"
	soon eval "(exec 3<>/dev/tcp/127.0.0.1/$apache_port)" ||
		bail "Apache does not answer: $(tail -n 1 "$dir/log/apache.log")"
}

start_carhook_apache()
{
	start_receiver carhook-apache
}

start_carhook_cgi()
{
	configure_carhook carhook-cgi
}

wait_socket()
{
	soon test -S "$dir/run/$1.sock" && soon kill -0 "${first_pid[$1]}" ||
		bail "$1 does not start: $(tail -n 3 "$dir/log/$1.log")"
}

# ---- watching ----------------------------------------------------------------------

# processes LANE: the ids of its processes.
processes()
{
	case $1 in
	carhook-4) cat "$dir/run/carhook-4.pids" 2>/dev/null; echo ;;
	carhook-cgi) family "${first_pid[apache]}" ;;
	*) [ -z "${first_pid[$1]:-}" ] || family "${first_pid[$1]}" ;;
	esac
}

family()
{
	local child

	echo "$1"
	for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
		family "$child"
	done
}

# cpu_ticks LANE: CPU time of its processes so far, in clock ticks.
cpu_ticks()
{
	local pid total=0 rest fields

	for pid in $(processes "$1"); do
		read -r rest <"/proc/$pid/stat" || continue
		read -ra fields <<<"${rest##*) }"
		total=$((total + fields[11] + fields[12]))
	done
	echo "$total"
}

# machine_ticks: CPU time of the whole machine so far, idle time left out.
machine_ticks()
{
	local fields

	read -ra fields </proc/stat
	echo $((fields[1] + fields[2] + fields[3] + fields[6] + fields[7] + fields[8]))
}

# written_bytes LANE: what its processes have made the disk write so far.
written_bytes()
{
	local pid total=0 key value

	for pid in $(processes "$1"); do
		while read -r key value; do
			[ "$key" != write_bytes: ] || total=$((total + value))
		done <"/proc/$pid/io"
	done
	echo "$total"
}

# memory_kb LANE: memory in use, what processes share counted once.
memory_kb()
{
	local pid total=0 key value unit

	for pid in $(processes "$1"); do
		while read -r key value unit; do
			[ "$key" != Pss: ] || total=$((total + value))
		done <"/proc/$pid/smaps_rollup"
	done
	echo "$total"
}

# peak_kb LANE: the most memory that one of its processes has had (VmHWM).
peak_kb()
{
	local pid most=0 key value unit

	for pid in $(processes "$1"); do
		while read -r key value unit; do
			[ "$key" != VmHWM: ] || [ "$value" -le "$most" ] || most=$value
		done <"/proc/$pid/status"
	done
	echo "$most"
}

# settle LANE: waits until it does nothing more, for at most 30 seconds.
settle()
{
	local before=-1 after quiet=0 try

	for ((try = 0; try < 150 && quiet < 2; try++)); do
		after=$(cpu_ticks "$1")
		[ $((after - before)) -le 1 ] && quiet=$((quiet + 1)) || quiet=0
		before=$after
		sleep 0.2
	done
}

# is_carhook LANE: whether it stores in a database of carhook's.
is_carhook()
{
	[[ $1 == carhook* ]]
}

# underived LANE: carhook's events that are stored and not yet derived (its tables by
# vehicle are filled after the answer); the others derive nothing.
underived()
{
	is_carhook "$1" || { echo 0; return; }
	sqlite3 -readonly -cmd '.timeout 20000' "$dir/db/$1.db" \
		'SELECT (SELECT coalesce(max(id), 0) FROM event) - event_id FROM derived'
}

# rows LANE: events and deliveries in its database, and what went wrong in carhook's.
rows()
{
	local more='0, 0, 0'

	! is_carhook "$1" || more='(SELECT coalesce(sum(times), 0) FROM redelivery),
		(SELECT count(*) FROM quarantine), (SELECT coalesce(sum(times), 0) FROM finding)'
	sqlite3 -readonly -separator ' ' -cmd '.timeout 20000' "$dir/db/$1.db" \
		"SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM delivery), $more"
}
