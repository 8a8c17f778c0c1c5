-- Money on its way back to the shopper, or there: those asked for here, and those made at the
-- provider. What may still move has a time to act.
CREATE TABLE refunds (
  id                  TEXT    NOT NULL PRIMARY KEY,
  payment_id          TEXT    NOT NULL REFERENCES payments (id),
  order_id            TEXT    NOT NULL REFERENCES orders (id),
  status              TEXT    NOT NULL CHECK (status IN (
                        'created', 'submitted', 'unknown', 'pending', 'succeeded', 'failed', 'canceled')),
  origin              TEXT    NOT NULL CHECK (origin IN ('requested', 'automatic', 'provider')),
  amount              INTEGER NOT NULL CHECK (amount > 0),
  -- What the payment brought; all its refunds that stand are never more.
  captured            INTEGER NOT NULL,
  currency            TEXT    NOT NULL CHECK (length(currency) = 3),
  reason              TEXT,
  provider            TEXT    NOT NULL,
  provider_payment_id TEXT    NOT NULL,
  provider_refund_id  TEXT,
  failure_reason      TEXT,
  tries               INTEGER NOT NULL DEFAULT 0,
  due_at_ms           INTEGER,
  -- When its key was first used: a provider forgets a key after a day.
  submitted_at_ms     INTEGER,
  created_at_ms       INTEGER NOT NULL,
  updated_at_ms       INTEGER NOT NULL,
  UNIQUE (provider, provider_refund_id),
  CHECK (amount <= captured),
  CHECK ((status IN ('created', 'submitted', 'unknown', 'pending')) = (due_at_ms IS NOT NULL))
) STRICT;

CREATE INDEX refunds_due ON refunds (due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX refunds_by_payment ON refunds (payment_id);
CREATE INDEX refunds_by_order ON refunds (order_id, id);

-- What shoppers complained of at their banks, by the provider's id.
CREATE TABLE disputes (
  provider            TEXT    NOT NULL,
  provider_dispute_id TEXT    NOT NULL,
  payment_id          TEXT    NOT NULL REFERENCES payments (id),
  order_id            TEXT    NOT NULL REFERENCES orders (id),
  status              TEXT    NOT NULL CHECK (status IN ('open', 'closed')),
  -- Whether the provider still takes refunds of the payment meanwhile.
  refundable          INTEGER NOT NULL CHECK (refundable IN (0, 1)),
  created_at_ms       INTEGER NOT NULL,
  updated_at_ms       INTEGER NOT NULL,
  PRIMARY KEY (provider, provider_dispute_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX disputes_open ON disputes (order_id) WHERE status = 'open';
