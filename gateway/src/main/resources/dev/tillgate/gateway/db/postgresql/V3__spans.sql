-- Deliveries and their attempts lie in spans of a week, by their ids, which sort by the time they were made:
-- a week that is over goes as a whole and leaves no dead rows behind. What no span covers lies in "…_other",
-- so a gateway that makes no spans can still work on these tables.

-- Whoever writes now has locked some of these tables and is about to lock others: it is waited for in turns
-- shorter than the time after which somebody would be chosen to fail.
SET LOCAL lock_timeout = '300ms';

DO $$
BEGIN
  FOR turn IN 1..200 LOOP
    BEGIN
      LOCK TABLE events, webhook_endpoints, replays, deliveries, delivery_attempts IN ACCESS EXCLUSIVE MODE;
      RETURN;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      PERFORM pg_sleep(0.05);
    END;
  END LOOP;
  RAISE lock_not_available USING MESSAGE = 'the tables are in use all the time; see pg_stat_activity';
END $$;

-- The bound below every id with the prefix that is made at that millisecond or later.
CREATE FUNCTION lowest_id(prefix text, at_ms bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT prefix || '_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',
    ((at_ms >> (45 - 5 * place)) & 31)::int + 1, 1), '' ORDER BY place) || repeat('0', 16)
  FROM generate_series(0, 9) AS place
$$;

-- The beginning of a week: Monday, UTC. 1970 began on a Thursday.
CREATE FUNCTION week_of(at_ms bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT at_ms - (at_ms - 345600000) % 604800000
$$;

ALTER TABLE deliveries RENAME TO deliveries_first;
ALTER INDEX deliveries_pkey RENAME TO deliveries_first_pkey;
ALTER INDEX deliveries_open RENAME TO deliveries_first_open;
ALTER INDEX deliveries_claimed RENAME TO deliveries_first_claimed;
ALTER INDEX deliveries_stuck RENAME TO deliveries_first_stuck;
ALTER INDEX deliveries_by_event RENAME TO deliveries_first_by_event;
ALTER INDEX deliveries_by_endpoint RENAME TO deliveries_first_by_endpoint;
ALTER INDEX deliveries_in_order RENAME TO deliveries_first_in_order;
ALTER INDEX deliveries_by_replay RENAME TO deliveries_first_by_replay;
ALTER INDEX deliveries_dead RENAME TO deliveries_first_dead;
ALTER INDEX deliveries_asked RENAME TO deliveries_first_asked;
ALTER INDEX deliveries_parked RENAME TO deliveries_first_parked;

CREATE TABLE deliveries (
  LIKE deliveries_first INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
  PRIMARY KEY (id),
  CONSTRAINT deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints (id),
  CONSTRAINT deliveries_replay_id_fkey FOREIGN KEY (replay_id) REFERENCES replays (id)
) PARTITION BY RANGE (id);

CREATE INDEX deliveries_open ON deliveries (endpoint_id, due_at_ms)
  WHERE status IN ('pending', 'retrying');

CREATE INDEX deliveries_claimed ON deliveries (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE INDEX deliveries_stuck ON deliveries (status, id) WHERE status IN ('parked', 'dead');

CREATE INDEX deliveries_by_event ON deliveries (event_id);

CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, id);

CREATE INDEX deliveries_in_order ON deliveries (endpoint_id, order_id, sequence)
  WHERE sequence IS NOT NULL AND status IN ('pending', 'retrying', 'parked', 'dead');

CREATE INDEX deliveries_by_replay ON deliveries (replay_id, status) WHERE replay_id IS NOT NULL;

CREATE INDEX deliveries_dead ON deliveries (endpoint_id, id, event_type, created_at_ms)
  WHERE status = 'dead';

CREATE INDEX deliveries_asked ON deliveries (endpoint_id, asked, due_at_ms)
  WHERE asked = 1 AND status IN ('pending', 'retrying');

CREATE INDEX deliveries_parked ON deliveries (endpoint_id, id) WHERE status = 'parked';

ALTER TABLE delivery_attempts RENAME TO delivery_attempts_first;
ALTER INDEX delivery_attempts_pkey RENAME TO delivery_attempts_first_pkey;

-- That an attempt has its delivery is said of each span by itself, for both have the same spans: a
-- reference between the whole tables would be searched for all of a span's rows before the span may go.
CREATE TABLE delivery_attempts (
  LIKE delivery_attempts_first INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
  PRIMARY KEY (delivery_id, number)
) PARTITION BY RANGE (delivery_id);

CREATE TABLE deliveries_other PARTITION OF deliveries DEFAULT
  WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1);

CREATE TABLE delivery_attempts_other PARTITION OF delivery_attempts (
  FOREIGN KEY (delivery_id) REFERENCES deliveries_other (id)) DEFAULT;

-- What there is becomes the first span, up to the end of this week or of its newest row's.
DO $$
DECLARE
  newest text := (SELECT MAX(id) FROM deliveries_first);
  newest_ms bigint;
  bound text;
