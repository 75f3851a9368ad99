-- 002-derived: what the events say, ordered for questions.
--
-- Every row here comes from event.json and can be made again from it, any number of
-- times: making it twice changes nothing. The rows are written after the answer,
-- thousands of events at a time and sorted by vehicle, because an index led by the
-- vehicle costs a page per row when it is filled row by row.

CREATE TABLE derived (             -- one row: how far the derivation has come
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    event_id  INTEGER NOT NULL,    -- events up to this id are derived
    touched   INTEGER NOT NULL     -- how often the health path tried to write
) STRICT;

INSERT INTO derived VALUES (1, 0, 0);

CREATE TABLE value (               -- the values that triggered a monitor event
    event_id  INTEGER NOT NULL REFERENCES event(id),
    position  INTEGER NOT NULL,    -- 0 is the first of the event's values
    data      TEXT,                -- the monitored datum: vehicle.odometer, ...
    type      TEXT,                -- string, obj.alert, obj.collision
    literal   TEXT,                -- the value as text; NULL where it is an object
    number    REAL,                -- the literal as a number, where it is one
    previous  TEXT,                -- the value before (B2C)
    PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE vehicle (             -- one row per VIN, with where it was last
    vin               TEXT PRIMARY KEY,
    fleet_id          TEXT,        -- the last one seen
    first_at          TEXT NOT NULL, -- earliest event date (or receipt, without one)
    last_at           TEXT NOT NULL, -- latest
    last_received_at  TEXT NOT NULL,
    position_at       TEXT,        -- of the newest position; NULL: none is known
    longitude         REAL,        -- degrees, WGS 84
    latitude          REAL,        -- degrees, WGS 84
    altitude_m        REAL,
    heading_deg       REAL,        -- 0 is north, clockwise
    signal_quality    INTEGER,
    fix               TEXT,        -- Acquire (satellites) or Estimated
    position_event_id INTEGER REFERENCES event(id)
) STRICT, WITHOUT ROWID;

-- Each vehicle's events in time order, with the position each one told. It is the only
-- table led by the vehicle, as each such table costs its own page per row written.
CREATE TABLE timeline (
    vin             TEXT NOT NULL REFERENCES vehicle(vin),
    at              TEXT NOT NULL, -- event date, or receipt where there is none
    event_id        INTEGER NOT NULL REFERENCES event(id),
    position_at     TEXT,          -- when it was there: createdAt, else the event's date
    longitude       REAL,          -- degrees, WGS 84; NULL: the event told no position
    latitude        REAL,          -- degrees, WGS 84
    altitude_m      REAL,
    heading_deg     REAL,          -- 0 is north, clockwise
    signal_quality  INTEGER,
    fix             TEXT,          -- Acquire (satellites) or Estimated
    PRIMARY KEY (vin, at, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE remote_step (         -- each remote action's events in time order
    action_id        TEXT NOT NULL, -- '' when the sender gave none
    at               TEXT NOT NULL,
    event_id         INTEGER NOT NULL REFERENCES event(id),
    vin              TEXT,
    remote_type      TEXT,
    type             TEXT,          -- Pending, Done (a Failed of the charts is Done)
    status           TEXT,
    failure_cause    TEXT,
    feedback_detail  TEXT,
    PRIMARY KEY (action_id, at, event_id)
) STRICT, WITHOUT ROWID;
