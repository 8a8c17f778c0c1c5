ALTER TABLE webhook_endpoints ADD COLUMN format TEXT NOT NULL DEFAULT 'standard'
  CHECK (format IN ('standard', 'cloudevents'));
ALTER TABLE webhook_endpoints ADD COLUMN signing TEXT NOT NULL DEFAULT 'hmac'
  CHECK (signing IN ('hmac', 'ed25519'));
ALTER TABLE webhook_endpoints ADD COLUMN rate_limit INTEGER CHECK (rate_limit >= 1);
ALTER TABLE webhook_endpoints ADD COLUMN ordering TEXT NOT NULL DEFAULT 'any'
  CHECK (ordering IN ('any', 'block', 'skip'));

-- The breaker parks by standing here: the deliveries behind it are not written.
ALTER TABLE webhook_endpoints ADD COLUMN breaker TEXT NOT NULL DEFAULT 'closed'
  CHECK (breaker IN ('closed', 'open', 'half_open'));
ALTER TABLE webhook_endpoints ADD COLUMN breaker_probes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhook_endpoints ADD COLUMN breaker_since_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhook_endpoints ADD COLUMN breaker_until_ms INTEGER NOT NULL DEFAULT 0;

-- The event's sequence, for endpoints that are told in order; the others need no row in the index.
ALTER TABLE deliveries ADD COLUMN sequence INTEGER;
CREATE INDEX deliveries_in_order ON deliveries (endpoint_id, order_id, sequence)
  WHERE sequence IS NOT NULL AND status IN ('pending', 'retrying', 'parked', 'dead');
