CREATE TABLE orders (
  id              TEXT    NOT NULL PRIMARY KEY,
  status          TEXT    NOT NULL CHECK (status IN (
                    'pending', 'requires_action', 'confirmed', 'payment_failed', 'canceling', 'canceled',
                    'expiring', 'expired', 'partially_refunded', 'refunded', 'needs_review')),
  amount          INTEGER NOT NULL CHECK (amount > 0),
  currency        TEXT    NOT NULL CHECK (length(currency) = 3),
  amount_refunded INTEGER NOT NULL DEFAULT 0 CHECK (amount_refunded BETWEEN 0 AND amount),
  items           TEXT    NOT NULL,
  email           TEXT    NOT NULL,
  customer_name   TEXT,
  cart_id         TEXT,
  -- The cart while this order holds it, else NULL: see orders_by_held_cart.
  held_cart_id    TEXT,
  metadata        TEXT    NOT NULL,
  version         INTEGER NOT NULL DEFAULT 1,
  created_at_ms   INTEGER NOT NULL,
  expires_at_ms   INTEGER NOT NULL,
  confirmed_at_ms INTEGER,
  updated_at_ms   INTEGER NOT NULL
) STRICT;

-- At most one order holds a cart.
CREATE UNIQUE INDEX orders_by_held_cart ON orders (held_cart_id) WHERE held_cart_id IS NOT NULL;
CREATE INDEX orders_by_email ON orders (email, id);

-- The third guard of finishing: one row per order and way to finish, whoever brought the news.
CREATE TABLE order_finishes (
  order_id TEXT    NOT NULL REFERENCES orders (id),
  finish   TEXT    NOT NULL CHECK (finish IN ('confirmed')),
  cause    TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  PRIMARY KEY (order_id, finish)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_timeline (
  position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  order_id TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  details  TEXT    NOT NULL
) STRICT;

CREATE INDEX order_timeline_by_order ON order_timeline (order_id, position);
