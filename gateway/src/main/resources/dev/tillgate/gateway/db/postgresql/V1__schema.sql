-- The schema of SQLite's migrations up to V17, for this engine: a test compares the two. Text sorts by
-- its bytes, for ids are read in their order.

-- Events commit out of the order in which they are written, so a position says first which
-- transaction wrote it, and then in which place in it: (xid + base) * 2^20 + place. Whoever reads below
-- the oldest transaction that is still under way reads what nothing will be written between. The base
-- keeps positions rising when the data moves to a server that has counted fewer transactions.
CREATE TABLE event_base (
  id   bigint NOT NULL PRIMARY KEY CHECK (id = 1),
  base bigint NOT NULL
);

INSERT INTO event_base (id, base) VALUES (1, 0);

CREATE FUNCTION next_event_position() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  place bigint := COALESCE(NULLIF(current_setting('tillgate.event_place', TRUE), ''), '0')::bigint;
BEGIN
  IF place >= 1048576 THEN
    RAISE EXCEPTION 'too many events in one transaction';
  END IF;
  PERFORM set_config('tillgate.event_place', (place + 1)::text, TRUE);
  RETURN (pg_current_xact_id()::text::bigint + (SELECT base FROM event_base)) * 1048576 + place;
END $$;

CREATE FUNCTION event_horizon() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + base) * 1048576 FROM event_base
$$;

CREATE TABLE api_keys (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  name          text COLLATE "C" NOT NULL,
  hash          text COLLATE "C" NOT NULL UNIQUE,
  scope         text COLLATE "C" NOT NULL CHECK (scope IN ('read', 'checkout', 'admin')),
  created_at_ms bigint NOT NULL,
  revoked_at_ms bigint
);

CREATE TABLE idempotency_keys (
  owner         text COLLATE "C" NOT NULL,
  key           text COLLATE "C" NOT NULL,
  fingerprint   text COLLATE "C" NOT NULL,
  resource      text COLLATE "C" NOT NULL,
  created_at_ms bigint NOT NULL,
  status        bigint,
  headers       text COLLATE "C",
  body          bytea,
 PRIMARY KEY (owner, key)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at_ms);

