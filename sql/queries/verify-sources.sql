-- The sources, whose editions decide what their events tell.
SELECT id, name, edition FROM source
