-- carhook vehicle: what happened to one vehicle, in time order; of more than are asked for the
-- last. Where a value is an object, its words are the value: which alert, and whether it is
-- open; on which side a collision was, and how bad.
SELECT story.at, story.kind, story.what,
       CASE WHEN story.value LIKE 'obj.%' THEN coalesce(
           (SELECT group_concat(
                       CASE WHEN o.type = 'object' THEN coalesce(
                           (o.value ->> '$.type')
                               || CASE json_extract(o.value, '$.active')
                                  WHEN 1 THEN ' open' WHEN 0 THEN ' closed' ELSE '' END,
                           (SELECT group_concat(
                                       CASE WHEN detail.type = 'object'
                                            THEN coalesce(detail.value ->> '$.side', '?') || ' '
                                                 || coalesce(detail.value ->> '$.severity', '?')
                                            END, ', ')
                            FROM json_each(o.value, '$.details') detail)) END, ', ')
            FROM event e
            JOIN json_each(e.json, CASE WHEN json_type(e.json, '$.monitorEvent') = 'object'
                                        THEN '$.monitorEvent.values' ELSE '$.values' END) i
            JOIN json_each(CASE WHEN i.type <> 'object' THEN '[]'
                           ELSE coalesce(i.value -> '$.value.body.objectValues',
                                         json_array(i.value -> '$.value.body.objectValue'))
                           END) o
            WHERE e.id = story.event_id
              AND CASE WHEN i.type = 'object' THEN i.value ->> '$.data' END = story.what),
           story.value)
       ELSE story.value END AS value,
       story.previous, story.refresh, story.longitude, story.latitude, story.monitor_id,
       story.action_id, story.source, story.event_id
FROM (SELECT * FROM vehicle_timeline t
      WHERE vin = :vin_first AND at >= :since AND at < :until
        AND (:fleet IS NULL OR
             :fleet = coalesce(t.fleet_id, (SELECT fleet_id FROM vehicle
                                            WHERE vin = :vin_first)))
        AND (:monitor IS NULL OR monitor_id = :monitor)
        AND (:source IS NULL OR source = :source)
      ORDER BY at DESC, event_id DESC, what DESC LIMIT :limit) story
ORDER BY story.at, story.event_id, story.what
