-- Every table has an id, created and body, so that one kind of row serves them all.
CREATE TABLE deliveries_2 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  event TEXT NOT NULL REFERENCES events (id),
  endpoint TEXT NOT NULL REFERENCES webhook_endpoints (id),
  request TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'given_up')),
  attempts INTEGER NOT NULL,
  due_at_ms INTEGER,
  last_outcome TEXT,
  body TEXT NOT NULL,
  CHECK ((state = 'pending') = (due_at_ms IS NOT NULL))
) STRICT;
INSERT INTO deliveries_2
  SELECT seq, 'whd_' || seq, due_at_ms / 1000, event, endpoint, request, state, attempts,
    CASE state WHEN 'pending' THEN due_at_ms END, last_outcome, body
  FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE deliveries_2 RENAME TO deliveries;
CREATE INDEX deliveries_due ON deliveries (due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX deliveries_by_event ON deliveries (event);
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint);
CREATE INDEX deliveries_by_request ON deliveries (request) WHERE due_at_ms IS NOT NULL;
CREATE INDEX deliveries_undelivered ON deliveries (state) WHERE state <> 'delivered';

CREATE TABLE idempotency_keys_2 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  request TEXT NOT NULL,
  object TEXT,
  status INTEGER NOT NULL,
  stored_at_ms INTEGER NOT NULL,
  executions INTEGER NOT NULL,
  replays INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO idempotency_keys_2 (id, created, fingerprint, request, object, status, stored_at_ms,
    executions, replays, body)
  SELECT key, stored_at_ms / 1000, fingerprint, request, object, status, stored_at_ms,
    executions, replays, body
  FROM idempotency_keys ORDER BY rowid;
DROP TABLE idempotency_keys;
ALTER TABLE idempotency_keys_2 RENAME TO idempotency_keys;
CREATE INDEX idempotency_keys_by_object ON idempotency_keys (object) WHERE object IS NOT NULL;

CREATE TABLE settings_2 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  value INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO settings_2 (id, created, value, body) SELECT name, 0, value, '' FROM settings;
DROP TABLE settings;
ALTER TABLE settings_2 RENAME TO settings;
