-- On a server that has counted fewer transactions than the one these events come from, positions would
-- fall behind: from here on they rise again. Elsewhere nothing is beyond the next transaction's.
UPDATE event_base SET base = base + 1 + (newest - upcoming) / 1048576
FROM (SELECT COALESCE(MAX(position), 0) AS newest,
    ((SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + base FROM event_base) * 1048576) AS upcoming
  FROM events) AS known
WHERE newest >= upcoming + 1048576;
