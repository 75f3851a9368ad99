-- 002-derived: what the events say, ordered for questions.
--
-- Every row here comes from event.json and can be made again from it, any number of
-- times: making it twice changes nothing. The rows are written after the answer,
-- thousands of events at a time and sorted by vehicle, because an index led by the
-- vehicle costs a page per row when it is filled row by row.

CREATE TABLE derived (             -- one row: how far the derivation has come
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    event_id  INTEGER NOT NULL,    -- events up to this id are derived
    delivery_id INTEGER NOT NULL,  -- deliveries up to this id are counted in delivery_hour
    touched   INTEGER NOT NULL     -- how often the health path tried to write
) STRICT;

INSERT INTO derived VALUES (1, 0, 0, 0);

CREATE TABLE value (               -- the values that triggered a monitor event
    event_id  INTEGER NOT NULL REFERENCES event(id),
    position  INTEGER NOT NULL,    -- 0 is the first of the event's values
    data      TEXT,                -- the monitored datum: vehicle.odometer, ...
    type      TEXT,                -- string, obj.alert, obj.collision
    literal   TEXT,                -- the value as text; NULL where it is an object, or longer than 1,024 bytes
    number    REAL,                -- the literal as a number, where it is one
    previous  TEXT,                -- the value before (B2C)
    PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE vehicle (             -- one row per VIN, with where it was last
    vin               TEXT PRIMARY KEY,
    fleet_id          TEXT,        -- of the newest event that names one
    fleet_at          TEXT,        -- that event's date
    first_at          TEXT NOT NULL, -- earliest event date (or receipt, without one)
    last_at           TEXT NOT NULL, -- latest
    first_received_at TEXT NOT NULL,
    last_received_at  TEXT NOT NULL,
    heard_days        INTEGER NOT NULL, -- on how many days something came
    position_at       TEXT,        -- of the newest position; NULL: none is known
    longitude         REAL,        -- degrees, WGS 84
    latitude          REAL,        -- degrees, WGS 84
    altitude_m        REAL,
    heading_deg       REAL,        -- 0 is north, clockwise
    signal_quality    INTEGER,
    fix               TEXT,        -- Acquire (satellites) or Estimated
    position_event_id INTEGER REFERENCES event(id)
) STRICT, WITHOUT ROWID;

-- Each vehicle's events in time order, with the position each one told: the view
-- `timeline` is these two tables.
--
-- A table led by the vehicle alone costs a page of its own per row written, as soon as
-- there are more vehicles than events in a batch. So the rows stand in runs of events, each
-- in the vehicles' order: writing touches one run, which is small, and a question about one
-- vehicle looks once into each run.
CREATE TABLE timeline_run (        -- the runs of timeline_row and of remote_step_row
    run      INTEGER PRIMARY KEY,  -- id of its events / 32768 (65536 until 003)
    first_at TEXT NOT NULL,        -- of its events
    last_at  TEXT NOT NULL
) STRICT;

CREATE TABLE timeline_row (        -- each vehicle's events in time order, by run; until 003
    run             INTEGER NOT NULL REFERENCES timeline_run(run),
    vin             TEXT NOT NULL REFERENCES vehicle(vin),
    at              TEXT NOT NULL,
    event_id        INTEGER NOT NULL REFERENCES event(id),
    position_at     TEXT,
    longitude       REAL,
    latitude        REAL,
    altitude_m      REAL,
    heading_deg     REAL,
    signal_quality  INTEGER,
    fix             TEXT,
    PRIMARY KEY (run, vin, at, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE remote_step (         -- each remote action's events in time order; until 003
    action_id        TEXT NOT NULL,
    at               TEXT NOT NULL,
    event_id         INTEGER NOT NULL REFERENCES event(id),
    vin              TEXT,
    remote_type      TEXT,
    type             TEXT,
    status           TEXT,
    failure_cause    TEXT,
    feedback_detail  TEXT,
    PRIMARY KEY (action_id, at, event_id)
) STRICT, WITHOUT ROWID;

-- What an event told, typed: one row for each event that told any of it, by the value
-- that triggered it or in its extensions. NULL: not told, or the sender's "no data"
-- (215.0 for a temperature, 255 for a percentage). Units are in the names; where the
-- vendor changed a unit, the edition of the event's source decides (contract C14).
CREATE TABLE reading (             -- what an event told, typed: NULL is not told, or "no data"
    event_id                       INTEGER PRIMARY KEY REFERENCES event(id),
    mileage_km                     REAL,    -- odometer
    speed_kmh                      REAL,
    acceleration_ms2               REAL,
    moving                         INTEGER, -- 1 yes, 0 no; so are all yes-or-no columns
    powertrain                     TEXT,    -- NotRunning, Starting, Running, Stopping, Stopped
    ignition                       TEXT,    -- Stop, StartUp, Start (2019: Free too)
    driving_mode                   TEXT,    -- Normal, Sport, Eco, ...
    gear                           TEXT,    -- Ratio1 to Ratio8, Neutral, Reverse
    engine_speed_rpm               REAL,
    oil_temp_c                     REAL,
    oil_level_percent              REAL,
    coolant_temp_c                 REAL,
    coolant_level_percent          REAL,
    intake_air_temp_c              REAL,
    autonomy_km                    REAL,    -- of all energies together
    fuel_level_percent             REAL,
    fuel_autonomy_km               REAL,
    fuel_total_l                   REAL,    -- consumed since the car was made
    fuel_instant_l_100km           REAL,
    hydrogen_level_percent         REAL,
    hydrogen_autonomy_km           REAL,
    electric_level_percent         REAL,
    electric_autonomy_km           REAL,
    battery_capacity_wh            REAL,    -- of the traction battery
    battery_remaining_wh           REAL,
    battery_health_percent         REAL,
    battery_resistance_percent     REAL,
    plugged                        INTEGER,
    charging                       TEXT,    -- Disconnected, InProgress, Failure, Stopped, Finished
    charging_type                  TEXT,    -- Partial, Full
    charging_mode                  TEXT,    -- No, Slow, Quick
    charging_power_level           TEXT,    -- Level1 to Level5
    charging_rate_kmh              REAL,    -- range gained in an hour
    charging_remaining_s           REAL,
    charging_start_s               REAL,    -- delayed start, seconds after midnight (vehicle's)
    starter_battery_percent        REAL,    -- health of the 12 V battery (sent as "voltage")
    air_temp_c                     REAL,    -- outside
    daylight                       INTEGER,
    locked_states                  TEXT,    -- JSON array: Locked, DriverDoorUnlocked, ...
    open_doors                     TEXT,    -- JSON array: Driver, Trunk, ...; [] all are closed
    belt_warning                   TEXT,
    ecall                          TEXT,    -- NotDetected, Detected, ShockDetectionUnabled
    privacy                        TEXT,    -- None, Geolocation, Full
    privacy_request                TEXT,    -- what the driver asked for (2.x)
    days_before_maintenance        REAL,    -- negative: overdue
    mileage_before_maintenance_km  REAL,    -- negative: overdue
    preconditioning                TEXT,    -- Enabled, Disabled, Finished, Failure
    alarm                          TEXT,    -- Active, Inactive
    stolen                         INTEGER,
    trip_state                     TEXT,    -- Nominal, Unstarted, DataLacking, Unfinished
    trip_distance_km               REAL,
    trip_duration_s                REAL
) STRICT;

CREATE TABLE latest (              -- the newest of each reading of each vehicle
    vin       TEXT NOT NULL REFERENCES vehicle(vin),
    name      TEXT NOT NULL,       -- a column of reading: mileage_km, ...
    at        TEXT NOT NULL,       -- the event's date
    value     ANY,
    event_id  INTEGER NOT NULL REFERENCES event(id),
    PRIMARY KEY (vin, name)
) STRICT, WITHOUT ROWID;

-- The next five have a row per thing, not per event: what the newest event says wins,
-- and what only an older one told stays. vin is '' where the event names no vehicle.

CREATE TABLE alert (               -- one row per alert
    vin         TEXT NOT NULL,
    type        TEXT NOT NULL,     -- EngineFault, ... (the vendor's list is open)
    alert_id    TEXT NOT NULL,     -- '' when the event gave only the alert's name
    active      INTEGER,           -- 1 open, 0 closed, NULL: not told
    severity    TEXT,              -- Information, Warning, Critical
    started_at  TEXT,
    ended_at    TEXT,
    start_longitude REAL, start_latitude REAL,   -- degrees, WGS 84
    end_longitude   REAL, end_latitude   REAL,
    first_at    TEXT NOT NULL,     -- of its events
    last_at     TEXT NOT NULL,
    event_id    INTEGER NOT NULL REFERENCES event(id),   -- the newest
    PRIMARY KEY (vin, type, alert_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX alert_open ON alert(vin, last_at) WHERE active IS NOT 0;

CREATE TABLE trip (                -- one row per trip
    vin              TEXT NOT NULL,
    trip_id          TEXT NOT NULL, -- its start when the sender gave none
    started_at       TEXT,
    stopped_at       TEXT,
    start_longitude  REAL, start_latitude REAL,  -- degrees, WGS 84
    stop_longitude   REAL, stop_latitude  REAL,
    duration_s       REAL,
    distance_km      REAL,
    start_mileage_km REAL,
    average_speed_kmh REAL,
    max_speed_kmh    REAL,
    fuel_used_l      REAL,
    electric_used_kwh REAL,
    fuel_average_l_100km    REAL,
    electric_average_kwh_100km REAL,
    start_fuel_percent     REAL, stop_fuel_percent     REAL,
    start_electric_percent REAL, stop_electric_percent REAL,
    start_hydrogen_percent REAL, stop_hydrogen_percent REAL,
    done             INTEGER,
    faults           TEXT,         -- JSON array: DataLacking, ...
    first_at         TEXT NOT NULL,  -- of its events
    last_at          TEXT NOT NULL,
    event_id         INTEGER NOT NULL REFERENCES event(id),   -- the newest
    PRIMARY KEY (vin, trip_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX trip_started ON trip(started_at);
CREATE INDEX trip_of_vehicle ON trip(vin, started_at);   -- which one a position belongs to

CREATE TABLE collision (           -- one row per collision
    vin           TEXT NOT NULL,
    collision_id  TEXT NOT NULL,   -- '' when the event gave only side or severity
    sides         TEXT,            -- JSON array: Front, Rear, Lateral
    severities    TEXT,            -- JSON array, in the order of sides; null where not told
    severest      TEXT,            -- Minimal, Minor, Major
    tipped_over   INTEGER,
    pedestrian    INTEGER,
    first_at      TEXT NOT NULL,
    last_at       TEXT NOT NULL,
    event_id      INTEGER NOT NULL REFERENCES event(id),
    PRIMARY KEY (vin, collision_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm (               -- the anti-theft alarm went off
    vin         TEXT NOT NULL,
    started_at  TEXT NOT NULL,     -- '' when not told
    type        TEXT NOT NULL,     -- TrunkDoorBreakIn, VehicleLifting, ...
    longitude   REAL,              -- degrees, WGS 84
    latitude    REAL,
    first_at    TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    event_id    INTEGER NOT NULL REFERENCES event(id),
    PRIMARY KEY (vin, started_at, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE theft (               -- vehicles declared stolen
    vin         TEXT NOT NULL,
    theft_id    TEXT NOT NULL,     -- '' when the event gave only the state
    active      INTEGER,           -- 1 stolen, 0 found, NULL: not told
    started_at  TEXT,
    ended_at    TEXT,
    start_longitude REAL, start_latitude REAL,   -- degrees, WGS 84
    end_longitude   REAL, end_latitude   REAL,
    first_at    TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    event_id    INTEGER NOT NULL REFERENCES event(id),
    PRIMARY KEY (vin, theft_id)
) STRICT, WITHOUT ROWID;

-- Counts, so that questions about a year need not read a year of events. They change
-- in the transaction that moves the cursors: nothing is counted twice. What is deleted from
-- the log is counted no longer: they can be compared with it.

CREATE TABLE monitor_day (         -- each monitor's events by day
    monitor_id    TEXT NOT NULL,   -- '' when the event names none
    day           TEXT NOT NULL,   -- UTC: 2026-11-24, of the event's date
    source_id     INTEGER NOT NULL REFERENCES source(id),
    events        INTEGER NOT NULL,
    reminders     INTEGER NOT NULL,  -- of these, with refresh = true
    last_at       TEXT NOT NULL,   -- event date of the newest
    last_received_at TEXT NOT NULL,
    last_reminder_at TEXT,         -- receipt of the last reminder
    PRIMARY KEY (monitor_id, day, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery_hour (       -- each source's requests by hour
    source_id    INTEGER NOT NULL REFERENCES source(id),
    hour         TEXT NOT NULL,    -- UTC: 2026-11-24T13, of the receipt
    outcome      TEXT NOT NULL,    -- as in delivery
    deliveries   INTEGER NOT NULL,
    bytes        INTEGER NOT NULL,
    events       INTEGER NOT NULL,
    stored       INTEGER NOT NULL,
    redelivered  INTEGER NOT NULL,
    quarantined  INTEGER NOT NULL,
    findings     INTEGER NOT NULL,
    first_at     TEXT NOT NULL,
    last_at      TEXT NOT NULL,
    PRIMARY KEY (source_id, hour, outcome)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER monitor_day_forgets AFTER DELETE ON event
WHEN OLD.kind = 'monitor' AND OLD.id <= (SELECT event_id FROM derived)
BEGIN
    UPDATE monitor_day SET events = events - 1, reminders = reminders - (OLD.refresh IS 1)
    WHERE monitor_id = coalesce(OLD.monitor_id, '')
      AND day = substr(coalesce(OLD.event_at, OLD.received_at), 1, 10)
      AND source_id = OLD.source_id;
    DELETE FROM monitor_day
    WHERE monitor_id = coalesce(OLD.monitor_id, '')
      AND day = substr(coalesce(OLD.event_at, OLD.received_at), 1, 10)
      AND source_id = OLD.source_id AND events <= 0;
END;

CREATE TRIGGER delivery_hour_forgets AFTER DELETE ON delivery
WHEN OLD.id <= (SELECT delivery_id FROM derived)
BEGIN
    UPDATE delivery_hour
    SET deliveries = deliveries - 1, bytes = bytes - OLD.bytes, events = events - OLD.events,
        stored = stored - OLD.stored, redelivered = redelivered - OLD.redelivered,
        quarantined = quarantined - OLD.quarantined, findings = findings - OLD.findings
    WHERE source_id = OLD.source_id AND hour = substr(OLD.received_at, 1, 13)
      AND outcome = OLD.outcome;
    DELETE FROM delivery_hour
    WHERE source_id = OLD.source_id AND hour = substr(OLD.received_at, 1, 13)
      AND outcome = OLD.outcome AND deliveries <= 0;
END;
