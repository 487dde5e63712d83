-- Up Migration

CREATE SCHEMA IF NOT EXISTS afterjob;
CREATE SCHEMA IF NOT EXISTS afterjob_functions;
REVOKE ALL ON SCHEMA afterjob, afterjob_functions FROM PUBLIC;
GRANT USAGE ON SCHEMA afterjob, afterjob_functions TO afterjob_app;

-- One mechanism for every tenant table: FORCE, exactly two policies, grants for the app role.
-- TO CURRENT_USER resolves to the migrating role; without it FORCE blinds the owner too, silently.
CREATE FUNCTION afterjob_functions.protect_tenant_table(tenant regclass) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);
  EXECUTE format($policy$
    CREATE POLICY tenant ON %s TO afterjob_app
    USING (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
    WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
  $policy$, tenant);
  EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', tenant);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO afterjob_app', tenant);
END $$;
REVOKE ALL ON FUNCTION afterjob_functions.protect_tenant_table(regclass) FROM PUBLIC;

-- ---------------------------------------------------------------- tenant tables

CREATE TABLE afterjob.organizations (
  organization_id uuid PRIMARY KEY,
  name text NOT NULL,
  slug text NOT NULL UNIQUE,
  zone text NOT NULL DEFAULT 'America/New_York',
  zone_source text NOT NULL DEFAULT 'browser',
  country text NOT NULL DEFAULT 'US',
  phone text,
  website_url text,
  logo_url text,
  street1 text,
  city text,
  province text,
  postal_code text,
  reply_to text,
  sending_window jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE afterjob.connections (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  provider text NOT NULL,
  status text NOT NULL CHECK (status IN ('connected', 'token_expired', 'disconnected')),
  account_id text NOT NULL,
  account_name text NOT NULL,
  connected_at timestamptz(3) NOT NULL,
  connected_zone text NOT NULL,
  epoch integer NOT NULL DEFAULT 1,
  status_changed_at timestamptz(3) NOT NULL,
  last_round_at timestamptz(3),
  last_sync_at timestamptz(3),
  last_sync_status text,
  customers_synced integer NOT NULL DEFAULT 0,
  webhook_last_received_at timestamptz(3),
  webhooks_registered_at timestamptz(3),
  last_error text,
  last_error_at timestamptz(3),
  told_owner_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, provider)
);

CREATE TABLE afterjob.connection_tokens (
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  generation integer NOT NULL,
  key_id text NOT NULL,
  access_token bytea NOT NULL,
  refresh_token bytea NOT NULL,
  access_token_expires_at timestamptz(3) NOT NULL,
  refresh_token_expires_at timestamptz(3),
  refreshed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (connection_id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE afterjob.sync_runs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
  cursor text,
  page_size integer NOT NULL,
  pages integer NOT NULL DEFAULT 0,
  customers integer NOT NULL DEFAULT 0,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  error text,
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX sync_runs_one_running ON afterjob.sync_runs (connection_id) WHERE status = 'running';

CREATE TABLE afterjob.customers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  source text NOT NULL,
  external_id text NOT NULL,
  connection_id uuid,
  name text NOT NULL,
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL DEFAULT '',
  company_name text,
  is_company boolean NOT NULL DEFAULT false,
  is_lead boolean NOT NULL DEFAULT false,
  is_archived boolean NOT NULL DEFAULT false,
  is_sample boolean NOT NULL DEFAULT false,
  email text,
  phone text,
  emails jsonb NOT NULL DEFAULT '[]',
  phones jsonb NOT NULL DEFAULT '[]',
  address jsonb,
  consent jsonb NOT NULL DEFAULT '{}',
  external_created_at timestamptz(3),
  external_updated_at timestamptz(3),
  seen_in_run uuid,
  deleted_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, source, external_id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE SET NULL (connection_id)
);
CREATE INDEX customers_by_name ON afterjob.customers (organization_id, lower(name), id);
CREATE INDEX customers_by_phone ON afterjob.customers (organization_id, phone);
CREATE INDEX customers_by_email ON afterjob.customers (organization_id, email);

-- The state row of one entity at a provider: what was last seen, and how often each transition was counted.
CREATE TABLE afterjob.entities (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  customer_id uuid,
  revision integer NOT NULL DEFAULT 0,
  epoch integer NOT NULL DEFAULT 1,
  holds jsonb NOT NULL DEFAULT '{}',
  counts jsonb NOT NULL DEFAULT '{}',
  facts jsonb NOT NULL DEFAULT '{}',
  external_created_at timestamptz(3),
  external_updated_at timestamptz(3),
  gone_at timestamptz(3),
  observed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, connection_id, kind, external_id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id) ON DELETE SET NULL (customer_id)
);

