-- A kept answer makes its row larger than what a tree without rowids is made for (a twentieth of a page,
-- https://www.sqlite.org/withoutrowid.html). Under callers' keys, which come in no order, each row then lay on
-- a page of its own; by rowid those of one commit lie together, and only the index is in the keys' order.
CREATE TABLE idempotency_keys_by_rowid (
  owner         TEXT    NOT NULL,
  key           TEXT    NOT NULL,
  fingerprint   TEXT    NOT NULL,
  resource      TEXT    NOT NULL,
  created_at_ms INTEGER NOT NULL,
  status        INTEGER,
  headers       TEXT,
  body          BLOB,
  PRIMARY KEY (owner, key)
) STRICT;

INSERT INTO idempotency_keys_by_rowid
  SELECT owner, key, fingerprint, resource, created_at_ms, status, headers, body
  FROM idempotency_keys ORDER BY created_at_ms;

DROP TABLE idempotency_keys;
ALTER TABLE idempotency_keys_by_rowid RENAME TO idempotency_keys;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at_ms);
