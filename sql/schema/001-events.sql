-- 001-events: the event log, and what is told about how it came in.
--
-- All times are ISO 8601 text, UTC, with milliseconds and Z. The sender's own
-- text of a date stays in event.json.
--
-- Whoever acknowledges a callback has first committed its rows here. Everything
-- ordered by vehicle is derived from this log afterwards (002-derived.sql).

CREATE TABLE source (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE, -- the name in carhook.conf
    edition  TEXT NOT NULL         -- the contract's edition it names: b2b-3.18, ...
) STRICT;

CREATE TABLE delivery (            -- one row per request that came with the source's credential
    id           INTEGER PRIMARY KEY,
    source_id    INTEGER NOT NULL REFERENCES source(id),
    received_at  TEXT NOT NULL,    -- when the body had been read
    shape        TEXT NOT NULL,    -- monitors, remotes, message, messages, fcm, events, none
    outcome      TEXT NOT NULL,    -- stored, redelivered, mixed, empty, quarantined
    status       INTEGER NOT NULL, -- the HTTP status of the answer; 0: from quarantine
    bytes        INTEGER NOT NULL, -- length of the body
    events       INTEGER NOT NULL, -- events found in the body
    stored       INTEGER NOT NULL, -- of these, stored for the first time
    redelivered  INTEGER NOT NULL, -- of these, known already
    quarantined  INTEGER NOT NULL, -- parts of the body (or all of it) put in quarantine
    findings     INTEGER NOT NULL, -- deviations from the source's edition
    envelope     TEXT              -- JSON around the events, without ids and credentials; NULL: nothing
) STRICT;

CREATE TABLE event (               -- one row per distinct event
    id           INTEGER PRIMARY KEY, -- never given again: cursors rely on it (removed_event)
    delivery_id  INTEGER NOT NULL REFERENCES delivery(id), -- the request that brought it first
    source_id    INTEGER NOT NULL REFERENCES source(id),
    kind         TEXT NOT NULL,    -- monitor, remote
    monitor_id   TEXT,             -- of a monitor event
    action_id    TEXT,             -- remoteActionId of a remote event
    callback_id  TEXT,             -- of remote events and B2C messages
    vin          TEXT,             -- the event's, else that of the source's VIN attribute
    fleet_id     TEXT,
    event_at     TEXT,             -- eventDate or the message's date; NULL: none that can be read
    received_at  TEXT NOT NULL,
    refresh      INTEGER,          -- 0 became true, 1 reminder; NULL: not sent
    digest       BLOB NOT NULL,    -- the identity: BLAKE2b-128 of kind, id and canonical content
    json         TEXT NOT NULL     -- exactly as sent, without credentials
) STRICT;

-- The identity. The date leads so that new entries fall near each other: a million
-- old events cost an insert no more than none (random digests alone would touch a
-- page of their own each). An event without a date has its own small index.
CREATE UNIQUE INDEX event_identity ON event(event_at, digest);
CREATE UNIQUE INDEX event_identity_undated ON event(digest) WHERE event_at IS NULL;

-- AUTOINCREMENT would write a page more with every commit, for what matters only after
-- the newest event was removed.
CREATE TABLE removed_event (       -- one row: up to which id events were given and removed
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    event_id     INTEGER NOT NULL  -- the newest event that was the last when it was removed; 0: none
) STRICT;

INSERT INTO removed_event VALUES (1, 0);

CREATE TRIGGER last_event_is_removed AFTER DELETE ON event
WHEN OLD.id > (SELECT coalesce(max(id), 0) FROM event)
BEGIN
    UPDATE removed_event SET event_id = max(event_id, OLD.id);
END;

CREATE TABLE redelivery (          -- one row per event that came more than once
    event_id     INTEGER PRIMARY KEY REFERENCES event(id),
    times        INTEGER NOT NULL, -- how often it came again
    last_at      TEXT NOT NULL,    -- when it came last
    delivery_id  INTEGER NOT NULL REFERENCES delivery(id)  -- the last request that brought it
) STRICT;

