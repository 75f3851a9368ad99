/* carhook.fcgi: the receiver. See carhook.fcgi(8).
 *
 * A FastCGI responder when it is given a listening socket or -s, else a CGI program. */
#include <getopt.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "receive/admit.h"
#include "receive/cgi.h"
#include "receive/fastcgi.h"
#include "receive/listen.h"
#include "store/store.h"

extern char **environ;

static const char USAGE[] =
	"usage: carhook.fcgi [-c FILE] [-s PATH|HOST:PORT]\n"
	"\n"
	"Receives connected-vehicle callbacks behind a web server and stores them.\n"
	"Started by spawn-fcgi, systemd or mod_fcgid with a listening socket as standard\n"
	"input, with -s, or as a CGI program.\n"
	"\n"
	"  -c, --config FILE    configuration (default: $CARHOOK_CONFIG, else\n"
	"                       " SYSCONFDIR "/carhook.conf)\n"
	"  -s, --socket ADDR    open this Unix socket or TCP address and serve FastCGI\n"
	"  -V, --version        say which version this is\n"
	"  -h, --help           this text\n";

struct options {
	const char *config;
	const char *socket;
};

static int parse_options(struct options *options, int argc, char **argv)
{
	static const struct option LONG[] = {
		{"config", required_argument, NULL, 'c'}, {"socket", required_argument, NULL, 's'},
		{"version", no_argument, NULL, 'V'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:s:Vh", LONG, NULL)) != -1) {
		if (c == 'c')
			options->config = optarg;
		else if (c == 's')
			options->socket = optarg;
		else if (c == 'V')
			exit(printf("carhook.fcgi " PACKAGE_VERSION "\n") < 0);
		else if (c == 'h')
			exit(fputs(USAGE, stdout) < 0);
		else
			return -1;
	}
	return optind == argc ? 0 : -1;
}

/* Everything the process waits for by name; no thread is interrupted by a signal. */
static void block_signals(sigset_t *signals)
{
	static const int WAITED[] = {SIGTERM, SIGUSR1, SIGINT, SIGHUP};

	sigemptyset(signals);
	for (size_t i = 0; i < sizeof WAITED / sizeof *WAITED; i++)
		sigaddset(signals, WAITED[i]);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
	signal(SIGPIPE, SIG_IGN);   /* a peer that is gone: a failed write tells */
	signal(SIGXFSZ, SIG_IGN);   /* a file at its limit: SQLite tells */
}

/* A bad new file must not stop what works. */
static void reload(struct live *live, const char *file)
{
	struct config *config;
	struct error error;

	if (config_read(file, &config, &error) != 0) {
		log_line(LOG_ERROR, "config", "keeping the old configuration: %s", error.text);
		return;
	}
	if (live_replace(live, config, &error) != 0) {
		config_free(config);
		log_line(LOG_ERROR, "config", "keeping the old configuration: %s", error.text);
		return;
	}
	log_line(LOG_NOTICE, "config", "%s is in force (but for database, threads, "
	         "busy_timeout and max_waiting, which need a restart)",
	         file);
}

static int serve(int fd, struct live *live, const char *file, const sigset_t *signals)
{
	struct fastcgi *fastcgi;
	struct error error;
	int signal_number = 0;

	if (fastcgi_start(&fastcgi, fd, live, &error) != 0) {
		log_line(LOG_ERROR, "start", "%s", error.text);
		return 1;
	}
	log_line(LOG_NOTICE, "start", "receiving, configuration %s", file);
	while (sigwait(signals, &signal_number) == 0 && signal_number == SIGHUP)
		reload(live, file);
	fastcgi_stop(fastcgi);
	log_line(LOG_NOTICE, "stop", "all that was read is stored and answered");
	return 0;
}

static int serve_fastcgi(int fd, struct config *config, const char *file,
                         const sigset_t *signals)
{
	struct live *live;
	struct error error;
	int status;

	if (live_new(&live, config, &error) != 0) {
		config_free(config);
		log_line(LOG_ERROR, "start", "%s", error.text);
		return 1;
	}
	status = serve(fd, live, file, signals);
	live_free(live);
	return status;
}

/* Run by hand there is nothing to serve. */
static int is_cgi(void)
{
	return getenv("REQUEST_METHOD") != NULL;
}

static int run(const struct options *options, const sigset_t *signals)
{
	const char *file = config_path(options->config);
	int fd = options->socket ? -1 : listen_inherited();
	struct config *config = NULL;
	struct error error;
	int status;

	if (options->socket == NULL && fd < 0 && !is_cgi()) {
		fputs(USAGE, stderr);
		return 2;
	}
	if (config_read(file, &config, &error) != 0 || admit_initialise(&error) != 0) {
		log_line(LOG_ERROR, "config", "%s", error.text);
		config_free(config);
		return options->socket == NULL && fd < 0 ? cgi_serve(NULL, &error, environ) : 1;
	}
	if (options->socket == NULL && fd < 0) {
		status = cgi_serve(config, NULL, environ);
		config_free(config);
		return status;
	}
	if (options->socket != NULL && (fd = listen_open(options->socket, &error)) < 0) {
		log_line(LOG_ERROR, "socket", "%s", error.text);
		config_free(config);
		return 1;
	}
	status = serve_fastcgi(fd, config, file, signals);
	if (options->socket != NULL)
		listen_remove(options->socket);
	return status;
}

int main(int argc, char **argv)
{
	struct options options = {.config = NULL};
	sigset_t signals;

	/* Threads hand memory on to each other: heaps of their own would each keep what the
	 * others need. Measured: a tenth less memory, and no slower. */
	mallopt(M_ARENA_MAX, 1);
	/* libfcgi takes and gives back blocks of 8 KiB for every request, and each time
	 * glibc would first join all small ones that it has put aside. */
	mallopt(M_MXFAST, 0);
	store_initialise();
	log_open("carhook.fcgi");
	if (parse_options(&options, argc, argv) != 0) {
		fputs(USAGE, stderr);
		return 2;
	}
	block_signals(&signals);
	return run(&options, &signals);
}
