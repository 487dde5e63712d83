-- Up Migration

-- Some messages belong to no journey: a test, an owner's answer, what HELP is answered with, the one confirmation of an
-- opt-out, a notice to the people of the business.
ALTER TABLE afterjob.messages
  ADD COLUMN kind text NOT NULL DEFAULT 'journey'
    CHECK (kind IN ('journey', 'test', 'answer', 'help', 'confirmation', 'notice')),
  ADD COLUMN headers jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN segments integer,
  ADD COLUMN answers_id uuid,
  ADD COLUMN asked_by uuid,
  ADD COLUMN checked_at timestamptz(3),
  ADD COLUMN reviewed_at timestamptz(3),
  ADD COLUMN reviewed_by uuid,
  ALTER COLUMN enrollment_id DROP NOT NULL,
  ALTER COLUMN step_id DROP NOT NULL,
  ALTER COLUMN customer_id DROP NOT NULL,
  ALTER COLUMN purpose DROP NOT NULL,
  ADD CONSTRAINT messages_of_journeys CHECK (kind <> 'journey'
    OR num_nulls(enrollment_id, step_id, customer_id, purpose) = 0),
  DROP CONSTRAINT messages_status_check,
  ADD CONSTRAINT messages_status_check CHECK (status IN ('rendered', 'reserved', 'accepted', 'sent', 'delivered',
    'clicked', 'replied', 'bounced', 'complained', 'failed', 'skipped', 'unknown', 'review'));

-- Caps and breakers count by address and time; callbacks find by the vendor's id alone.
CREATE INDEX messages_by_address ON afterjob.messages (organization_id, channel, to_address, first_attempt_at);
DROP INDEX afterjob.messages_by_vendor_id;
CREATE INDEX messages_by_vendor_id ON afterjob.messages (vendor_id) WHERE vendor_id IS NOT NULL;
CREATE INDEX messages_to_ask_about ON afterjob.messages (last_attempt_at)
  WHERE status IN ('reserved', 'unknown', 'accepted', 'sent');

-- A short name for links and holds, which must not carry an address.
ALTER TABLE afterjob.contact_points
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD CONSTRAINT contact_points_id UNIQUE (organization_id, id);

-- What somebody does not want at an address, by category; no row: as the purpose has it.
CREATE TABLE afterjob.contact_preferences (
  organization_id uuid NOT NULL,
  channel text NOT NULL,
  address text NOT NULL,
  category text NOT NULL,
  allowed boolean NOT NULL,
  source text NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, channel, address, category),
  FOREIGN KEY (organization_id, channel, address) REFERENCES afterjob.contact_points (organization_id, channel, address)
    ON DELETE CASCADE
);

ALTER TABLE afterjob.customers ADD COLUMN muted_at timestamptz(3), ADD COLUMN muted_by uuid;

-- What came in, as rules read it; null: an ordinary message.
ALTER TABLE afterjob.inbound_messages
  ADD COLUMN meaning text CHECK (meaning IN ('wants_out', 'wrong_person', 'unclear')),
  ADD COLUMN media integer NOT NULL DEFAULT 0,
  ADD COLUMN message_id uuid,
  ADD COLUMN decided_at timestamptz(3),
  ADD COLUMN decided_by uuid;
CREATE INDEX inbound_messages_by_address
  ON afterjob.inbound_messages (organization_id, channel, from_address, received_at DESC);

-- One thread per address; what the people of the business have read of it.
CREATE TABLE afterjob.conversations (
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  channel text NOT NULL CHECK (channel IN ('email', 'sms')),
  address text NOT NULL,
  customer_id uuid,
  last_at timestamptz(3) NOT NULL,
  last_inbound_at timestamptz(3),
  read_at timestamptz(3),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, channel, address),
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id)
    ON DELETE SET NULL (customer_id)
);
CREATE INDEX conversations_by_time ON afterjob.conversations (organization_id, last_at DESC, id DESC);

-- Who of the business is told when somebody writes.
CREATE TABLE afterjob.notification_targets (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('email', 'sms')),
  address text NOT NULL,
  label text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, channel, address)
);

