-- The tables of the programs that carhook is compared with: what one would write who
-- needs the same promises (nothing lost, nothing twice) and nothing else.

PRAGMA journal_mode = WAL;

CREATE TABLE IF NOT EXISTS delivery (
    id           INTEGER PRIMARY KEY,
    received_at  TEXT NOT NULL,
    bytes        INTEGER NOT NULL,
    events       INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS event (
    id           INTEGER PRIMARY KEY,
    delivery_id  INTEGER NOT NULL REFERENCES delivery(id),
    kind         TEXT NOT NULL,
    monitor_id   TEXT,
    vin          TEXT,
    fleet_id     TEXT,
    event_at     TEXT,
    received_at  TEXT NOT NULL,
    refresh      INTEGER,
    digest       BLOB NOT NULL,   -- 16 bytes of a hash of json
    json         TEXT NOT NULL,
    UNIQUE (event_at, digest)
) STRICT;
