-- What one engine says in one way and the other in another, under one name.

-- The events in the order in which they may be read one after the other: here the order of the
-- commits.
CREATE VIEW event_log AS SELECT * FROM events;

-- What an order is of, line by line.
CREATE VIEW order_lines AS
SELECT o.id AS order_id,
  json_extract(l.value, '$.sku') AS sku,
  json_extract(l.value, '$.quantity') AS quantity,
  json_extract(l.value, '$.unit_amount') AS unit_amount
FROM orders o, json_each(o.items) l;

-- What an endpoint wants, as patterns for LIKE … ESCAPE '!'.
CREATE VIEW webhook_endpoint_types AS
SELECT e.id AS endpoint_id, replace(replace(g.value, '_', '!_'), '*', '%') AS pattern
FROM webhook_endpoints e, json_each('["' || replace(e.event_types, ' ', '","') || '"]') g;

-- Whether what rows refer to is there.
CREATE VIEW checked_references AS
SELECT t.name AS id, NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check(t.name)) AS holds
FROM sqlite_schema t WHERE t.type = 'table';
