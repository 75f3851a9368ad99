-- That it was done.
INSERT INTO erasure (erased_at, since, until, events, mentions, deliveries, quarantined,
                     findings)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
