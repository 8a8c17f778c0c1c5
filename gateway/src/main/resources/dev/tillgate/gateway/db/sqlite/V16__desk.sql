-- A person asked for its next send, which goes past an open breaker. Lowered as the send begins. The
-- index names the column twice so that it is chosen before the one of all that is due.
ALTER TABLE deliveries ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));
CREATE INDEX deliveries_asked ON deliveries (endpoint_id, asked, due_at_ms)
  WHERE asked = 1 AND status IN ('pending', 'retrying');

-- How far an endpoint's deliveries have been brought in line with its status, by their ids; NULL
-- when all are. They are too many for one transaction.
ALTER TABLE webhook_endpoints ADD COLUMN aligned_to TEXT;
CREATE INDEX webhook_endpoints_unaligned ON webhook_endpoints (id) WHERE aligned_to IS NOT NULL;
CREATE INDEX deliveries_parked ON deliveries (endpoint_id, id) WHERE status = 'parked';
