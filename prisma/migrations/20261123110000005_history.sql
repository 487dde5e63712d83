-- Up Migration

-- What a customer bought before: "first job", date of the last purchase.
CREATE INDEX events_by_customer ON afterjob.events (organization_id, customer_id, trigger, occurred_at);

-- Only customers make a connection "syncing": reading the past goes on behind.
CREATE OR REPLACE VIEW public.integrations_jobber WITH (security_invoker = true) AS
SELECT c.organization_id,
  CASE WHEN c.status = 'connected' AND EXISTS (SELECT 1 FROM afterjob.sync_runs AS r WHERE r.connection_id = c.id AND r.kind = 'customers' AND r.status = 'running') THEN 'syncing'
    WHEN c.status = 'connected' AND c.last_error IS NOT NULL THEN 'error'
    WHEN c.status = 'connected' AND c.last_sync_status IS NULL THEN 'syncing' ELSE c.status END AS status,
  c.account_name AS company_name, c.account_id, t.access_token_expires_at, c.connected_at, c.last_sync_at,
  c.last_sync_status, c.customers_synced, c.webhook_last_received_at,
  CASE WHEN c.webhook_last_received_at IS NULL THEN 'nothing_received' ELSE 'receiving' END AS webhook_status, c.last_error
FROM afterjob.connections AS c
LEFT JOIN afterjob.connection_tokens AS t ON t.connection_id = c.id
WHERE c.provider = 'jobber';

CREATE OR REPLACE VIEW public.integrations_qbo WITH (security_invoker = true) AS
SELECT c.organization_id,
  CASE WHEN c.status = 'connected' AND EXISTS (SELECT 1 FROM afterjob.sync_runs AS r WHERE r.connection_id = c.id AND r.kind = 'customers' AND r.status = 'running') THEN 'syncing'
    WHEN c.status = 'connected' AND c.last_error IS NOT NULL THEN 'error'
    WHEN c.status = 'connected' AND c.last_sync_status IS NULL THEN 'syncing' ELSE c.status END AS status,
  c.account_name AS company_name, c.account_id, t.access_token_expires_at, c.connected_at, c.last_sync_at,
  c.last_sync_status, c.customers_synced, c.webhook_last_received_at,
  CASE WHEN c.webhook_last_received_at IS NULL THEN 'nothing_received' ELSE 'receiving' END AS webhook_status, c.last_error
FROM afterjob.connections AS c
LEFT JOIN afterjob.connection_tokens AS t ON t.connection_id = c.id
WHERE c.provider = 'quickbooks';


-- Every sync touches every customer: with room on the page only the row is written, none of the indexes.
ALTER TABLE afterjob.customers SET (fillfactor = 70);
