#include "config/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#define SECRET_BYTES 32
#define SECRET_VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* Between these parts stand the database and the secret. "# " begins an explanation,
 * "#" alone an option with its default. */
static const char HEAD[] =
"# carhook.conf: what carhook receives, who may send it, and where it is kept.\n"
"# See carhook.conf(5). `carhook check` tells what is in force and tries it.\n"
"#\n"
"# A line that begins with \"# \" explains; one that begins with \"#\" and an option\n"
"# shows what holds without it: remove the \"#\" to change it.\n"
"#\n"
"# \"Double quotes\" know escapes such as \\\" and \\\\, and put the environment's\n"
"# variable NAME in the place of ${NAME}. 'Single quotes' take the text as it is, so\n"
"# a secret of any characters is safe in them; only ' and \\ want a \\ before them.\n"
"#\n"
"# This file holds secrets: keep it readable for the receiver's user only.\n"
"\n"
"# The SQLite file that keeps the events, by its whole path. `carhook init` makes it.\n"
"database = ";

static const char MIDDLE[] =
"\n"
"\n"
"# The URL path that answers 200 when events can be stored and 500 when not, for\n"
"# monitoring. \"\" means none.\n"
"#health_path = \"/carhook/health\"\n"
"\n"
"# The URL path that answers with counters for Prometheus. It wants no credential and\n"
"# tells the names of your sources: let the web server allow it to your scraper only.\n"
"# \"\" means none.\n"
"#metrics_path = \"\"\n"
"\n"
"# The largest request body, 1K to 1G; a larger one is answered 413. A size is a\n"
"# number of bytes, or of KiB, MiB or GiB with K, M or G after it. The web server has\n"
"# a limit of its own (nginx: client_max_body_size).\n"
"#max_body = \"16M\"\n"
"\n"
"# How deep arrays and objects of one body may be nested, 8 to 512.\n"
"#max_depth = 64\n"
"\n"
"# How many JSON values and names one body may hold, 1000 to 50000000.\n"
"#max_nodes = 1000000\n"
"\n"
"# How many bytes of bodies may wait for the disk together, max_body to 3G.\n"
"# Above it the receiver reads no more until some are stored.\n"
"#max_waiting = \"64M\"\n"
"\n"
"# Milliseconds to wait for another program that writes the database, 100 to 600000.\n"
"#busy_timeout = 5000\n"
"\n"
"# Seconds that a silent web server may hold a thread, 1 to 3600.\n"
"#io_timeout = 30\n"
"\n"
"# Threads that read requests, 1 to 64.\n"
"#threads = 4\n"
"\n"
"# Days that events are kept, 4 to 36500; older ones are removed bit by bit while the\n"
"# receiver runs. 0 keeps them for ever.\n"
"#retention = 0\n"
"\n"
"# A source is one target URL that you registered at the vendor. Its name (a-z, 0-9,\n"
"# - and _) stands with every event. There may be several, each with its own path.\n"
"source \"fleet\" {\n"
"\t# The path of the target URL, without scheme, host and query.\n"
"\tpath = \"/carhook/fleet\"\n"
"\n"
"\t# The edition of the contract that events are checked against: b2b-2.0,\n"
"\t# b2b-2.2, b2b-3.3, b2b-3.18, b2c-2.0 or b2c-4.16.\n"
"\tedition = \"b2b-3.18\"\n"
"\n"
"\t# What a request must carry. Register it at the vendor as an attribute of the\n"
"\t# callback. Up to eight values, of which any one will do: to change a secret,\n"
"\t# add the new one, change it at the vendor, then remove the old one. A secret\n"
"\t# has at least 8 characters.\n"
"\t#\n"
"\t# bearer: the header \"Authorization: Bearer SECRET\".\n"
"\tbearer = {";

static const char TAIL[] =
"}\n"
"\n"
"\t# basic: the header \"Authorization: Basic ...\", here as user:password.\n"
"\t#basic = {'user:password'}\n"
"\n"
"\t# authorization: the whole value of the header Authorization.\n"
"\t#authorization = {'Bearer THE-SECRET', 'Bearer THE-NEXT-ONE'}\n"
"\n"
"\t# authorization_file: the same from a file, one value a line; lines that are\n"
"\t# blank or begin with # do not count. Other users must not be able to read it.\n"
"\t#authorization_file = \"/etc/carhook/fleet.secret\"\n"
"\n"
"\t# Credentials in another header, in the query of the URL or in the attributes\n"
"\t# of the body, by their name. Each section may be there several times, has\n"
"\t# values, a file of them or both, and is required in addition.\n"
"\t#header \"X-Api-Key\" { value = {'SECRET-KEY'} file = \"/etc/carhook/key\" }\n"
"\t#query \"token\" { value = {'SECRET-TOKEN'} }\n"
"\t#body \"secret\" { value = {'SECRET-WORD'} }\n"
"\n"
"\t# Whether the path itself is the credential. Its last segment must then have at\n"
"\t# least 22 characters. Retried B2C batches carry neither headers nor query, so\n"
"\t# for them it is the one secret that always arrives.\n"
"\t#path_is_secret = false\n"
"\n"
"\t# Whether to accept what anybody sends, without any credential.\n"
"\t#open = false\n"
"\n"
"\t# Whether to answer 400 to what differs from the edition, and put it into\n"
"\t# quarantine, instead of keeping it with a finding.\n"
"\t#strict = false\n"
"\n"
"\t# The status of a success, 200 to 299; 0 is the one that the contract shows.\n"
"\t#success_status = 0\n"
"\n"
"\t# The attribute that carries the VIN where events do not have it themselves.\n"
"\t#vin_attribute = \"vin\"\n"
"}\n";

/* Writes `text` in double quotes, so that libconfuse reads it back as it is. */
static void put_quoted(FILE *to, const char *text)
{
	fputc('"', to);
	for (; *text; text++) {
		if (strchr("\"\\$", *text))
			fputc('\\', to);
		fputc(*text, to);
	}
	fputc('"', to);
}

int config_sample(const char *database, const char *secret, char **out,
                  struct error *error)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (to == NULL)
		return error_set(error, ERROR_MEMORY, "no memory left for the configuration");
	fputs(HEAD, to);
	put_quoted(to, database);
	fputs(MIDDLE, to);
	put_quoted(to, secret);
	fputs(TAIL, to);
	if (fclose(to) != 0) {
		free(text);
		return error_set(error, ERROR_MEMORY, "no memory left for the configuration");
	}
	*out = text;
	return 0;
}

char *config_new_secret(struct error *error)
{
	unsigned char bytes[SECRET_BYTES];
	char *secret;

	if (sodium_init() < 0) {
		error_set(error, ERROR_SYSTEM, "the system gives no random numbers");
		return NULL;
	}
	secret = malloc(CONFIG_SECRET_LENGTH + 1);
	if (secret == NULL) {
		error_set(error, ERROR_MEMORY, "no memory left for a secret");
		return NULL;
	}
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2base64(secret, CONFIG_SECRET_LENGTH + 1, bytes, sizeof bytes,
	                  SECRET_VARIANT);
	sodium_memzero(bytes, sizeof bytes);
	return secret;
}
