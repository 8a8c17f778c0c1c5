-- The gateway's own ed25519 keys, seed and public key sealed together and bound to the row's id, so
-- that a row altered or moved publishes nothing. The one without an end is the current one.
CREATE TABLE webhook_keys (
  id            TEXT    NOT NULL PRIMARY KEY,
  algorithm     TEXT    NOT NULL CHECK (algorithm IN ('ed25519')),
  sealed        BLOB    NOT NULL,
  until_ms      INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX webhook_keys_current ON webhook_keys (algorithm) WHERE until_ms IS NULL;
