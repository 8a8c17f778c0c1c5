-- Which order runs out of time next; orders that cannot be paid any more have no deadline.
CREATE INDEX orders_by_deadline ON orders (expires_at_ms)
  WHERE status IN ('pending', 'requires_action', 'payment_failed');

-- Why a person decided about an order in review as they did; its money is theirs to answer for.
ALTER TABLE orders ADD COLUMN resolution TEXT;
