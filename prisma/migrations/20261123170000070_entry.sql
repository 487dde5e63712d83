-- Up Migration

-- Whoever was enrolled by hand is found by the event that it speaks of, like who was enrolled by one.
CREATE INDEX enrollments_by_subject ON afterjob.sequence_enrollments (organization_id, (coalesce(event_id, about_event_id)));

-- How a bulk goes on: so many a day, over so many hours of it (0: as soon as the day begins), next at that time.
ALTER TABLE afterjob.bulk_enrollments
  ADD COLUMN spread_hours smallint NOT NULL DEFAULT 0 CHECK (spread_hours BETWEEN 0 AND 12),
  ADD COLUMN next_at timestamptz(3) NOT NULL;
CREATE INDEX bulk_enrollments_due ON afterjob.bulk_enrollments (next_at) WHERE status = 'running';

-- In this order, whose last event is the newest first; with the values that made the outcome.
ALTER TABLE afterjob.bulk_customers
  ADD COLUMN position integer NOT NULL DEFAULT 0,
  ADD COLUMN detail jsonb NOT NULL DEFAULT '{}';
DROP INDEX afterjob.bulk_customers_open;
CREATE INDEX bulk_customers_open ON afterjob.bulk_customers (bulk_id, position) WHERE outcome IS NULL;
CREATE INDEX bulk_customers_entered ON afterjob.bulk_customers (bulk_id, decided_at) WHERE outcome = 'enrolled';
CREATE INDEX bulk_customers_by_customer ON afterjob.bulk_customers (organization_id, customer_id);
CREATE INDEX enrollments_of_bulk_new ON afterjob.sequence_enrollments (bulk_id) WHERE status = 'new' AND bulk_id IS NOT NULL;

-- Bulks of all organizations that nobody has gone on with since they were due. Ids only.
CREATE FUNCTION afterjob_functions.bulks_overdue(p_due_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, bulk_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT b.organization_id, b.id FROM afterjob.bulk_enrollments AS b
  WHERE b.status = 'running' AND b.next_at < p_due_before ORDER BY b.next_at LIMIT p_limit
$$;
REVOKE ALL ON FUNCTION afterjob_functions.bulks_overdue(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.bulks_overdue(timestamptz, integer) TO afterjob_app;
