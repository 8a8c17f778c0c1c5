CREATE TABLE payments (
  id                  TEXT    NOT NULL PRIMARY KEY,
  order_id            TEXT    NOT NULL REFERENCES orders (id),
  attempt             INTEGER NOT NULL CHECK (attempt >= 1),
  status              TEXT    NOT NULL CHECK (status IN (
                        'created', 'submitted', 'unknown', 'processing', 'requires_action', 'failed',
                        'authorized', 'canceled', 'succeeded', 'refund_pending', 'partially_refunded',
                        'refunded', 'refund_failed', 'needs_review')),
  provider            TEXT    NOT NULL,
  provider_payment_id TEXT,
  amount              INTEGER NOT NULL CHECK (amount > 0),
  currency            TEXT    NOT NULL CHECK (length(currency) = 3),
  method              TEXT    NOT NULL,
  return_url          TEXT,
  decline_code        TEXT,
  redirect_url        TEXT,
  -- Calls or looks since the state was reached: the place in the schedule of waits.
  tries               INTEGER NOT NULL DEFAULT 0,
  due_at_ms           INTEGER,
  -- When its keys were first used: a provider forgets a key after a day.
  submitted_at_ms     INTEGER,
  created_at_ms       INTEGER NOT NULL,
  updated_at_ms       INTEGER NOT NULL,
  UNIQUE (order_id, attempt),
  UNIQUE (provider, provider_payment_id)
) STRICT;

CREATE INDEX payments_due ON payments (due_at_ms) WHERE due_at_ms IS NOT NULL;

CREATE TABLE callbacks (
  id                TEXT    NOT NULL PRIMARY KEY,
  provider          TEXT    NOT NULL,
  provider_event_id TEXT    NOT NULL,
  type              TEXT    NOT NULL,
  status            TEXT    NOT NULL CHECK (status IN ('received', 'processed', 'ignored', 'deferred', 'dead')),
  reason            TEXT,
  body              BLOB    NOT NULL,
  payment_id        TEXT,
  tries             INTEGER NOT NULL DEFAULT 0,
  due_at_ms         INTEGER,
  received_at_ms    INTEGER NOT NULL,
  settled_at_ms     INTEGER,
  UNIQUE (provider, provider_event_id)
) STRICT;

CREATE INDEX callbacks_due ON callbacks (due_at_ms) WHERE due_at_ms IS NOT NULL;
