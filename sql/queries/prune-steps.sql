-- Steps of remote actions.
DELETE FROM remote_step WHERE action_id >= :from AND action_id < :to AND event_id <= :last
