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