CREATE TABLE finding (             -- what a source sent that its edition does not foresee
    id           INTEGER PRIMARY KEY,
    source_id    INTEGER NOT NULL REFERENCES source(id),
    path         TEXT NOT NULL,    -- JSONPath in the body, [*] for any index
    problem      TEXT NOT NULL,    -- unknown value, unknown member, other type, ...
    variant      TEXT NOT NULL,    -- of an unknown value the value, else ''
    value        TEXT NOT NULL,    -- the offending value of the first event, shortened
    times        INTEGER NOT NULL,
    first_at     TEXT NOT NULL,
    last_at      TEXT NOT NULL,
    event_id     INTEGER REFERENCES event(id),        -- one example; NULL: the envelope's
    delivery_id  INTEGER NOT NULL REFERENCES delivery(id),
    UNIQUE (source_id, path, problem, variant)
) STRICT;

-- Who removes an event or a delivery asks who refers to it.
CREATE INDEX finding_event ON finding(event_id);
CREATE INDEX finding_delivery ON finding(delivery_id);

CREATE TABLE quarantine (          -- what came with the credential but could not be read as events
    id           INTEGER PRIMARY KEY,
    source_id    INTEGER NOT NULL REFERENCES source(id),
    reason       TEXT NOT NULL,    -- why, in one sentence
    path         TEXT NOT NULL,    -- JSONPath of the part; $ is the whole body
    times        INTEGER NOT NULL, -- how often the same bytes came
    first_at     TEXT NOT NULL,
    last_at      TEXT NOT NULL,
    delivery_id  INTEGER NOT NULL REFERENCES delivery(id),  -- the first request
    digest       BLOB NOT NULL,    -- BLAKE2b-128 of the bytes
    vin          TEXT NOT NULL,    -- the VIN attribute of the request's header or query; '' none
    body         BLOB NOT NULL,    -- as sent, the source's secrets masked
    UNIQUE (source_id, digest, vin)
) STRICT;

CREATE INDEX quarantine_delivery ON quarantine(delivery_id);

CREATE TABLE pruned_delivery (     -- what the deliveries that are pruned were, so that counters go on
    source_id    INTEGER NOT NULL REFERENCES source(id),
    outcome      TEXT NOT NULL,    -- as in delivery
    deliveries   INTEGER NOT NULL,
    stored       INTEGER NOT NULL,
    redelivered  INTEGER NOT NULL,
    quarantined  INTEGER NOT NULL,
    findings     INTEGER NOT NULL,
    last_at      TEXT NOT NULL,    -- when the last of them came
    PRIMARY KEY (source_id, outcome)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER delivery_is_pruned AFTER DELETE ON delivery
BEGIN
    INSERT INTO pruned_delivery (source_id, outcome, deliveries, stored, redelivered,
                                 quarantined, findings, last_at)
    VALUES (OLD.source_id, OLD.outcome, 1, OLD.stored, OLD.redelivered, OLD.quarantined,
            OLD.findings, OLD.received_at)
    ON CONFLICT (source_id, outcome) DO UPDATE
    SET deliveries = deliveries + 1, stored = stored + excluded.stored,
        redelivered = redelivered + excluded.redelivered,
        quarantined = quarantined + excluded.quarantined,
        findings = findings + excluded.findings, last_at = max(last_at, excluded.last_at);
END;

CREATE TABLE pseudonymised (       -- one row: up to which ids tokens stand for VINs
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    event_id     INTEGER NOT NULL, -- their digests are still those of what was sent
    delivery_id  INTEGER NOT NULL
) STRICT;

INSERT INTO pseudonymised VALUES (1, 0, 0);

CREATE TABLE erasure (             -- evidence that a vehicle was erased, without its VIN
    id           INTEGER PRIMARY KEY,
    erased_at    TEXT NOT NULL,
    since        TEXT,             -- of the events; NULL: from the beginning
    until        TEXT,             -- NULL: to the end
    events       INTEGER NOT NULL, -- that were removed
    mentions     INTEGER NOT NULL, -- events of others that named it, and no longer do
    deliveries   INTEGER NOT NULL, -- whose envelope named it, and no longer does
    quarantined  INTEGER NOT NULL, -- bodies that were removed
    findings     INTEGER NOT NULL  -- that quoted it, and no longer do
) STRICT;
