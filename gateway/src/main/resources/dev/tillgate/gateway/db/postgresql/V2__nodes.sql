-- The gateways that work on this database. A few rows, updated all the time.
CREATE TABLE nodes (
  id           text COLLATE "C" NOT NULL PRIMARY KEY,
  works        bigint NOT NULL CHECK (works IN (0, 1)), -- whether it delivers and looks after what is due
  lease_ms     bigint NOT NULL CHECK (lease_ms > 0), -- silent for longer, it is dead
  joined_at_ms bigint NOT NULL,
  seen_at_ms   bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 100, autovacuum_vacuum_scale_factor = 0);

-- What the database's own clock says: the one that all nodes share.
CREATE VIEW store_clock AS
SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms;

-- By these each node knows whether its copy in memory is still right: whoever changes what a row stands for
-- locks the row first and leaves the number of its transaction, which no other ever had.
CREATE TABLE revisions (
  name  text COLLATE "C" NOT NULL PRIMARY KEY,
  value bigint NOT NULL
) WITH (fillfactor = 50);

INSERT INTO revisions (name, value) VALUES ('webhook_endpoints', 0), ('webhook_keys', 0);
