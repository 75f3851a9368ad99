/* limits.h: the bounds of what carhook.conf may say, and what holds when it is silent.
 *
 * Bytes, unless said otherwise. The commented lines of the sample (sample.c) show
 * the same defaults; a test compares them. */
#ifndef CARHOOK_LIMITS_H
#define CARHOOK_LIMITS_H

#define KIB (1ull << 10)
#define MIB (1ull << 20)
#define GIB (1ull << 30)

/* One request body. A vendor's batch is some hundred KiB. */
#define MAX_BODY_MIN     (1 * KIB)
#define MAX_BODY_MAX     (1 * GIB)
#define MAX_BODY_DEFAULT (16 * MIB)

/* Nested arrays and objects: the contract needs 8, and the stack is finite. */
#define MAX_DEPTH_MIN     8
#define MAX_DEPTH_MAX     512
#define MAX_DEPTH_DEFAULT 64

/* JSON values and names of one body. */
#define MAX_NODES_MIN     1000
#define MAX_NODES_MAX     50000000
#define MAX_NODES_DEFAULT 1000000

/* Bodies that wait for the disk together; never less than max_body. The upper end
 * fits a 32-bit size_t. */
#define MAX_WAITING_MIN     MAX_BODY_MIN
#define MAX_WAITING_MAX     (3 * GIB)
#define MAX_WAITING_DEFAULT (64 * MIB)

/* Milliseconds of waiting for another writer of the database. */
#define BUSY_TIMEOUT_MIN     100
#define BUSY_TIMEOUT_MAX     600000
#define BUSY_TIMEOUT_DEFAULT 5000

/* Seconds that a silent web server may hold a reading thread. */
#define IO_TIMEOUT_MIN     1
#define IO_TIMEOUT_MAX     3600
#define IO_TIMEOUT_DEFAULT 30

/* Reading threads of the receiver. */
#define THREADS_MIN     1
#define THREADS_MAX     64
#define THREADS_DEFAULT 4

/* Days that events are kept; 0: for ever. */
#define RETENTION_MIN     0
#define RETENTION_MAX     36500
#define RETENTION_DEFAULT 0

/* The fewest days but 0: the vendor sends again for 72 hours (contract section 9), and an
 * event that is gone by then would come in as a new one. */
#define RETENTION_LEAST 4

#define HEALTH_PATH_DEFAULT   "/carhook/health"
#define METRICS_PATH_DEFAULT  ""
#define VIN_ATTRIBUTE_DEFAULT "vin"

/* Characters of a source's name; it stands in the database and in log lines. */
#define SOURCE_NAME_MAX 64

/* The success statuses that may stand in for the template's. */
#define SUCCESS_STATUS_MIN 200
#define SUCCESS_STATUS_MAX 299

/* Characters of one secret. Eight keep the careless out; `carhook init` makes 43. */
#define SECRET_MIN 8

/* Characters of the last segment of a path that is itself the secret: 22 of
 * base64's hold the 128 bits that nobody guesses. */
#define SECRET_SEGMENT_MIN 22

/* carhook.conf itself: some thousand sources. */
#define CONFIG_FILE_MAX (1 * MIB)

/* A file of secrets: eight values of 2 KiB, or fewer and some comments. */
#define SECRET_FILE_MAX (16 * KIB)

#endif
