-- Up Migration

-- What somebody did not want, or wants again: one category of messages; null: every message.
ALTER TABLE afterjob.suppressions ADD COLUMN category text, ADD COLUMN changed_by uuid;
CREATE INDEX suppressions_by_address ON afterjob.suppressions (organization_id, channel, address, at);

-- What waits for the owner to say what was meant.
CREATE INDEX inbound_messages_unclear ON afterjob.inbound_messages (organization_id, received_at)
  WHERE meaning = 'unclear' AND decided_at IS NULL;
