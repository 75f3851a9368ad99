/*
 * limit-sqlite: writes ready rows into the tables of schema.sql, many deliveries in one
 * transaction, and prints one line of JSON. No program that stores such rows with
 * SQLite and synchronous=FULL can be faster. Nothing is parsed and nothing is hashed.
 *
 *	limit-sqlite DATABASE SCHEMA DELIVERIES EVENTS SECONDS SEED START
 *
 * DELIVERIES of EVENTS events each are one transaction.
 */
#include "event.h"
#include "histogram.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define MAX_SCHEMA 65536
#define MAX_SECONDS 600
#define SEED_NUMBERS 100000000u   /* as in load.c */

enum { DATABASE = 1, SCHEMA, DELIVERIES, EVENTS, SECONDS, SEED, START, ARGUMENTS };

static sqlite3 *database;
static sqlite3_stmt *insert_delivery, *insert_event;
static struct histogram latency;

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

static void need(int code, int wanted)
{
	if (code == wanted)
		return;
	fprintf(stderr, "limit-sqlite: %s\n",
	        database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
	exit(1);
}

static void execute(const char *sql)
{
	need(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void make_tables(const char *path)
{
	static char sql[MAX_SCHEMA];
	FILE *file = fopen(path, "r");

	if (!file || fread(sql, 1, sizeof sql - 1, file) == 0) {
		perror(path);
		exit(1);
	}
	fclose(file);
	execute(sql);
	execute("PRAGMA synchronous = FULL");
}

static void prepare(const char *path, const char *schema)
{
	need(sqlite3_open(path, &database), SQLITE_OK);
	make_tables(schema);
	need(sqlite3_prepare_v2(database,
		"INSERT INTO delivery (received_at, bytes, events) VALUES (?1, ?2, ?3)",
		-1, &insert_delivery, NULL), SQLITE_OK);
	need(sqlite3_prepare_v2(database,
		"INSERT INTO event (delivery_id, kind, monitor_id, vin, fleet_id, event_at,"
		" received_at, refresh, digest, json)"
		" VALUES (?1, 'monitor', ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)"
		" ON CONFLICT DO NOTHING", -1, &insert_event, NULL), SQLITE_OK);
}

static void bind_text(int column, const char *text, size_t length)
{
	need(sqlite3_bind_text(insert_event, column, text, (int)length, SQLITE_STATIC),
	     SQLITE_OK);
}

/* In place of a hash: as long and as scattered. */
static void make_digest(uint64_t digest[2], uint64_t number)
{
	digest[0] = (number + 1) * 0x9e3779b97f4a7c15u;
	digest[0] = (digest[0] ^ (digest[0] >> 29)) * 0xbf58476d1ce4e5b9u;
	digest[1] = digest[0] ^ number;
}

static void store_event(sqlite3_int64 delivery, uint64_t number,
                        const struct event_stream *stream)
{
	static char json[2048], monitor[EVENT_ID_LENGTH + 1];
	struct event_facts facts;
	uint64_t digest[2];

	if (!json[0])
		event_lay(json, EVENT_MONITOR);
	event_fill(json, EVENT_MONITOR, number, stream);
	event_tell(&facts, number, stream);
	event_monitor_id(monitor, number);
	make_digest(digest, number);
	need(sqlite3_bind_int64(insert_event, 1, delivery), SQLITE_OK);
	bind_text(2, monitor, EVENT_ID_LENGTH);
	bind_text(3, facts.vin, EVENT_VIN_LENGTH);
	bind_text(4, facts.fleet_id, EVENT_FLEET_LENGTH);
	bind_text(5, facts.event_at, EVENT_DATE_LENGTH);
	bind_text(6, facts.event_at, EVENT_DATE_LENGTH);
	need(sqlite3_bind_blob(insert_event, 7, digest, sizeof digest, SQLITE_STATIC),
	     SQLITE_OK);
	bind_text(8, json, event_length(EVENT_MONITOR));
	need(sqlite3_step(insert_event), SQLITE_DONE);
	need(sqlite3_reset(insert_event), SQLITE_OK);
}

static sqlite3_int64 store_delivery(const char *received_at, int events)
{
	need(sqlite3_bind_text(insert_delivery, 1, received_at, -1, SQLITE_STATIC),
	     SQLITE_OK);
	need(sqlite3_bind_int64(insert_delivery, 2, 1000 * events), SQLITE_OK);
	need(sqlite3_bind_int(insert_delivery, 3, events), SQLITE_OK);
	need(sqlite3_step(insert_delivery), SQLITE_DONE);
	need(sqlite3_reset(insert_delivery), SQLITE_OK);
	return sqlite3_last_insert_rowid(database);
}

static void store_group(uint64_t number, int deliveries, int events,
                        const struct event_stream *stream)
{
	uint64_t begun = now();
	sqlite3_int64 delivery;
	int i, j;

	execute("BEGIN IMMEDIATE");
	for (i = 0; i < deliveries; i++) {
		delivery = store_delivery("2026-01-01T00:00:00.000Z", events);
		for (j = 0; j < events; j++)
			store_event(delivery, number++, stream);
	}
	execute("COMMIT");
	histogram_add(&latency, now() - begun);
}

static void report(uint64_t requests, uint64_t events, double seconds)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	printf("{\"requests\":%llu,\"accepted\":%llu,\"events\":%llu,\"begun\":%llu,"
	       "\"broken\":0,\"seconds\":%.6f,\"p50\":%llu,\"p90\":%llu,\"p99\":%llu,"
	       "\"max\":%llu,\"cpu\":%.6f,\"written\":%llu,\"statuses\":{}}\n",
	       (unsigned long long)requests, (unsigned long long)requests,
	       (unsigned long long)events, (unsigned long long)requests, seconds,
	       (unsigned long long)histogram_quantile(&latency, 0.5),
	       (unsigned long long)histogram_quantile(&latency, 0.9),
	       (unsigned long long)histogram_quantile(&latency, 0.99),
	       (unsigned long long)latency.most,
	       (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
	       (unsigned long long)usage.ru_oublock * 512);
}

int main(int argc, char **argv)
{
	uint64_t begun, end, groups = 0, first;
	int deliveries, events;
	struct event_stream stream = { .interval = 100 };

	if (argc != ARGUMENTS || atoi(argv[SECONDS]) > MAX_SECONDS ||
	    atoi(argv[DELIVERIES]) < 1 || atoi(argv[EVENTS]) < 1) {
		fputs("usage: limit-sqlite DATABASE SCHEMA DELIVERIES EVENTS SECONDS SEED"
		      " START\n", stderr);
		return 2;
	}
	deliveries = atoi(argv[DELIVERIES]);
	events = atoi(argv[EVENTS]);
	first = strtoull(argv[SEED], NULL, 10) * SEED_NUMBERS;
	stream.start = strtoll(argv[START], NULL, 10);
	event_prepare();
	prepare(argv[DATABASE], argv[SCHEMA]);
	begun = now();
	end = begun + (uint64_t)atoi(argv[SECONDS]) * 1000000;
	for (; now() < end; groups++)
		store_group(first + groups * (uint64_t)(deliveries * events), deliveries,
		            events, &stream);
	end = now();
	sqlite3_finalize(insert_delivery);
	sqlite3_finalize(insert_event);
	need(sqlite3_close(database), SQLITE_OK);
	report(groups * (uint64_t)deliveries, groups * (uint64_t)(deliveries * events),
	       (double)(end - begun) / 1e6);
	return 0;
}
