-- What happened, frozen: the payload is the exact bytes every receiver gets on every attempt.
-- The position is the order of the commits, so a reader who has seen one has seen all before it.
CREATE TABLE events (
  position      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id            TEXT    NOT NULL UNIQUE,
  type          TEXT    NOT NULL,
  order_id      TEXT,
  sequence      INTEGER CHECK (sequence >= 1),
  payload       BLOB    NOT NULL,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (order_id, sequence),
  CHECK ((order_id IS NULL) = (sequence IS NULL))
) STRICT;

-- A deleted endpoint keeps its row, so that its old deliveries still say where they went.
CREATE TABLE webhook_endpoints (
  id              TEXT    NOT NULL PRIMARY KEY,
  url             TEXT    NOT NULL,
  event_types     TEXT    NOT NULL,
  description     TEXT,
  headers         BLOB    NOT NULL, -- sealed: one may be an Authorization
  retry_waits_ms  TEXT    NOT NULL,
  max_in_flight   INTEGER CHECK (max_in_flight BETWEEN 1 AND 256),
  status          TEXT    NOT NULL CHECK (status IN ('enabled', 'disabled', 'deleted')),
  disabled_reason TEXT,
  paused_until_ms INTEGER NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  updated_at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sealed with the master key and bound to the row's id. The one without an end is the current one.
CREATE TABLE webhook_secrets (
  id            TEXT    NOT NULL PRIMARY KEY,
  endpoint_id   TEXT    NOT NULL REFERENCES webhook_endpoints (id),
  sealed        BLOB    NOT NULL,
  until_ms      INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX webhook_secrets_current ON webhook_secrets (endpoint_id) WHERE until_ms IS NULL;
CREATE INDEX webhook_secrets_by_endpoint ON webhook_secrets (endpoint_id);

-- claims is the fence, counted with each claim; attempts counts sends begun. A row whose attempts
-- exceed its rows in delivery_attempts was being sent when its process died.
CREATE TABLE deliveries (
  id             TEXT    NOT NULL PRIMARY KEY,
  event_id       TEXT    NOT NULL REFERENCES events (id),
  event_type     TEXT    NOT NULL,
  order_id       TEXT,
  endpoint_id    TEXT    NOT NULL REFERENCES webhook_endpoints (id),
  status         TEXT    NOT NULL CHECK (
    status IN ('pending', 'retrying', 'delivered', 'parked', 'dead', 'canceled')),
  reason         TEXT,
  claims         INTEGER NOT NULL CHECK (claims >= 0),
  attempts       INTEGER NOT NULL CHECK (attempts >= 0),
  crashes        INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0),
  claimed_by     TEXT,
  begun_at_ms    INTEGER NOT NULL DEFAULT 0,
  due_at_ms      INTEGER NOT NULL,
  retry_until_ms INTEGER NOT NULL,
  created_at_ms  INTEGER NOT NULL,
  updated_at_ms  INTEGER NOT NULL,
  CHECK (claimed_by IS NULL OR status IN ('pending', 'retrying'))
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_open ON deliveries (endpoint_id, due_at_ms)
  WHERE status IN ('pending', 'retrying');
CREATE INDEX deliveries_claimed ON deliveries (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX deliveries_stuck ON deliveries (status, id) WHERE status IN ('parked', 'dead');
CREATE INDEX deliveries_by_event ON deliveries (event_id);
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, id);

CREATE TABLE delivery_attempts (
  delivery_id   TEXT    NOT NULL REFERENCES deliveries (id),
  number        INTEGER NOT NULL CHECK (number >= 1),
  started_at_ms INTEGER NOT NULL,
  latency_ms    INTEGER NOT NULL,
  outcome       TEXT    NOT NULL CHECK (
    outcome IN ('delivered', 'failed', 'refused', 'interrupted')),
  status        INTEGER,
  error         TEXT,
  reply         TEXT,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;
