-- How an event came: called back with a signature, or read back from the provider's list.
ALTER TABLE callbacks ADD COLUMN origin TEXT NOT NULL DEFAULT 'callback'
  CHECK (origin IN ('callback', 'read_back'));

-- How far the events of each provider have been read back.
CREATE TABLE event_cursors (
  provider TEXT    NOT NULL PRIMARY KEY,
  -- The last event that surely need not be read again; NULL before the first.
  event_id TEXT,
  -- When it happened by the provider's clock; before the first event, from when on to read.
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the provider has and we do not: a person looks at it.
CREATE TABLE review_items (
  id           TEXT    NOT NULL PRIMARY KEY,
  kind         TEXT    NOT NULL CHECK (kind IN ('unknown_intent')),
  provider     TEXT    NOT NULL,
  reference    TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  -- 1 once money was taken or held: that opens an item again that was closed before.
  money        INTEGER NOT NULL CHECK (money IN (0, 1)),
  note         TEXT,
  opened_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  UNIQUE (provider, reference)
) STRICT;
