-- Up Migration

-- `sort_name`: the name as lists are ordered by, a plain column because under row security an index is not searched by
-- what a function makes of it. `search_words`: all that a search looks through. Both without case and accents, written
-- together with the row.
ALTER TABLE afterjob.customers
  ADD COLUMN sort_name text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN search_words text NOT NULL DEFAULT '',
  ADD COLUMN search_ready boolean NOT NULL DEFAULT false;
UPDATE afterjob.customers SET
  sort_name = left(lower(btrim(name)), 80),
  search_words = ' ' || lower(concat_ws(' ', name, company_name, array_to_string(email_keys, ' '),
    array_to_string(phone_keys, ' '), address ->> 'street1', address ->> 'street2', address ->> 'city',
    address ->> 'province', address ->> 'postalCode'));

DROP INDEX afterjob.customers_by_name;
CREATE INDEX customers_by_name ON afterjob.customers (organization_id, sort_name, id);

-- An index entry for each three letters costs ten times as much as the row: a page of a sync is written without them
-- and entered afterwards. Until then a search reads these rows one by one.
CREATE INDEX customers_unready ON afterjob.customers (organization_id) WHERE NOT search_ready;
DO $$
DECLARE place text;
BEGIN
  -- A trusted extension: the owner of the database may make it. Hosts may have it already, in a schema of theirs.
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE SCHEMA IF NOT EXISTS afterjob_extensions;
    CREATE EXTENSION pg_trgm SCHEMA afterjob_extensions;
  END IF;
  SELECT n.nspname INTO place FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
  EXECUTE format('CREATE INDEX customers_by_words ON afterjob.customers USING gin (search_words %I.gin_trgm_ops) WHERE search_ready', place);
END $$;
UPDATE afterjob.customers SET search_ready = true;

-- The caller's own customers whose words fit all patterns, so many at most. A function, because under row security the
-- app role cannot use the index (LIKE is not leakproof); put together as text, so that each search is planned by its own
-- words: rare ones by the index, common ones by reading until there are enough.
CREATE FUNCTION afterjob_functions.customers_found(p_patterns text[], p_limit integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  fits text := (SELECT string_agg(format('search_words LIKE %L', p), ' AND ') FROM unnest(p_patterns) AS p);
BEGIN
  RETURN QUERY EXECUTE format('
    (SELECT id FROM afterjob.customers WHERE organization_id = $1 AND NOT search_ready AND %1$s LIMIT $2)
    UNION ALL (SELECT id FROM afterjob.customers WHERE organization_id = $1 AND search_ready AND %1$s LIMIT $2)
    LIMIT $2', fits) USING nullif(current_setting('app.organization_id', true), '')::uuid, p_limit;
END $$;
REVOKE ALL ON FUNCTION afterjob_functions.customers_found(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.customers_found(text[], integer) TO afterjob_app;

-- The few of many, in the order of the list.
CREATE INDEX customers_archived ON afterjob.customers (organization_id, sort_name, id) WHERE is_archived;
CREATE INDEX customers_leads ON afterjob.customers (organization_id, sort_name, id) WHERE is_lead;
CREATE INDEX customers_samples ON afterjob.customers (organization_id, sort_name, id) WHERE is_sample;
CREATE INDEX customers_gone ON afterjob.customers (organization_id, sort_name, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX customers_muted ON afterjob.customers (organization_id, sort_name, id) WHERE muted_at IS NOT NULL;
CREATE INDEX customers_unreachable ON afterjob.customers (organization_id, sort_name, id) WHERE email IS NULL AND phone IS NULL;
CREATE INDEX contact_points_suppressed ON afterjob.contact_points (organization_id, channel, address) WHERE suppressed_at IS NOT NULL;
CREATE INDEX entities_open_invoices ON afterjob.entities (organization_id, customer_id)
  WHERE kind = 'invoice' AND gone_at IS NULL AND facts -> 'invoice.balance' > '0';

-- What was said with one person, in one order.
CREATE INDEX messages_by_customer ON afterjob.messages (organization_id, customer_id, created_at);
CREATE INDEX inbound_messages_by_customer ON afterjob.inbound_messages (organization_id, customer_id, received_at);