CREATE TABLE afterjob.events (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  key text NOT NULL,
  provider text NOT NULL,
  trigger text NOT NULL,
  entity_kind text NOT NULL,
  entity_id text NOT NULL,
  n integer NOT NULL,
  customer_id uuid,
  origin text NOT NULL CHECK (origin IN ('live', 'history')),
  found_by text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  occurred_at_source text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  decided_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, key),
  FOREIGN KEY (organization_id, connection_id) REFERENCES afterjob.connections (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id) ON DELETE SET NULL (customer_id)
);
CREATE INDEX events_by_time ON afterjob.events (organization_id, occurred_at DESC, id DESC);
CREATE INDEX events_undecided ON afterjob.events (organization_id, connection_id, entity_kind, entity_id) WHERE decided_at IS NULL;

CREATE TABLE afterjob.journeys (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'archived')),
  draft jsonb NOT NULL,
  draft_revision integer NOT NULL DEFAULT 1,
  version_id uuid,
  trigger_provider text,
  trigger_type text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id)
);
CREATE INDEX journeys_by_trigger ON afterjob.journeys (organization_id, trigger_provider, trigger_type) WHERE version_id IS NOT NULL;

CREATE TABLE afterjob.journey_versions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  number integer NOT NULL,
  definition jsonb NOT NULL,
  published_at timestamptz(3) NOT NULL,
  published_by uuid,
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, journey_id, number),
  FOREIGN KEY (organization_id, journey_id) REFERENCES afterjob.journeys (organization_id, id) ON DELETE CASCADE
);
ALTER TABLE afterjob.journeys ADD FOREIGN KEY (organization_id, version_id)
  REFERENCES afterjob.journey_versions (organization_id, id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE afterjob.sequence_enrollments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  version_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  event_id uuid,
  status text NOT NULL CHECK (status IN ('new', 'active', 'held', 'completed', 'exited', 'stopped', 'failed')),
  seq integer NOT NULL DEFAULT 0,
  state jsonb NOT NULL DEFAULT '{}',
  step_id text,
  next text NOT NULL DEFAULT 'decide',
  due timestamptz(3),
  hold_reason text,
  hold_scope text,
  finish_reason text,
  failure text,
  enrolled_at timestamptz(3) NOT NULL,
  last_step_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, journey_id, event_id),
  FOREIGN KEY (organization_id, journey_id) REFERENCES afterjob.journeys (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, version_id) REFERENCES afterjob.journey_versions (organization_id, id),
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id),
  FOREIGN KEY (organization_id, event_id) REFERENCES afterjob.events (organization_id, id)
);
CREATE INDEX enrollments_by_journey ON afterjob.sequence_enrollments (organization_id, journey_id, enrolled_at DESC, id DESC);
CREATE INDEX enrollments_by_customer ON afterjob.sequence_enrollments (organization_id, customer_id);
CREATE INDEX enrollments_new ON afterjob.sequence_enrollments (enrolled_at) WHERE status = 'new';
CREATE INDEX enrollments_due ON afterjob.sequence_enrollments (due) WHERE status IN ('active', 'held');
CREATE INDEX enrollments_held ON afterjob.sequence_enrollments (organization_id, hold_reason, hold_scope) WHERE status = 'held';

