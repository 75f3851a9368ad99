-- That it was done.
INSERT INTO erasure (erased_at, since, until, events, deliveries, quarantined)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
