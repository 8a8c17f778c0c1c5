-- Every table has an id, created and body, so that one kind of row serves them all.

CREATE TABLE deliveries_2 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  event TEXT NOT NULL REFERENCES events (id),
  type TEXT NOT NULL,
  endpoint TEXT NOT NULL REFERENCES webhook_endpoints (id),
  request TEXT,
  state TEXT NOT NULL
    CHECK (state IN ('pending', 'sending', 'delivered', 'given_up', 'dropped')),
  attempts INTEGER NOT NULL,
  due_at_ms INTEGER,
  place INTEGER,
  last_outcome TEXT,
  body TEXT NOT NULL,
  CHECK ((state = 'pending') = (due_at_ms IS NOT NULL))
) STRICT;
INSERT INTO deliveries_2 (seq, id, created, event, type, endpoint, request, state, attempts,
    due_at_ms, last_outcome, body)
  SELECT seq, 'whd_' || seq, due_at_ms / 1000, event, json_extract(body, '$.type'), endpoint,
    request, state, attempts, CASE state WHEN 'pending' THEN due_at_ms END, last_outcome, body
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

CREATE TABLE rolled_secrets (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  endpoint TEXT NOT NULL REFERENCES webhook_endpoints (id),
  secret TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX rolled_secrets_by_endpoint ON rolled_secrets (endpoint);

-- What happens later by the provider's own clock; the object is of whatever table its kind says.
CREATE TABLE timetable (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  kind TEXT NOT NULL,
  object TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX timetable_due ON timetable (due_at_ms);

CREATE TABLE refunds (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  charge TEXT NOT NULL REFERENCES charges (id),
  payment_intent TEXT NOT NULL REFERENCES payment_intents (id),
  status TEXT NOT NULL CHECK (status IN ('pending', 'requires_action', 'succeeded', 'failed',
    'canceled')),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX refunds_by_charge ON refunds (charge);
CREATE INDEX refunds_by_intent ON refunds (payment_intent);

CREATE TABLE disputes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  charge TEXT NOT NULL REFERENCES charges (id),
  payment_intent TEXT NOT NULL REFERENCES payment_intents (id),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX disputes_by_charge ON disputes (charge);
CREATE INDEX disputes_by_intent ON disputes (payment_intent);

-- "presses" counts how often Pay was pressed; "draft" is the intent that the first press creates.
CREATE TABLE checkout_sessions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'complete', 'expired')),
  payment_intent TEXT REFERENCES payment_intents (id),
  customer TEXT,
  email TEXT,
  presses INTEGER NOT NULL,
  draft TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX checkout_sessions_by_intent ON checkout_sessions (payment_intent)
  WHERE payment_intent IS NOT NULL;

CREATE TABLE checkout_items (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  session TEXT NOT NULL REFERENCES checkout_sessions (id),
  about TEXT NOT NULL,
  image TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX checkout_items_by_session ON checkout_items (session);