ALTER TABLE afterjob.organizations
  ADD COLUMN brand_color text,
  ADD COLUMN review_url text,
  ADD COLUMN booking_url text,
  ADD COLUMN track_links boolean NOT NULL DEFAULT true,
  ADD COLUMN image_hosts text[] NOT NULL DEFAULT '{}',
  -- Messages in 24 hours by channel; null: as the operator has it.
  ADD COLUMN daily_quota jsonb NOT NULL DEFAULT '{}';

-- `kind`: shared domain or number of the operator, or the organization's own.
ALTER TABLE afterjob.senders
  ADD COLUMN kind text NOT NULL DEFAULT 'shared' CHECK (kind IN ('shared', 'domain', 'number', 'service')),
  ADD COLUMN status text NOT NULL DEFAULT 'ready' CHECK (status IN ('ready', 'pending', 'failed', 'retired')),
  ADD COLUMN vendor_id text,
  ADD COLUMN dns jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN registration text,
  ADD COLUMN chosen_at timestamptz(3),
  ADD COLUMN checked_at timestamptz(3);

-- A subaccount's own key: it signs that account's callbacks. Encrypted, bound to its row.
CREATE TABLE afterjob.sender_accounts (
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  channel text NOT NULL,
  vendor_account text NOT NULL,
  secret bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, channel)
);

-- Where a link of a message leads. The public asks by id alone: through a function.
CREATE TABLE afterjob.links (
  id text NOT NULL,
  organization_id uuid NOT NULL,
  message_id uuid NOT NULL,
  url text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, message_id) REFERENCES afterjob.messages (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX links_by_message ON afterjob.links (organization_id, message_id);

CREATE TABLE afterjob.link_clicks (
  id bigint GENERATED ALWAYS AS IDENTITY,
  organization_id uuid NOT NULL,
  message_id uuid NOT NULL,
  link_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  -- Null: a person's; else why it does not count.
  ignored text,
  PRIMARY KEY (id),
  FOREIGN KEY (organization_id, message_id) REFERENCES afterjob.messages (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, link_id) REFERENCES afterjob.links (organization_id, id) ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['contact_preferences', 'conversations', 'notification_targets', 'sender_accounts', 'links',
    'link_clicks']
  LOOP
    PERFORM afterjob_functions.protect_tenant_table(format('afterjob.%I', t)::regclass);
  END LOOP;
END $$;

CREATE FUNCTION afterjob_functions.find_link(p_id text)
RETURNS TABLE (organization_id uuid, message_id uuid, url text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT l.organization_id, l.message_id, l.url FROM afterjob.links AS l WHERE l.id = p_id
$$;

-- Messages whose end nobody told for long, oldest question first.
CREATE FUNCTION afterjob_functions.messages_to_ask(p_attempted_before timestamptz, p_attempted_after timestamptz,
  p_checked_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.id FROM afterjob.messages AS m
  WHERE m.status IN ('reserved', 'unknown', 'accepted', 'sent')
    AND m.last_attempt_at BETWEEN p_attempted_after AND p_attempted_before
    AND (m.checked_at IS NULL OR m.checked_at < p_checked_before)
  ORDER BY m.checked_at NULLS FIRST, m.last_attempt_at LIMIT p_limit
$$;

-- Messages of no journey that were written and not handed over: the worker starts them again.
CREATE FUNCTION afterjob_functions.messages_to_start(p_created_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.id FROM afterjob.messages AS m
  WHERE m.kind <> 'journey' AND m.status IN ('rendered', 'reserved') AND m.created_at < p_created_before
  ORDER BY m.created_at LIMIT p_limit
$$;
CREATE INDEX messages_to_start ON afterjob.messages (created_at) WHERE kind <> 'journey' AND status IN ('rendered', 'reserved');

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['afterjob_functions.find_link(text)',
    'afterjob_functions.messages_to_ask(timestamptz, timestamptz, timestamptz, integer)',
    'afterjob_functions.messages_to_start(timestamptz, integer)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO afterjob_app', f);
  END LOOP;
END $$;