-- What happened beside the enrollment while it slept; read first at every wake.
CREATE TABLE afterjob.enrollment_records (
  id bigint GENERATED ALWAYS AS IDENTITY,
  organization_id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('skip_wait', 'stop')),
  step_id text,
  by_user uuid,
  recorded_at timestamptz(3) NOT NULL,
  taken_at timestamptz(3),
  PRIMARY KEY (id),
  FOREIGN KEY (organization_id, enrollment_id) REFERENCES afterjob.sequence_enrollments (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX enrollment_records_open ON afterjob.enrollment_records (enrollment_id) WHERE taken_at IS NULL;

-- Why one (event, journey) pair did or did not become an enrollment; journey null: judged before any journey was asked.
CREATE TABLE afterjob.decisions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  event_id uuid NOT NULL,
  journey_id uuid,
  outcome text NOT NULL CHECK (outcome IN ('enrolled', 'skipped')),
  reason text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  enrollment_id uuid,
  decided_at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE NULLS NOT DISTINCT (organization_id, event_id, journey_id),
  FOREIGN KEY (organization_id, event_id) REFERENCES afterjob.events (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, journey_id) REFERENCES afterjob.journeys (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, enrollment_id) REFERENCES afterjob.sequence_enrollments (organization_id, id) ON DELETE SET NULL (enrollment_id)
);

-- The timeline: what each step did, and why.
CREATE TABLE afterjob.enrollment_steps (
  id bigint GENERATED ALWAYS AS IDENTITY,
  organization_id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  seq integer NOT NULL,
  step_id text,
  code text NOT NULL,
  reason text,
  until timestamptz(3),
  message_id uuid,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organization_id, enrollment_id) REFERENCES afterjob.sequence_enrollments (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX enrollment_steps_by_enrollment ON afterjob.enrollment_steps (organization_id, enrollment_id, id);

CREATE TABLE afterjob.senders (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('email', 'sms')),
  address text NOT NULL,
  vendor_account text NOT NULL,
  display_name text,
  reply_to text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, channel, address)
);

-- One row per address or number of an organization: what a claim locks.
CREATE TABLE afterjob.contact_points (
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  channel text NOT NULL,
  address text NOT NULL,
  suppressed_at timestamptz(3),
  suppressed_reason text,
  last_message_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, channel, address)
);

-- Every change of consent with where it came from; the present state stands on the contact point.
CREATE TABLE afterjob.suppressions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  channel text NOT NULL,
  address text NOT NULL,
  action text NOT NULL CHECK (action IN ('suppress', 'lift')),
  reason text NOT NULL,
  source text NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organization_id, channel, address) REFERENCES afterjob.contact_points (organization_id, channel, address) ON DELETE CASCADE
);

-- The send ledger: one row per step's message.
CREATE TABLE afterjob.messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  step_id text NOT NULL,
  pass integer NOT NULL DEFAULT 1,
  customer_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'sms')),
  purpose text NOT NULL,
  status text NOT NULL CHECK (status IN ('rendered', 'reserved', 'accepted', 'sent', 'delivered', 'clicked',
    'bounced', 'complained', 'failed', 'skipped', 'unknown', 'review')),
  reason text,
  to_address text,
  sender_id uuid,
  from_address text,
  reply_to text,
  vendor_account text,
  vendor_id text,
  subject text,
  body_text text,
  body_html text,
  attempts integer NOT NULL DEFAULT 0,
  not_before timestamptz(3),
  first_attempt_at timestamptz(3),
  last_attempt_at timestamptz(3),
  sent_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (enrollment_id, step_id, pass),
  FOREIGN KEY (organization_id, enrollment_id) REFERENCES afterjob.sequence_enrollments (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id),
  FOREIGN KEY (organization_id, sender_id) REFERENCES afterjob.senders (organization_id, id)
);
CREATE INDEX messages_by_time ON afterjob.messages (organization_id, created_at DESC, id DESC);
CREATE INDEX messages_by_vendor_id ON afterjob.messages (organization_id, vendor_id);

