-- Up Migration

-- Who did what to which ids, and when. Never what was said: no body, no address. Nobody of the product may take a row out.
CREATE TABLE afterjob.audit_log (
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'api_key', 'issuer')),
  actor_id uuid NOT NULL,
  actor_name text NOT NULL,
  role text NOT NULL,
  deed text NOT NULL,
  about text[] NOT NULL DEFAULT '{}',
  outcome text NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'failed')),
  times integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX audit_log_by_time ON afterjob.audit_log (organization_id, at DESC, id DESC);
SELECT afterjob_functions.protect_tenant_table('afterjob.audit_log');
REVOKE DELETE, TRUNCATE ON afterjob.audit_log FROM afterjob_app;
