-- Up to which event the derivation has come.
SELECT event_id FROM derived WHERE only_row = 1
