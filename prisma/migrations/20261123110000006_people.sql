-- Up Migration

CREATE INDEX customer_matches_by_second ON afterjob.customer_matches (organization_id, customer_b);
CREATE INDEX twins_by_second ON afterjob.twins (organization_id, entity_b);
CREATE INDEX entities_of_customer ON afterjob.entities (organization_id, customer_id) WHERE paper_number IS NOT NULL;
CREATE INDEX events_by_entity ON afterjob.events (organization_id, connection_id, entity_kind, entity_id, trigger);

-- The caller's own customers that have one of these keys. A function, because under row security a query of the
-- app role cannot use the index: the overlap of arrays is not leakproof.
CREATE FUNCTION afterjob_functions.customers_with_keys(p_emails text[], p_phones text[])
RETURNS TABLE (id uuid, source text, name text, first_name text, last_name text, company_name text,
  email_keys text[], phone_keys text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT c.id, c.source, c.name, c.first_name, c.last_name, c.company_name, c.email_keys, c.phone_keys
  FROM afterjob.customers AS c
  WHERE c.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND c.deleted_at IS NULL
    AND (c.email_keys && p_emails OR c.phone_keys && p_phones)
$$;

REVOKE ALL ON FUNCTION afterjob_functions.customers_with_keys(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.customers_with_keys(text[], text[]) TO afterjob_app;
