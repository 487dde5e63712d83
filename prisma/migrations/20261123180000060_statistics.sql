-- Up Migration

-- The planner takes a business that it has not met for one with a single row, and picks plans that read all of its rows
-- for each of them. While a business is read in, its rows are counted again and again, not only when autovacuum comes by.
CREATE FUNCTION afterjob_functions.refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  ANALYZE afterjob.customers, afterjob.entities, afterjob.events, afterjob.decisions;
END $$;
REVOKE ALL ON FUNCTION afterjob_functions.refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.refresh_statistics() TO afterjob_app;
