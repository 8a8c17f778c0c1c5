CREATE TABLE products (
  sku           TEXT    NOT NULL PRIMARY KEY,
  name          TEXT    NOT NULL,
  unit_amount   INTEGER NOT NULL CHECK (unit_amount > 0),
  currency      TEXT    NOT NULL CHECK (length(currency) = 3),
  stock         INTEGER NOT NULL CHECK (stock >= 0),
  reserved      INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- products.reserved is the sum of the held rows here.
CREATE TABLE reservations (
  order_id TEXT    NOT NULL,
  sku      TEXT    NOT NULL REFERENCES products (sku),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  status   TEXT    NOT NULL CHECK (status IN ('held', 'committed', 'released')),
  PRIMARY KEY (order_id, sku)
) STRICT, WITHOUT ROWID;
