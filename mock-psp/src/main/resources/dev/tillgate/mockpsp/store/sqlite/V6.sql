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
CREATE INDEX checkout_sessions_by_intent ON checkout_sessions (payment_intent) WHERE payment_intent IS NOT NULL;

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
