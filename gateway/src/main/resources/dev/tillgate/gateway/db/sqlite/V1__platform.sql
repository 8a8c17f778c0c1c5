CREATE TABLE api_keys (
  id            TEXT    NOT NULL PRIMARY KEY,
  name          TEXT    NOT NULL,
  hash          TEXT    NOT NULL UNIQUE,
  scope         TEXT    NOT NULL CHECK (scope IN ('read', 'checkout', 'admin')),
  created_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER
) STRICT;

-- A key is claimed with the work it guards; the answer is added when it is known. A row without an
-- answer after a crash leads a repeat to what the key was for.
CREATE TABLE idempotency_keys (
  owner         TEXT    NOT NULL,
  key           TEXT    NOT NULL,
  fingerprint   TEXT    NOT NULL,
  resource      TEXT    NOT NULL,
  created_at_ms INTEGER NOT NULL,
  status        INTEGER,
  headers       TEXT,
  body          BLOB,
  PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at_ms);
