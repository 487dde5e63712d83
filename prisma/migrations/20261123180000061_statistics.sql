-- Up Migration

-- Where the statistics list the businesses that were there, the planner takes any other for one without rows, and picks
-- plans that read all of its rows for each of them. Without statistics it expects a 200th of the table of every one.
DO $$
DECLARE place record;
BEGIN
  FOR place IN
    SELECT a.attrelid::regclass AS relation, a.attname FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'r'
    JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = 'afterjob'
    WHERE a.attname IN ('organization_id', 'connection_id') AND NOT a.attisdropped
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', place.relation, place.attname);
  END LOOP;
END $$;
