-- A delivery may be dropped on purpose; it knows its type, and maybe its place among the shuffled.
CREATE TABLE deliveries_5 (
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
INSERT INTO deliveries_5 (seq, id, created, event, type, endpoint, request, state, attempts,
    due_at_ms, last_outcome, body)
  SELECT seq, id, created, event, json_extract(body, '$.type'), endpoint, request, state, attempts,
    due_at_ms, last_outcome, body
  FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE deliveries_5 RENAME TO deliveries;
CREATE INDEX deliveries_due ON deliveries (due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX deliveries_by_event ON deliveries (event);
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint);
CREATE INDEX deliveries_by_request ON deliveries (request) WHERE due_at_ms IS NOT NULL;
CREATE INDEX deliveries_undelivered ON deliveries (state) WHERE state <> 'delivered';

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