CREATE TABLE afterjob.message_transitions (
  id bigint GENERATED ALWAYS AS IDENTITY,
  organization_id uuid NOT NULL,
  message_id uuid NOT NULL,
  status text NOT NULL,
  source text NOT NULL,
  code text,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organization_id, message_id) REFERENCES afterjob.messages (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX message_transitions_by_message ON afterjob.message_transitions (organization_id, message_id, id);

CREATE TABLE afterjob.inbound_messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  channel text NOT NULL,
  vendor_id text NOT NULL,
  from_address text NOT NULL,
  to_address text NOT NULL,
  body text NOT NULL,
  consent text,
  customer_id uuid,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (organization_id, channel, vendor_id),
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id) ON DELETE SET NULL (customer_id)
);

-- Why enrollments wait. A hold takes FOR SHARE on its cause, clearing takes FOR UPDATE.
CREATE TABLE afterjob.causes (
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  kind text NOT NULL,
  scope text NOT NULL,
  since timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, kind, scope)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['organizations', 'connections', 'connection_tokens', 'sync_runs', 'customers', 'entities',
    'events', 'journeys', 'journey_versions', 'sequence_enrollments', 'enrollment_records', 'decisions',
    'enrollment_steps', 'senders', 'contact_points', 'suppressions', 'messages', 'message_transitions',
    'inbound_messages', 'causes']
  LOOP
    PERFORM afterjob_functions.protect_tenant_table(format('afterjob.%I', t)::regclass);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- arrival tables: no grants, functions only

CREATE TABLE afterjob.raw_requests (
  id bytea PRIMARY KEY,
  source text NOT NULL,
  content_type text,
  body bytea NOT NULL,
  received_at timestamptz(3) NOT NULL
);

CREATE TABLE afterjob.deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source text NOT NULL,
  dedupe_key text NOT NULL,
  lane text NOT NULL,
  topic text,
  account_id text,
  entity_kind text,
  entity_id text,
  occurred_at timestamptz(3),
  body bytea,
  request_id bytea NOT NULL,
  status text NOT NULL CHECK (status IN ('received', 'taken', 'processed', 'unreadable', 'unknown_account', 'not_needed')),
  reason text,
  organization_id uuid,
  connection_id uuid,
  duplicates integer NOT NULL DEFAULT 0,
  received_at timestamptz(3) NOT NULL,
  nudged_at timestamptz(3),
  taken_at timestamptz(3),
  processed_at timestamptz(3),
  UNIQUE (source, dedupe_key)
);
CREATE INDEX deliveries_open ON afterjob.deliveries (nudged_at NULLS FIRST) WHERE status IN ('received', 'taken');
CREATE INDEX deliveries_by_lane ON afterjob.deliveries (lane) WHERE status IN ('received', 'taken');
CREATE INDEX deliveries_by_organization ON afterjob.deliveries (organization_id, received_at DESC);
CREATE INDEX deliveries_by_unknown_account ON afterjob.deliveries (source, account_id) WHERE status = 'unknown_account';

CREATE TABLE afterjob.webhook_routes (
  source text NOT NULL,
  account_id text NOT NULL,
  organization_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  PRIMARY KEY (source, account_id)
);

CREATE TABLE afterjob.sender_routes (
  channel text NOT NULL,
  address text NOT NULL,
  organization_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  PRIMARY KEY (channel, address)
);

CREATE TABLE afterjob.oauth_states (
  hash bytea PRIMARY KEY,
  provider text NOT NULL,
  session_hash bytea NOT NULL,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  return_to text NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
