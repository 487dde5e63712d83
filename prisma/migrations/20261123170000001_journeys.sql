-- Up Migration

-- What is recorded beside an enrollment: the owner's answer, a message left out by hand, a message moved by hand.
ALTER TABLE afterjob.enrollment_records
  ADD COLUMN until timestamptz(3),
  DROP CONSTRAINT enrollment_records_kind_check,
  ADD CONSTRAINT enrollment_records_kind_check CHECK (kind IN ('skip_wait', 'stop', 'event', 'replied', 'clicked',
    'answer_yes', 'answer_no', 'skip_message', 'moved')),
  ADD CONSTRAINT enrollment_records_until_check CHECK ((kind = 'moved') = (until IS NOT NULL));

-- A question of a step to the people of the business; answered once, by a link or in the app.
CREATE TABLE afterjob.owner_questions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  step_id text NOT NULL,
  question text NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  -- The answer that counts when nobody gives one by then.
  due_at timestamptz(3) NOT NULL,
  silence text NOT NULL CHECK (silence IN ('yes', 'no')),
  answer text CHECK (answer IN ('yes', 'no')),
  answered_at timestamptz(3),
  answered_by uuid,
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  UNIQUE (enrollment_id, step_id),
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  FOREIGN KEY (organization_id, enrollment_id) REFERENCES afterjob.sequence_enrollments (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX owner_questions_open ON afterjob.owner_questions (organization_id, due_at) WHERE answer IS NULL;

-- Review before sending: a written message waits for somebody's yes, held by a cause of kind approval.
ALTER TABLE afterjob.messages
  ADD COLUMN approved_at timestamptz(3),
  ADD COLUMN approved_by uuid;

-- Archived: those inside leave at their next step, or finish.
ALTER TABLE afterjob.journeys ADD COLUMN lets_finish boolean NOT NULL DEFAULT false;

-- Where an enrollment came from, and which event it speaks of when none started it.
ALTER TABLE afterjob.sequence_enrollments
  ADD COLUMN origin text NOT NULL DEFAULT 'event' CHECK (origin IN ('event', 'hand', 'bulk')),
  ADD COLUMN enrolled_by uuid,
  ADD COLUMN about_event_id uuid,
  ADD COLUMN bulk_id uuid,
  ADD FOREIGN KEY (organization_id, about_event_id) REFERENCES afterjob.events (organization_id, id);
CREATE INDEX enrollments_by_version ON afterjob.sequence_enrollments (version_id) WHERE status IN ('new', 'active', 'held');

-- An event that came too late may be for the owner to decide.
ALTER TABLE afterjob.decisions
  DROP CONSTRAINT decisions_outcome_check,
  ADD CONSTRAINT decisions_outcome_check CHECK (outcome IN ('enrolled', 'skipped', 'asked')),
  ADD COLUMN answered_at timestamptz(3),
  ADD COLUMN answered_by uuid;
CREATE INDEX decisions_asked ON afterjob.decisions (organization_id, decided_at) WHERE outcome = 'asked';

-- Past customers into a journey, so many a day.
CREATE TABLE afterjob.bulk_enrollments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  version_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'stopped', 'completed')),
  -- What they were chosen by: {"filter": …} or {"file": {"rows": n}}.
  source jsonb NOT NULL,
  per_day integer NOT NULL CHECK (per_day BETWEEN 1 AND 100000),
  created_by uuid,
  created_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (id),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, journey_id) REFERENCES afterjob.journeys (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, version_id) REFERENCES afterjob.journey_versions (organization_id, id)
);
CREATE UNIQUE INDEX bulk_enrollments_one_running ON afterjob.bulk_enrollments (organization_id, journey_id) WHERE status = 'running';

CREATE TABLE afterjob.bulk_customers (
  organization_id uuid NOT NULL,
  bulk_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  -- Null: not yet; else `enrolled` or why not.
  outcome text,
  enrollment_id uuid,
  decided_at timestamptz(3),
  PRIMARY KEY (bulk_id, customer_id),
  FOREIGN KEY (organization_id, bulk_id) REFERENCES afterjob.bulk_enrollments (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, enrollment_id) REFERENCES afterjob.sequence_enrollments (organization_id, id) ON DELETE SET NULL (enrollment_id)
);
CREATE INDEX bulk_customers_open ON afterjob.bulk_customers (bulk_id, customer_id) WHERE outcome IS NULL;

-- Days on which the business sends no marketing, beside its country's: [{"date": "2026-12-24", "name": "…"}].
ALTER TABLE afterjob.organizations ADD COLUMN holidays jsonb NOT NULL DEFAULT '[]';

-- What was asked of the providers right before sending, and what they said: [{"fact": …, "holds": …, "asOf": …, "source": …}].
ALTER TABLE afterjob.messages ADD COLUMN truths jsonb NOT NULL DEFAULT '[]';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['owner_questions', 'bulk_enrollments', 'bulk_customers']
  LOOP
    PERFORM afterjob_functions.protect_tenant_table(format('afterjob.%I', t)::regclass);
  END LOOP;
END $$;
