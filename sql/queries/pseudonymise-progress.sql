-- How far it has come.
UPDATE pseudonymised SET event_id = max(event_id, :last), delivery_id = max(delivery_id, :delivery)
