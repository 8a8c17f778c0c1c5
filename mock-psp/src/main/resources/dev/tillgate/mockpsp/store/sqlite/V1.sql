CREATE TABLE payment_intents (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('requires_payment_method', 'requires_confirmation',
    'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled')),
  order_id TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX payment_intents_by_order ON payment_intents (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE charges (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  payment_intent TEXT NOT NULL REFERENCES payment_intents (id),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX charges_by_intent ON charges (payment_intent);

CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_endpoints (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- A delivery is one event for one endpoint; its body is frozen here before the first byte leaves.
CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL REFERENCES events (id),
  endpoint TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  request TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'given_up')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at_ms INTEGER NOT NULL,
  last_outcome TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at_ms) WHERE state = 'pending';
CREATE INDEX deliveries_by_event ON deliveries (event);
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint);
CREATE INDEX deliveries_by_request ON deliveries (request) WHERE state = 'pending';

CREATE TABLE idempotency_keys (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  request TEXT NOT NULL,
  object TEXT,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  stored_at_ms INTEGER NOT NULL,
  executions INTEGER NOT NULL DEFAULT 1,
  replays INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
