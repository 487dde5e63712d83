-- Up Migration

-- One run reads either all customers or the past; the past has stages.
ALTER TABLE afterjob.sync_runs
  ADD COLUMN kind text NOT NULL DEFAULT 'customers' CHECK (kind IN ('customers', 'history')),
  ADD COLUMN stage text,
  ADD COLUMN entities integer NOT NULL DEFAULT 0,
  ADD COLUMN since timestamptz(3),
  ADD COLUMN epoch integer NOT NULL DEFAULT 1;
DROP INDEX afterjob.sync_runs_one_running;
CREATE UNIQUE INDEX sync_runs_one_running ON afterjob.sync_runs (connection_id, kind) WHERE status = 'running';

-- swept_until: everything that changed at the provider before it was looked at.
ALTER TABLE afterjob.connections
  ADD COLUMN swept_until timestamptz(3),
  ADD COLUMN sweep_started_at timestamptz(3),
  ADD COLUMN sweep_cursor text,
  ADD COLUMN last_sweep_at timestamptz(3),
  ADD COLUMN consent_ends_at timestamptz(3),
  ADD COLUMN told_consent_days integer;

-- What begins by the clock alone: an invoice is overdue, a job starts. One row per entity and trigger.
CREATE TABLE afterjob.due_checks (
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  trigger text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  PRIMARY KEY (connection_id, kind, external_id, trigger),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX due_checks_by_time ON afterjob.due_checks (connection_id, due_at);

-- What is left of a provider account's budget, shared by all processes: one bucket per limit.
CREATE TABLE afterjob.budgets (
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  name text NOT NULL,
  available double precision NOT NULL,
  maximum double precision NOT NULL,
  restored_per_second double precision NOT NULL,
  measured_at timestamptz(3) NOT NULL,
  PRIMARY KEY (connection_id, name),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE CASCADE
);

-- One person may stand in both systems: all records of one person carry one id.
ALTER TABLE afterjob.customers
  ADD COLUMN person_id uuid,
  ADD COLUMN email_keys text[] NOT NULL DEFAULT '{}',
  ADD COLUMN phone_keys text[] NOT NULL DEFAULT '{}';
CREATE INDEX customers_by_person ON afterjob.customers (organization_id, person_id);
CREATE INDEX customers_by_email_key ON afterjob.customers USING gin (email_keys);
CREATE INDEX customers_by_phone_key ON afterjob.customers USING gin (phone_keys);

-- automatic: exact matches are linked without asking.
ALTER TABLE afterjob.organizations
  ADD COLUMN link_customers text NOT NULL DEFAULT 'ask' CHECK (link_customers IN ('ask', 'automatic'));

CREATE TABLE afterjob.customer_matches (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  customer_a uuid NOT NULL,
  customer_b uuid NOT NULL,
  basis text[] NOT NULL,
  confidence real NOT NULL,
  status text NOT NULL CHECK (status IN ('proposed', 'linked', 'declined')),
  automatic boolean NOT NULL DEFAULT false,
  decided_by uuid,
  created_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, customer_a, customer_b),
  CHECK (customer_a < customer_b),
  FOREIGN KEY (organization_id, customer_a) REFERENCES afterjob.customers (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, customer_b) REFERENCES afterjob.customers (organization_id, id) ON DELETE CASCADE
);

-- A paper is an invoice or an estimate by its printed number; both systems may hold the same one.
ALTER TABLE afterjob.entities
  ADD COLUMN paper_number text,
  ADD COLUMN paper_total numeric(14, 2),
  ADD COLUMN paper_id uuid;
CREATE INDEX entities_by_paper_number ON afterjob.entities (organization_id, kind, paper_number) WHERE paper_number IS NOT NULL;
CREATE INDEX entities_by_paper ON afterjob.entities (organization_id, paper_id) WHERE paper_id IS NOT NULL;

CREATE TABLE afterjob.twins (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  entity_a uuid NOT NULL,
  entity_b uuid NOT NULL,
  basis text[] NOT NULL,
  status text NOT NULL CHECK (status IN ('proposed', 'matched', 'declined')),
  automatic boolean NOT NULL DEFAULT false,
  decided_by uuid,
  created_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, entity_a, entity_b),
  CHECK (entity_a < entity_b),
  FOREIGN KEY (organization_id, entity_a) REFERENCES afterjob.entities (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, entity_b) REFERENCES afterjob.entities (organization_id, id) ON DELETE CASCADE
);

-- An event that ends or steers a running enrollment is recorded for it.
ALTER TABLE afterjob.enrollment_records
  ADD COLUMN event_id uuid,
  DROP CONSTRAINT enrollment_records_kind_check,
  ADD CONSTRAINT enrollment_records_kind_check CHECK (kind IN ('skip_wait', 'stop', 'event')),
  ADD FOREIGN KEY (organization_id, event_id) REFERENCES afterjob.events (organization_id, id) ON DELETE CASCADE;
-- Kinds of events that end or steer the enrollments of this version; an index finds the running ones.
ALTER TABLE afterjob.journey_versions ADD COLUMN listens_for text[] NOT NULL DEFAULT '{}';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['due_checks', 'budgets', 'customer_matches', 'twins'] LOOP
    PERFORM afterjob_functions.protect_tenant_table(format('afterjob.%I', t)::regclass);
  END LOOP;
END $$;
