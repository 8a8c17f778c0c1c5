-- What was removed for its age leaves a trace, so that what is left is not taken for all there was.

-- Of each order whose events were removed the highest sequence among those: none is given twice.
CREATE TABLE removed_sequences (
  order_id TEXT    NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL CHECK (sequence >= 1)
) STRICT, WITHOUT ROWID;

-- One row. Behind the position every event is still there. The newest event that was removed is
-- named, for an id that is no longer known tells nothing else. Of events from then on every
-- delivery is still there.
CREATE TABLE retention (
  id                  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  events_after        INTEGER NOT NULL CHECK (events_after >= 0),
  newest_removed      TEXT,
  deliveries_since_ms INTEGER NOT NULL
) STRICT;

INSERT INTO retention (id, events_after, newest_removed, deliveries_since_ms)
VALUES (1, 0, NULL, 0);