BEGIN
  IF newest IS NULL THEN
    DROP TABLE delivery_attempts_first, deliveries_first;
    RETURN;
  END IF;
  SELECT SUM((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(newest, 5 + place, 1)) - 1)::bigint
    << (45 - 5 * place)) INTO newest_ms FROM generate_series(0, 9) AS place;
  SELECT lowest_id('dlv', week_of(GREATEST(now_ms, newest_ms)) + 604800000) INTO bound FROM store_clock;
  EXECUTE format('ALTER TABLE deliveries ATTACH PARTITION deliveries_first FOR VALUES FROM ('''') TO (%L)',
    bound);
  EXECUTE format('ALTER TABLE delivery_attempts ATTACH PARTITION delivery_attempts_first'
    ' FOR VALUES FROM ('''') TO (%L)', bound);
END $$;

-- The spans of a table, without what none of them covers.
CREATE FUNCTION spans(whole text) RETURNS TABLE (part text, from_id text, to_id text)
LANGUAGE sql STABLE AS $$
  SELECT c.relname::text, bounds[1], bounds[2]
  FROM pg_inherits i
  JOIN pg_class c ON c.oid = i.inhrelid
  CROSS JOIN regexp_match(pg_get_expr(c.relpartbound, c.oid),
    '^FOR VALUES FROM \(''(.*)''\) TO \(''(.*)''\)$') AS bounds
  WHERE i.inhparent = whole::regclass AND bounds IS NOT NULL
$$;

-- Makes one span; false when that cannot be now. Everybody waits while this waits, so it does not for long.
-- Rows that already lie in "…_other" stay there, and what is still to come of their span goes to them.
CREATE FUNCTION make_span(from_ms bigint, to_ms bigint) RETURNS boolean
LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
DECLARE
  lowest text := lowest_id('dlv', from_ms);
  bound text := lowest_id('dlv', to_ms);
  day text := to_char(to_timestamp(from_ms / 1000) AT TIME ZONE 'UTC', 'YYYYMMDD');
BEGIN
  -- In the order in which an event and its deliveries are written.
  LOCK TABLE ONLY webhook_endpoints, ONLY replays, ONLY events IN SHARE ROW EXCLUSIVE MODE;
  LOCK TABLE ONLY deliveries, ONLY delivery_attempts, ONLY deliveries_other IN ACCESS EXCLUSIVE MODE;
  IF EXISTS (SELECT 1 FROM deliveries_other WHERE id >= lowest AND id < bound) THEN
    RETURN FALSE;
  END IF;
  EXECUTE format('CREATE TABLE deliveries_%s PARTITION OF deliveries FOR VALUES FROM (%L) TO (%L)'
    ' WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,'
    ' autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_scale_factor = 0.1)',
    day, lowest, bound);
  EXECUTE format('CREATE TABLE delivery_attempts_%s PARTITION OF delivery_attempts'
    ' (FOREIGN KEY (delivery_id) REFERENCES deliveries_%1$s (id)) FOR VALUES FROM (%L) TO (%L)',
    day, lowest, bound);
  RETURN TRUE;
EXCEPTION
  WHEN lock_not_available OR deadlock_detected OR insufficient_privilege THEN
    RETURN FALSE;
END $$;

-- Makes what is missing of this week's span and the next five; answers how many are missing still.
CREATE FUNCTION make_spans() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  week constant bigint := 604800000;
  this_week bigint;
  from_ms bigint;
  missing integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tillgate.spans'));
  SELECT week_of(now_ms) INTO this_week FROM store_clock;
  FOR from_ms IN SELECT this_week + n * week FROM generate_series(0, 5) AS n LOOP
    CONTINUE WHEN EXISTS (SELECT 1 FROM spans('deliveries')
      WHERE from_id COLLATE "C" < lowest_id('dlv', from_ms + week) AND to_id COLLATE "C" > lowest_id('dlv', from_ms));
    IF NOT make_span(from_ms, from_ms + week) THEN
      missing := missing + 1;
    END IF;
  END LOOP;
  RETURN missing;
END $$;

-- From now on until the transaction ends nobody else reads or writes these tables' spans from that id on;
-- false when somebody does. Everybody waits while this waits, so it does not for long.
CREATE FUNCTION take_span(wholes text[], lowest text) RETURNS boolean
LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY wholes LOOP
    EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', one);
  END LOOP;
  FOREACH one IN ARRAY wholes LOOP
    EXECUTE format('LOCK TABLE ONLY %I, ONLY %I IN ACCESS EXCLUSIVE MODE',
      (SELECT part FROM spans(one) WHERE from_id = lowest), one || '_other');
  END LOOP;
  RETURN TRUE;
EXCEPTION
  WHEN lock_not_available OR deadlock_detected OR null_value_not_allowed OR insufficient_privilege THEN
    RETURN FALSE;
END $$;

-- Drops what was taken, those that refer to others first, so the other way round than it was taken.
CREATE FUNCTION drop_span(wholes text[], lowest text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR place IN REVERSE array_length(wholes, 1)..1 LOOP
    EXECUTE format('DROP TABLE %I', (SELECT part FROM spans(wholes[place]) WHERE from_id = lowest));
  END LOOP;
END $$;

SELECT make_spans();
