-- The gateways that work on this store; here always one, whose row makes the claims of those before it a
-- dead one's.
CREATE TABLE nodes (
  id           TEXT NOT NULL PRIMARY KEY,
  works        INTEGER NOT NULL CHECK (works IN (0, 1)), -- whether it delivers and looks after what is due
  lease_ms     INTEGER NOT NULL CHECK (lease_ms > 0), -- silent for longer, it is dead
  joined_at_ms INTEGER NOT NULL,
  seen_at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the store's own clock says: the one that all nodes share.
CREATE VIEW store_clock AS SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now_ms;
