-- Of an event: that it is the example of findings, and what they quote of it. A variant is
-- a word that others have sent, too, or may send; if it names the vehicle, it was found.
UPDATE finding SET event_id = NULL, value = iif(variant = '', '', value) WHERE event_id = :id
