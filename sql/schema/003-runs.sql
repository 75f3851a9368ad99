-- 003-runs: runs of 32,768 events, and the steps of remote actions in them.
--
-- A run that is no longer than the derivation's batch is written once in a storm: those of
-- 65,536 events were written three or four times.
--
-- The ids of actions are random: a table led by them costs a page of its own for each step
-- as soon as it is larger than a few batches. By run a step costs what it did in an empty
-- database, and a question about one action looks once into each run.

CREATE TEMP TABLE old_run AS SELECT * FROM timeline_run;
DELETE FROM timeline_run;
INSERT INTO timeline_run SELECT run * 2, first_at, last_at FROM old_run;
INSERT INTO timeline_run SELECT run * 2 + 1, first_at, last_at FROM old_run;
DROP TABLE old_run;

-- The CHECK refuses what a receiver that was started before the upgrade would write.
CREATE TEMP TABLE old_row AS SELECT * FROM timeline_row;
DROP TABLE timeline_row;

CREATE TABLE timeline_row (        -- each vehicle's events in time order, by run: ask the view timeline
    run             INTEGER NOT NULL REFERENCES timeline_run(run) CHECK (run = event_id / 32768),
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
    PRIMARY KEY (run, vin, at, event_id)
) STRICT, WITHOUT ROWID;

INSERT INTO timeline_row
SELECT event_id / 32768, vin, at, event_id, position_at, longitude, latitude, altitude_m,
       heading_deg, signal_quality, fix
FROM old_row ORDER BY 1, 2, 3, 4;
DROP TABLE old_row;

CREATE TABLE remote_step_row (     -- each remote action's events in time order, by run: ask the view remote_step
    run              INTEGER NOT NULL REFERENCES timeline_run(run) CHECK (run = event_id / 32768),
    action_id        TEXT NOT NULL, -- '' when the sender gave none
    at               TEXT NOT NULL, -- event date, or receipt where there is none
    event_id         INTEGER NOT NULL REFERENCES event(id),
    vin              TEXT,
    remote_type      TEXT,
    type             TEXT,          -- Pending, Done (a Failed of the charts is Done)
    status           TEXT,
    failure_cause    TEXT,
    feedback_detail  TEXT,
    PRIMARY KEY (run, action_id, at, event_id)
) STRICT, WITHOUT ROWID;

INSERT INTO remote_step_row (run, action_id, at, event_id, vin, remote_type, type, status,
                             failure_cause, feedback_detail)
SELECT event_id / 32768, action_id, at, event_id, vin, remote_type, type, status,
       failure_cause, feedback_detail
FROM remote_step ORDER BY 1, 2, 3, 4;

DROP TABLE remote_step;            -- now a view
