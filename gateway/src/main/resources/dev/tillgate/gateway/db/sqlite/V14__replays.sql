-- A replay is a job: the place behind which it goes on moves in the transaction that writes its
-- deliveries. The place is a delivery's id, or an event's position, as the scope says.
CREATE TABLE replays (
  id            TEXT    NOT NULL PRIMARY KEY,
  endpoint_id   TEXT    NOT NULL REFERENCES webhook_endpoints (id),
  scope         TEXT    NOT NULL CHECK (scope IN ('dead', 'any')),
  event_types   TEXT    NOT NULL,
  from_ms       INTEGER,
  to_ms         INTEGER,
  rate          INTEGER NOT NULL CHECK (rate >= 1),
  state         TEXT    NOT NULL CHECK (state IN ('running', 'paused', 'done', 'canceled')),
  reason        TEXT,
  place         TEXT    NOT NULL,
  last_place    TEXT    NOT NULL,
  matched       INTEGER NOT NULL CHECK (matched >= 0),
  queued        INTEGER NOT NULL CHECK (queued >= 0),
  -- Up to when the rate is used up, in microseconds since 1970: 300 a second is no whole number of
  -- milliseconds.
  paced_until_us INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX replays_running ON replays (id) WHERE state = 'running';

-- The replay that wrote it; the others need no row in the index.
ALTER TABLE deliveries ADD COLUMN replay_id TEXT REFERENCES replays (id);
CREATE INDEX deliveries_by_replay ON deliveries (replay_id, status) WHERE replay_id IS NOT NULL;

CREATE INDEX deliveries_dead ON deliveries (endpoint_id, id, event_type, created_at_ms)
  WHERE status = 'dead';
CREATE INDEX events_by_time ON events (created_at_ms, type);
