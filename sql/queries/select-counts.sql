-- What the database holds: for people, at a glance.
SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM delivery),
       (SELECT count(*) FROM finding), (SELECT count(*) FROM quarantine),
       (SELECT max(received_at) FROM delivery)
