-- Up Migration

CREATE INDEX customer_matches_by_second ON afterjob.customer_matches (organization_id, customer_b);
CREATE INDEX twins_by_second ON afterjob.twins (organization_id, entity_b);
CREATE INDEX entities_of_customer ON afterjob.entities (organization_id, customer_id) WHERE paper_number IS NOT NULL;
CREATE INDEX events_by_entity ON afterjob.events (organization_id, connection_id, entity_kind, entity_id, trigger);

-- The caller's own customers that have one of a few keys. A function, because under row security a query of the app
-- role cannot use the index: what arrays contain is not leakproof. One look-up a key, whatever the statistics say.
CREATE FUNCTION afterjob_functions.customers_with_keys(p_emails text[], p_phones text[])
RETURNS TABLE (id uuid, source text, name text, first_name text, last_name text, company_name text,
  email_keys text[], phone_keys text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT found.id, found.source, found.name, found.first_name, found.last_name, found.company_name,
    found.email_keys, found.phone_keys
  FROM (
    SELECT c.* FROM unnest(p_emails) AS k
    CROSS JOIN LATERAL (SELECT * FROM afterjob.customers WHERE email_keys @> ARRAY[k] OFFSET 0) AS c
    UNION ALL
    SELECT c.* FROM unnest(p_phones) AS k
    CROSS JOIN LATERAL (SELECT * FROM afterjob.customers WHERE phone_keys @> ARRAY[k] OFFSET 0) AS c
  ) AS found
  WHERE found.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
    AND found.deleted_at IS NULL
$$;

REVOKE ALL ON FUNCTION afterjob_functions.customers_with_keys(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.customers_with_keys(text[], text[]) TO afterjob_app;
