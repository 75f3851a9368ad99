-- Envelopes of some deliveries that name the vehicle.
UPDATE delivery SET envelope = NULL WHERE id > ?1 AND id <= ?2 AND instr(envelope, ?3) > 0
