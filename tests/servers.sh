# servers.sh: real web servers and receivers in a throw-away folder, for the tests
# and for ../demo. To be sourced by bash.
#
# The web servers run the configuration files that carhook ships, with addresses and
# paths replaced and nothing else. Everything lives under $dir, listens to 127.0.0.1
# only, and is ended and removed when the shell exits.
#
# Who sources it defines `bail SENTENCE` (gives up) and may define `on_exit`, called
# before $dir is removed.

servers_file=${BASH_SOURCE[0]}
top_srcdir=$(cd "$(dirname "$servers_file")/.." && pwd)
top_builddir=$(cd "${top_builddir:-.}" && pwd)
[ -x "$top_builddir/src/carhook.fcgi" ] || [ ! -d "$top_srcdir/build/src" ] ||
	top_builddir=$top_srcdir/build

: "${CARHOOK_FCGI:=$top_builddir/src/carhook.fcgi}"
: "${CARHOOK:=$top_builddir/src/carhook}"

# Debian keeps web servers where only root's PATH leads.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

site=callbacks.example.com    # the name in the shipped configurations
port=                         # where the web server answers
step_down=()                  # root runs the receiver as Debian's web servers run
[ "$(id -u)" -ne 0 ] || step_down=(setpriv --reuid www-data --regid www-data --clear-groups)
children=()                   # process ids to end, in the order of their start

# ---- the folder and its end --------------------------------------------------------

# open_folder: makes $dir. Root's children step down to www-data, who must be able
# to run the programs: they are copied, since a build tree may be closed to others.
open_folder()
{
	dir=$(mktemp -d) || bail "cannot make a temporary folder"
	trap close_folder EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	mkdir "$dir"/{bin,db,etc,log,run,tmp,www}
	chmod 755 "$dir"
	[ -x "$CARHOOK_FCGI" ] || bail "$CARHOOK_FCGI is not there: build first (make)"
	[ -x "$CARHOOK" ] || bail "$CARHOOK is not there: build first (make)"
	cp "$CARHOOK_FCGI" "$dir/bin/carhook.fcgi"
	cp "$CARHOOK" "$dir/bin/carhook"
	cp "$top_srcdir/tests/hold-socket" "$dir/bin"
	database=$dir/db/carhook.db
	config=$dir/etc/carhook.conf
	socket=$dir/run/carhook.sock
	access=$socket
}

close_folder()
{
	local status=$?

	trap - EXIT
	end_children
	! declare -F on_exit >/dev/null || on_exit
	rm -rf "$dir"
	exit "$status"
}

