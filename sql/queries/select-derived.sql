-- Up to which event the derivation has come, and up to which delivery the counting; and
-- the delivery up to which it could come, some thousands at a time.
SELECT event_id, delivery_id,
       min(delivery_id + 40000, (SELECT coalesce(max(id), 0) FROM delivery))
FROM derived WHERE only_row = 1
