-- Which order runs out of time next; orders that cannot be paid any more have no deadline.
CREATE INDEX orders_by_deadline ON orders (expires_at_ms)
  WHERE status IN ('pending', 'requires_action', 'payment_failed');
