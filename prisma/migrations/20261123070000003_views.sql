-- Up Migration

-- For people with an SQL client: read-only, the caller's own rights and row security, never a token.
CREATE VIEW public.integrations_jobber WITH (security_invoker = true) AS
SELECT c.organization_id,
  CASE WHEN c.status = 'connected' AND EXISTS (SELECT 1 FROM afterjob.sync_runs AS r WHERE r.connection_id = c.id AND r.status = 'running') THEN 'syncing'
    WHEN c.status = 'connected' AND c.last_error IS NOT NULL THEN 'error'
    WHEN c.status = 'connected' AND c.last_sync_status IS NULL THEN 'syncing' ELSE c.status END AS status,
  c.account_name AS company_name, c.account_id, t.access_token_expires_at, c.connected_at, c.last_sync_at,
  c.last_sync_status, c.customers_synced, c.webhook_last_received_at,
  CASE WHEN c.webhook_last_received_at IS NULL THEN 'nothing_received' ELSE 'receiving' END AS webhook_status, c.last_error
FROM afterjob.connections AS c
LEFT JOIN afterjob.connection_tokens AS t ON t.connection_id = c.id
WHERE c.provider = 'jobber';

CREATE VIEW public.integrations_qbo WITH (security_invoker = true) AS
SELECT c.organization_id,
  CASE WHEN c.status = 'connected' AND EXISTS (SELECT 1 FROM afterjob.sync_runs AS r WHERE r.connection_id = c.id AND r.status = 'running') THEN 'syncing'
    WHEN c.status = 'connected' AND c.last_error IS NOT NULL THEN 'error'
    WHEN c.status = 'connected' AND c.last_sync_status IS NULL THEN 'syncing' ELSE c.status END AS status,
  c.account_name AS company_name, c.account_id, t.access_token_expires_at, c.connected_at, c.last_sync_at,
  c.last_sync_status, c.customers_synced, c.webhook_last_received_at,
  CASE WHEN c.webhook_last_received_at IS NULL THEN 'nothing_received' ELSE 'receiving' END AS webhook_status, c.last_error
FROM afterjob.connections AS c
LEFT JOIN afterjob.connection_tokens AS t ON t.connection_id = c.id
WHERE c.provider = 'quickbooks';

CREATE VIEW public.sequences WITH (security_invoker = true) AS
SELECT j.id, j.organization_id, j.name, j.status, j.trigger_provider, j.trigger_type AS trigger_event_type
FROM afterjob.journeys AS j;

CREATE VIEW public.sequence_enrollments WITH (security_invoker = true) AS
SELECT e.id, e.organization_id, e.journey_id AS sequence_id, e.customer_id, e.status, e.step_id, e.due, e.hold_reason,
  e.finish_reason, e.enrolled_at, e.finished_at
FROM afterjob.sequence_enrollments AS e;

CREATE VIEW public.customers WITH (security_invoker = true) AS
SELECT c.id, c.organization_id, c.source, c.external_id, c.name, c.first_name, c.last_name, c.company_name, c.email,
  c.phone, c.is_lead, c.is_archived, c.deleted_at, c.created_at, c.updated_at
FROM afterjob.customers AS c;

-- Some hosts grant everything in public to roles of their own by default.
DO $$
DECLARE r text; v text;
BEGIN
  FOREACH v IN ARRAY ARRAY['integrations_jobber', 'integrations_qbo', 'sequences', 'sequence_enrollments', 'customers'] LOOP
    EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC', v);
    EXECUTE format('GRANT SELECT ON public.%I TO afterjob_app', v);
    FOREACH r IN ARRAY ARRAY['anon', 'authenticated', 'service_role'] LOOP
      IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = r) THEN
        EXECUTE format('REVOKE ALL ON public.%I FROM %I', v, r);
      END IF;
    END LOOP;
  END LOOP;
END $$;