# end_children: the youngest first.
end_children()
{
	local i

	for ((i = ${#children[@]} - 1; i >= 0; i--)); do
		end "${children[i]}"
	done
	children=()
	[ ! -s "$dir/run/receiver" ] || end "$(receiver)" KILL    # its holder was killed
}

# alive PID: the process is there and not only waiting to be buried.
alive()
{
	local state

	state=$(sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null) || return 1
	[ -n "$state" ] && [ "$state" != Z ]
}

# soon COMMAND...: tries it for at most ten seconds until it succeeds.
soon()
{
	local try

	for ((try = 0; try < 200; try++)); do
		"$@" && return 0
		sleep 0.05
	done
	return 1
}

gone() { ! alive "$1"; }

# end PID [SIGNAL]: asks it to end; kills it when it does not.
end()
{
	alive "$1" || return 0
	kill -s "${2:-TERM}" "$1" 2>/dev/null
	soon gone "$1" || kill -s KILL "$1" 2>/dev/null
}

# background NAME COMMAND...: runs it with its output in $dir/log/NAME, adds it to
# the children and leaves its process id in $child.
background()
{
	local name=$1

	shift
	"$@" </dev/null >>"$dir/log/$name" 2>&1 &
	child=$!
	disown "$child"
	children+=("$child")
}

# give: hands everything in $dir to www-data where root runs this.
give()
{
	[ "$(id -u)" -ne 0 ] || chown -R www-data:www-data "$dir"
}

# ---- addresses, certificates, configurations ---------------------------------------

# free_port: prints a port below the range that the system deals out, where nothing
# answers now. Another may still take it first, so whoever listens tries again.
free_port()
{
	local try candidate

	for ((try = 0; try < 100; try++)); do
		candidate=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
		(exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null || break
	done
	echo "$candidate"
}

# make_certificate: a throw-away authority, and what it signs for $site.
make_certificate()
{
	local new=(req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2)

	openssl "${new[@]}" -subj "/CN=carhook throw-away authority" \
		-keyout "$dir/etc/ca.key" -out "$dir/etc/ca.pem" 2>>"$dir/log/openssl" &&
	openssl "${new[@]}" -subj "/CN=$site" -CA "$dir/etc/ca.pem" -CAkey "$dir/etc/ca.key" \
		-addext "subjectAltName=DNS:$site,DNS:localhost,IP:127.0.0.1" \
		-addext "basicConstraints=critical,CA:FALSE" \
		-keyout "$dir/etc/privkey.pem" -out "$dir/etc/fullchain.pem" \
		2>>"$dir/log/openssl" || bail "openssl could not make a certificate"
}

# adapt FILE COPY OLD NEW [OLD NEW]...: copies FILE with each OLD replaced by NEW. An
# OLD that is not in the file means that the file changed and the test did not follow.
adapt()
{
	local file=$1 copy=$2 text

	text=$(<"$file")
	shift 2
	while [ $# -gt 0 ]; do
		[[ $text == *"$1"* ]] || bail "$file does not say '$1' any more"
		text=${text//"$1"/"$2"}
		shift 2
	done
	printf '%s\n' "$text" >"$copy"
}

# ---- web servers -------------------------------------------------------------------

# https_curl ARGS...: curl as the vendor's cloud: by name, checking the certificate.
https_curl()
{
	curl --silent --show-error --max-time 90 --cacert "$dir/etc/ca.pem" \
		--resolve "$site:$port:127.0.0.1" "$@"
}

answers() { https_curl --output /dev/null "https://$site:$port/" 2>/dev/null; }

# start_server NAME WRITE COMMAND...: has the function WRITE write the configuration
# for $port and runs COMMAND, on another port if this one was taken meanwhile.
start_server()
{
	local name=$1 write=$2 try

	shift 2
	for try in 1 2 3 4 5; do
		port=$(free_port)
		"$write"
		give
		background "$name" "$@"
		server=$child
		soon answers_or_dead && alive "$server" && return 0
		end "$server"
	done
	bail "$name does not start"
}

answers_or_dead() { gone "$server" || answers; }

# start_nginx: from nginx-conf/carhook.conf, before $access: the path of a Unix
# socket, or HOST:PORT.
start_nginx()
{
	start_server nginx write_nginx nginx -e "$dir/log/nginx.error" -c "$dir/etc/nginx.conf"
}

write_nginx()
{
	local user= target=$access

	[ "$(id -u)" -ne 0 ] || user="user www-data;"
	[[ $access != /* ]] || target=unix:$access
	adapt "$top_srcdir/nginx-conf/carhook.conf" "$dir/etc/site.conf" \
		"listen 443 ssl" "listen 127.0.0.1:$port ssl" \
		"listen [::]:443 ssl;" "" \
		"/etc/letsencrypt/live/$site" "$dir/etc" \
		"/var/log/nginx" "$dir/log" \
		"unix:/run/carhook/carhook.sock" "$target"
	cat >"$dir/etc/nginx.conf" <<-END
		$user
		daemon off;
		pid $dir/run/nginx.pid;
		events { worker_connections 512; }
		http {
			client_body_temp_path $dir/tmp/nginx-body;
			fastcgi_temp_path     $dir/tmp/nginx-fastcgi;
			proxy_temp_path       $dir/tmp/nginx-proxy;
			scgi_temp_path        $dir/tmp/nginx-scgi;
			uwsgi_temp_path       $dir/tmp/nginx-uwsgi;
			include $dir/etc/site.conf;
		}
	END
}

# start_apache WAY: from apache-conf/carhook-WAY.conf: proxy-fcgi, fcgid or cgi.
start_apache()
{
	apache_way=$1
	export APACHE_LOG_DIR=$dir/log
	start_server apache write_apache apache2 -DFOREGROUND -f "$dir/etc/apache.conf"
}

write_apache()
{
	local modules=(mpm_event authz_core authz_host alias env setenvif reqtimeout ssl) places=() module

	case $apache_way in
	proxy-fcgi)
		modules+=(proxy proxy_fcgi)
		places=("/run/carhook/carhook.sock" "$socket") ;;
	fcgid)
		modules+=(fcgid) ;;&
	cgi)
		modules+=(cgid) ;;&
	*)
		places=("/usr/local/libexec/carhook.fcgi" "$dir/bin/carhook.fcgi"
			"/etc/carhook/carhook.conf" "$config") ;;
	esac
	adapt "$top_srcdir/apache-conf/carhook-$apache_way.conf" "$dir/etc/site.conf" \
		"*:443" "127.0.0.1:$port" \
		"/etc/letsencrypt/live/$site" "$dir/etc" \
		"/var/www/html" "$dir/www" "${places[@]}"
	{
		for module in "${modules[@]}"; do
			echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
		done
		cat <<-END
			ServerRoot $dir
			ServerName localhost
			DefaultRuntimeDir $dir/run
			PidFile $dir/run/apache.pid
			ErrorLog $dir/log/apache.error
			LogLevel info
			LogFormat "%h %t \"%r\" %>s %O" combined
			Listen 127.0.0.1:$port
			<IfModule unixd_module>
				User www-data
				Group www-data
			</IfModule>
			<IfModule mod_cgid.c>
				ScriptSock $dir/run/cgid.sock
			</IfModule>
			<IfModule mod_fcgid.c>
				FcgidIPCDir $dir/run/fcgid
				FcgidProcessTableFile $dir/run/fcgid.table
			</IfModule>
			<Directory "/">
				Require all denied
			</Directory>
			$(pass_sanitizer_options)
			Include $dir/etc/site.conf
		END
	} >"$dir/etc/apache.conf"
}

# A sanitizer build must find its options in a program that Apache starts, too.
pass_sanitizer_options()
{
	local name

	for name in ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS; do
		[ -n "${!name-}" ] || continue
		case $apache_way in
		fcgid) echo "FcgidInitialEnv $name \"${!name}\"" ;;
		*) echo "PassEnv $name" ;;
		esac
	done
}

# ---- receivers ---------------------------------------------------------------------

# listening PATH: somebody listens there; a file that was left behind is not enough.
listening() { grep --quiet " 00010000 .* $1\$" /proc/net/unix; }

connects() { (exec 3<>"/dev/tcp/${access%:*}/${access##*:}") 2>/dev/null; }

# spawn_receiver [PROCESSES]: by spawn-fcgi. Process ids in $receivers.
spawn_receiver()
{
	local as=() pid

	[ "$(id -u)" -ne 0 ] || as=(-u www-data -g www-data -U www-data -G www-data)
	rm -f "$socket"
	give
	CARHOOK_CONFIG=$config spawn-fcgi -s "$socket" -M 0660 "${as[@]}" -F "${1:-1}" \
		-P "$dir/run/receivers" -- "$dir/bin/carhook.fcgi" \
		</dev/null >>"$dir/log/receiver" 2>&1 || bail "spawn-fcgi does not start the receiver"
	read -r -d '' -a receivers <"$dir/run/receivers"
	for pid in "${receivers[@]}"; do
		children+=("$pid")
	done
}

# hold_receiver [--listen-fds]: by a process that keeps the socket and starts the
# receiver anew whenever it ends, as systemd does. See `receiver` for its process.
hold_receiver()
{
	give
	background receiver env CARHOOK_CONFIG="$config" "${step_down[@]}" \
		perl "$dir/bin/hold-socket" "$@" "$socket" "$dir/run/receiver" "$dir/bin/carhook.fcgi"
	soon test -s "$dir/run/receiver" || bail "the receiver does not start"
}

# receiver: prints the process id of the receiver of hold_receiver.
receiver() { cat "$dir/run/receiver"; }

# open_receiver: the receiver opens $access itself (-s) and takes -c.
open_receiver()
{
	give
	background receiver "${step_down[@]}" "$dir/bin/carhook.fcgi" -c "$config" -s "$access"
	receivers=("$child")
	case $access in
	/*) soon listening "$access" ;;
	*) soon connects ;;
	esac || bail "the receiver does not listen at $access"
}
