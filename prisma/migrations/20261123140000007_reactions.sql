-- Up Migration

-- What a customer does with a message can end or steer a journey: an answer, a link opened.
ALTER TABLE afterjob.enrollment_records
  DROP CONSTRAINT enrollment_records_kind_check,
  ADD CONSTRAINT enrollment_records_kind_check CHECK (kind IN ('skip_wait', 'stop', 'event', 'replied', 'clicked')),
  DROP CONSTRAINT enrollment_records_event_check,
  ADD CONSTRAINT enrollment_records_event_check CHECK ((kind = 'event') = (event_id IS NOT NULL)
    AND (kind IN ('event', 'replied', 'clicked')) = (about IS NOT NULL));

-- One look at what is unread; null: nothing there wants an answer.
CREATE INDEX conversations_unread ON afterjob.conversations (organization_id)
  WHERE last_inbound_at IS NOT NULL AND (read_at IS NULL OR read_at < last_inbound_at);

-- Whoever gets the answers by email is told of those by text, too, until somebody chooses otherwise.
INSERT INTO afterjob.notification_targets (organization_id, channel, address)
SELECT organization_id, 'email', lower(trim(reply_to)) FROM afterjob.organizations WHERE trim(reply_to) <> ''
ON CONFLICT DO NOTHING;