CREATE TABLE products (
  sku           text COLLATE "C" NOT NULL PRIMARY KEY,
  name          text COLLATE "C" NOT NULL,
  unit_amount   bigint NOT NULL CHECK (unit_amount > 0),
  currency      text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  stock         bigint NOT NULL CHECK (stock >= 0),
  reserved      bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE TABLE reservations (
  order_id text COLLATE "C" NOT NULL,
  sku      text COLLATE "C" NOT NULL REFERENCES products (sku),
  quantity bigint NOT NULL CHECK (quantity > 0),
  status   text COLLATE "C" NOT NULL CHECK (status IN ('held', 'committed', 'released')),
 PRIMARY KEY (order_id, sku)
);

CREATE TABLE events (
  position      bigint NOT NULL DEFAULT next_event_position() PRIMARY KEY,
  id            text COLLATE "C" NOT NULL UNIQUE,
  type          text COLLATE "C" NOT NULL,
  order_id      text COLLATE "C",
  sequence      bigint CHECK (sequence >= 1),
  payload       bytea NOT NULL,
  created_at_ms bigint NOT NULL,
  UNIQUE (order_id, sequence),
 CHECK ((order_id IS NULL) = (sequence IS NULL))
);

CREATE TABLE webhook_endpoints (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  url             text COLLATE "C" NOT NULL,
  event_types     text COLLATE "C" NOT NULL,
  description     text COLLATE "C",
  headers         bytea NOT NULL, -- sealed: one may be an Authorization
  retry_waits_ms  text COLLATE "C" NOT NULL,
  max_in_flight   bigint CHECK (max_in_flight BETWEEN 1 AND 256),
  status          text COLLATE "C" NOT NULL CHECK (status IN ('enabled', 'disabled', 'deleted')),
  disabled_reason text COLLATE "C",
  paused_until_ms bigint NOT NULL,
  created_at_ms   bigint NOT NULL,
  updated_at_ms   bigint NOT NULL
, format text COLLATE "C" NOT NULL DEFAULT 'standard'
 CHECK (format IN ('standard', 'cloudevents')), signing text COLLATE "C" NOT NULL DEFAULT 'hmac'
 CHECK (signing IN ('hmac', 'ed25519')), rate_limit bigint CHECK (rate_limit >= 1), ordering text COLLATE "C" NOT NULL DEFAULT 'any'
 CHECK (ordering IN ('any', 'block', 'skip')), breaker text COLLATE "C" NOT NULL DEFAULT 'closed'
 CHECK (breaker IN ('closed', 'open', 'half_open')), breaker_probes bigint NOT NULL DEFAULT 0, breaker_since_ms bigint NOT NULL DEFAULT 0, breaker_until_ms bigint NOT NULL DEFAULT 0, aligned_to text COLLATE "C");

CREATE TABLE webhook_secrets (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  endpoint_id   text COLLATE "C" NOT NULL REFERENCES webhook_endpoints (id),
  sealed        bytea NOT NULL,
  until_ms      bigint,
  created_at_ms bigint NOT NULL
);

CREATE UNIQUE INDEX webhook_secrets_current ON webhook_secrets (endpoint_id) WHERE until_ms IS NULL;

CREATE INDEX webhook_secrets_by_endpoint ON webhook_secrets (endpoint_id);

CREATE TABLE replays (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  endpoint_id   text COLLATE "C" NOT NULL REFERENCES webhook_endpoints (id),
  scope         text COLLATE "C" NOT NULL CHECK (scope IN ('dead', 'any')),
  event_types   text COLLATE "C" NOT NULL,
  from_ms       bigint,
  to_ms         bigint,
  rate          bigint NOT NULL CHECK (rate >= 1),
  state         text COLLATE "C" NOT NULL CHECK (state IN ('running', 'paused', 'done', 'canceled')),
  reason        text COLLATE "C",
  place         text COLLATE "C" NOT NULL,
  last_place    text COLLATE "C" NOT NULL,
  matched       bigint NOT NULL CHECK (matched >= 0),
  queued        bigint NOT NULL CHECK (queued >= 0),
  -- Up to when the rate is used up, in microseconds since 1970: 300 a second is no whole number of
  -- milliseconds.
  paced_until_us bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL
);

CREATE TABLE deliveries (
  id             text COLLATE "C" NOT NULL PRIMARY KEY,
  event_id       text COLLATE "C" NOT NULL REFERENCES events (id),
  event_type     text COLLATE "C" NOT NULL,
  order_id       text COLLATE "C",
  endpoint_id    text COLLATE "C" NOT NULL REFERENCES webhook_endpoints (id),
  status         text COLLATE "C" NOT NULL CHECK (
    status IN ('pending', 'retrying', 'delivered', 'parked', 'dead', 'canceled')),
  reason         text COLLATE "C",
  claims         bigint NOT NULL CHECK (claims >= 0),
  attempts       bigint NOT NULL CHECK (attempts >= 0),
  crashes        bigint NOT NULL DEFAULT 0 CHECK (crashes >= 0),
  claimed_by     text COLLATE "C",
  begun_at_ms    bigint NOT NULL DEFAULT 0,
  due_at_ms      bigint NOT NULL,
  retry_until_ms bigint NOT NULL,
  created_at_ms  bigint NOT NULL,
  updated_at_ms  bigint NOT NULL, sequence bigint, replay_id text COLLATE "C" REFERENCES replays (id), asked bigint NOT NULL DEFAULT 0 CHECK (asked IN (0, 1)),
 CHECK (claimed_by IS NULL OR status IN ('pending', 'retrying'))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE INDEX deliveries_open ON deliveries (endpoint_id, due_at_ms)
  WHERE status IN ('pending', 'retrying');

CREATE INDEX deliveries_claimed ON deliveries (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE INDEX deliveries_stuck ON deliveries (status, id) WHERE status IN ('parked', 'dead');

CREATE INDEX deliveries_by_event ON deliveries (event_id);

CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, id);

CREATE TABLE delivery_attempts (
  delivery_id   text COLLATE "C" NOT NULL REFERENCES deliveries (id),
  number        bigint NOT NULL CHECK (number >= 1),
  started_at_ms bigint NOT NULL,
  latency_ms    bigint NOT NULL,
  outcome       text COLLATE "C" NOT NULL CHECK (
    outcome IN ('delivered', 'failed', 'refused', 'interrupted')),
  status        bigint,
  error         text COLLATE "C",
  reply         text COLLATE "C",
 PRIMARY KEY (delivery_id, number)
);

CREATE TABLE orders (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  status          text COLLATE "C" NOT NULL CHECK (status IN (
                    'pending', 'requires_action', 'confirmed', 'payment_failed', 'canceling', 'canceled',
                    'expiring', 'expired', 'partially_refunded', 'refunded', 'needs_review')),
  amount          bigint NOT NULL CHECK (amount > 0),
  currency        text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  amount_refunded bigint NOT NULL DEFAULT 0 CHECK (amount_refunded BETWEEN 0 AND amount),
  items           text COLLATE "C" NOT NULL,
  email           text COLLATE "C" NOT NULL,
  customer_name   text COLLATE "C",
  cart_id         text COLLATE "C",
  -- The cart while this order holds it, else NULL: see orders_by_held_cart.
  held_cart_id    text COLLATE "C",
  metadata        text COLLATE "C" NOT NULL,
  version         bigint NOT NULL DEFAULT 1,
  created_at_ms   bigint NOT NULL,
  expires_at_ms   bigint NOT NULL,
  confirmed_at_ms bigint,
  updated_at_ms   bigint NOT NULL
, resolution text COLLATE "C");

CREATE UNIQUE INDEX orders_by_held_cart ON orders (held_cart_id) WHERE held_cart_id IS NOT NULL;

CREATE INDEX orders_by_email ON orders (email, id);

CREATE TABLE order_finishes (
  order_id text COLLATE "C" NOT NULL REFERENCES orders (id),
  finish   text COLLATE "C" NOT NULL CHECK (finish IN ('confirmed')),
  cause    text COLLATE "C" NOT NULL,
  at_ms    bigint NOT NULL,
 PRIMARY KEY (order_id, finish)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE TABLE order_timeline (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id text COLLATE "C" NOT NULL,
  at_ms    bigint NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  text     text COLLATE "C" NOT NULL,
  details  text COLLATE "C" NOT NULL
);

CREATE INDEX order_timeline_by_order ON order_timeline (order_id, position);

CREATE TABLE payments (
  id                  text COLLATE "C" NOT NULL PRIMARY KEY,
  order_id            text COLLATE "C" NOT NULL REFERENCES orders (id),
  attempt             bigint NOT NULL CHECK (attempt >= 1),
  status              text COLLATE "C" NOT NULL CHECK (status IN (
                        'created', 'submitted', 'unknown', 'processing', 'requires_action', 'failed',
                        'authorized', 'canceled', 'succeeded', 'refund_pending', 'partially_refunded',
                        'refunded', 'refund_failed', 'needs_review')),
  provider            text COLLATE "C" NOT NULL,
  provider_payment_id text COLLATE "C",
  amount              bigint NOT NULL CHECK (amount > 0),
  currency            text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  method              text COLLATE "C" NOT NULL,
  return_url          text COLLATE "C",
  decline_code        text COLLATE "C",
  redirect_url        text COLLATE "C",
  -- Calls or looks since the state was reached: the place in the schedule of waits.
  tries               bigint NOT NULL DEFAULT 0,
  due_at_ms           bigint,
  -- When its keys were first used: a provider forgets a key after a day.
  submitted_at_ms     bigint,
  created_at_ms       bigint NOT NULL,
  updated_at_ms       bigint NOT NULL, received bigint CHECK (received > 0),
  UNIQUE (order_id, attempt),
  UNIQUE (provider, provider_payment_id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE INDEX payments_due ON payments (due_at_ms) WHERE due_at_ms IS NOT NULL;

CREATE TABLE callbacks (
  id                text COLLATE "C" NOT NULL PRIMARY KEY,
  provider          text COLLATE "C" NOT NULL,
  provider_event_id text COLLATE "C" NOT NULL,
  type              text COLLATE "C" NOT NULL,
  status            text COLLATE "C" NOT NULL CHECK (status IN ('received', 'processed', 'ignored', 'deferred', 'dead')),
  reason            text COLLATE "C",
  body              bytea NOT NULL,
  payment_id        text COLLATE "C",
  tries             bigint NOT NULL DEFAULT 0,
  due_at_ms         bigint,
  received_at_ms    bigint NOT NULL,
  settled_at_ms     bigint, origin text COLLATE "C" NOT NULL DEFAULT 'callback'
 CHECK (origin IN ('callback', 'read_back')), subject text COLLATE "C", checks text COLLATE "C", repetition_key text COLLATE "C", content_type text COLLATE "C", occurred_at_ms bigint,
  UNIQUE (provider, provider_event_id)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE INDEX callbacks_due ON callbacks (due_at_ms) WHERE due_at_ms IS NOT NULL;

CREATE TABLE refunds (
  id                  text COLLATE "C" NOT NULL PRIMARY KEY,
  payment_id          text COLLATE "C" NOT NULL REFERENCES payments (id),
  order_id            text COLLATE "C" NOT NULL REFERENCES orders (id),
  status              text COLLATE "C" NOT NULL CHECK (status IN (
                        'created', 'submitted', 'unknown', 'pending', 'succeeded', 'failed', 'canceled')),
  origin              text COLLATE "C" NOT NULL CHECK (origin IN ('requested', 'automatic', 'provider')),
  amount              bigint NOT NULL CHECK (amount > 0),
  -- What the payment brought; all its refunds that stand are never more.
  captured            bigint NOT NULL,
  currency            text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
  reason              text COLLATE "C",
  provider            text COLLATE "C" NOT NULL,
  provider_payment_id text COLLATE "C" NOT NULL,
  provider_refund_id  text COLLATE "C",
  failure_reason      text COLLATE "C",
  tries               bigint NOT NULL DEFAULT 0,
  due_at_ms           bigint,
  -- When its key was first used: a provider forgets a key after a day.
  submitted_at_ms     bigint,
  created_at_ms       bigint NOT NULL,
  updated_at_ms       bigint NOT NULL,
  UNIQUE (provider, provider_refund_id),
 CHECK (amount <= captured),
 CHECK ((status IN ('created', 'submitted', 'unknown', 'pending')) = (due_at_ms IS NOT NULL))
);

CREATE INDEX refunds_due ON refunds (due_at_ms) WHERE due_at_ms IS NOT NULL;

CREATE INDEX refunds_by_payment ON refunds (payment_id);

CREATE INDEX refunds_by_order ON refunds (order_id, id);

CREATE TABLE disputes (
  provider            text COLLATE "C" NOT NULL,
  provider_dispute_id text COLLATE "C" NOT NULL,
  payment_id          text COLLATE "C" NOT NULL REFERENCES payments (id),
  order_id            text COLLATE "C" NOT NULL REFERENCES orders (id),
  status              text COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
  -- Whether the provider still takes refunds of the payment meanwhile.
  refundable          bigint NOT NULL CHECK (refundable IN (0, 1)),
  created_at_ms       bigint NOT NULL,
  updated_at_ms       bigint NOT NULL,
 PRIMARY KEY (provider, provider_dispute_id)
);

CREATE INDEX disputes_open ON disputes (order_id) WHERE status = 'open';

CREATE TABLE event_cursors (
  provider text COLLATE "C" NOT NULL PRIMARY KEY,
  -- The last event that surely need not be read again; NULL before the first.
  event_id text COLLATE "C",
  -- When it happened by the provider's clock; before the first event, from when on to read.
  since_ms bigint NOT NULL
);

CREATE TABLE review_items (
  id           text COLLATE "C" NOT NULL PRIMARY KEY,
  kind         text COLLATE "C" NOT NULL CHECK (kind IN ('unknown_intent')),
  provider     text COLLATE "C" NOT NULL,
  reference    text COLLATE "C" NOT NULL,
  reason       text COLLATE "C" NOT NULL,
  -- 1 once money was taken or held: that opens an item again that was closed before.
  money        bigint NOT NULL CHECK (money IN (0, 1)),
  note         text COLLATE "C",
  opened_at_ms bigint NOT NULL,
  closed_at_ms bigint,
  UNIQUE (provider, reference)
);

CREATE INDEX callbacks_deferred ON callbacks (subject) WHERE status = 'deferred';

CREATE INDEX callbacks_dead ON callbacks (id) WHERE status = 'dead';

CREATE UNIQUE INDEX callbacks_repetition ON callbacks (provider, repetition_key)
  WHERE repetition_key IS NOT NULL;

CREATE INDEX orders_by_deadline ON orders (expires_at_ms)
  WHERE status IN ('pending', 'requires_action', 'payment_failed');

CREATE INDEX deliveries_in_order ON deliveries (endpoint_id, order_id, sequence)
  WHERE sequence IS NOT NULL AND status IN ('pending', 'retrying', 'parked', 'dead');

CREATE TABLE removed_sequences (
  order_id text COLLATE "C" NOT NULL PRIMARY KEY,
  sequence bigint NOT NULL CHECK (sequence >= 1)
);

CREATE TABLE retention (
  id                  bigint NOT NULL PRIMARY KEY CHECK (id = 1),
  events_after        bigint NOT NULL CHECK (events_after >= 0),
  newest_removed      text COLLATE "C",
  deliveries_since_ms bigint NOT NULL
);

CREATE INDEX replays_running ON replays (id) WHERE state = 'running';

CREATE INDEX deliveries_by_replay ON deliveries (replay_id, status) WHERE replay_id IS NOT NULL;

CREATE INDEX deliveries_dead ON deliveries (endpoint_id, id, event_type, created_at_ms)
  WHERE status = 'dead';

CREATE INDEX events_by_time ON events (created_at_ms, type);

CREATE TABLE webhook_keys (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  algorithm     text COLLATE "C" NOT NULL CHECK (algorithm IN ('ed25519')),
  sealed        bytea NOT NULL,
  until_ms      bigint,
  created_at_ms bigint NOT NULL
);

CREATE UNIQUE INDEX webhook_keys_current ON webhook_keys (algorithm) WHERE until_ms IS NULL;

CREATE INDEX deliveries_asked ON deliveries (endpoint_id, asked, due_at_ms)
  WHERE asked = 1 AND status IN ('pending', 'retrying');

CREATE INDEX webhook_endpoints_unaligned ON webhook_endpoints (id) WHERE aligned_to IS NOT NULL;

CREATE INDEX deliveries_parked ON deliveries (endpoint_id, id) WHERE status = 'parked';

INSERT INTO retention (id, events_after, newest_removed, deliveries_since_ms)
VALUES (1, 0, NULL, 0);

CREATE VIEW event_log AS SELECT * FROM events WHERE position < event_horizon();

CREATE VIEW order_lines AS
SELECT o.id AS order_id,
  l.value ->> 'sku' AS sku,
  (l.value ->> 'quantity')::bigint AS quantity,
  (l.value ->> 'unit_amount')::bigint AS unit_amount
FROM orders o, jsonb_array_elements(o.items::jsonb) l;

CREATE VIEW webhook_endpoint_types AS
SELECT e.id AS endpoint_id, replace(replace(g.value, '_', '!_'), '*', '%') AS pattern
FROM webhook_endpoints e, unnest(string_to_array(e.event_types, ' ')) AS g (value);

CREATE VIEW checked_references AS
SELECT conrelid::regclass || '.' || conname AS id, convalidated AS holds
FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace;
