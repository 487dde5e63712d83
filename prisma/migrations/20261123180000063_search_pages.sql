-- Up Migration

-- A page of the caller's own customers whose words fit all patterns, in the order of the list. Up to some thousands that
-- fit are found by their words and then ordered; of more than that, a page is soon full when the list is read in order.
CREATE FUNCTION afterjob_functions.customers_found_in_order(p_patterns text[], p_after text, p_after_id uuid, p_limit integer)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  own uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  fits text := (SELECT string_agg(format('search_words LIKE %L', p), ' AND ') FROM unnest(p_patterns) AS p);
  most CONSTANT integer := 20000;
BEGIN
  RETURN QUERY EXECUTE format('
    WITH found AS MATERIALIZED (
      (SELECT id, sort_name FROM afterjob.customers
        WHERE organization_id = $1 AND erased_at IS NULL AND NOT search_ready AND %1$s LIMIT $5 + 1)
      UNION ALL (SELECT id, sort_name FROM afterjob.customers
        WHERE organization_id = $1 AND erased_at IS NULL AND search_ready AND %1$s LIMIT $5 + 1))
    SELECT id FROM found
    WHERE (SELECT count(*) FROM found) <= $5 AND ($2 IS NULL OR (sort_name, id) > ($2, $3))
    ORDER BY sort_name, id LIMIT $4', fits) USING own, p_after, p_after_id, p_limit, most;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY EXECUTE format('
    SELECT id FROM afterjob.customers
    WHERE organization_id = $1 AND erased_at IS NULL AND (sort_name, id) > ($2, $3) AND %1$s
    ORDER BY sort_name, id LIMIT $4', fits)
    USING own, coalesce(p_after, ''), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'), p_limit;
END $$;
REVOKE ALL ON FUNCTION afterjob_functions.customers_found_in_order(text[], text, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.customers_found_in_order(text[], text, uuid, integer) TO afterjob_app;
