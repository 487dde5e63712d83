-- Up Migration

-- A message that takes the other channel, since the first one cannot arrive: once for each.
ALTER TABLE afterjob.messages
  ADD COLUMN fallback_of uuid,
  ADD CONSTRAINT messages_one_fallback UNIQUE (organization_id, fallback_of),
  ADD FOREIGN KEY (organization_id, fallback_of) REFERENCES afterjob.messages (organization_id, id) ON DELETE CASCADE,
  DROP CONSTRAINT messages_kind_check,
  ADD CONSTRAINT messages_kind_check
    CHECK (kind IN ('journey', 'fallback', 'test', 'answer', 'help', 'confirmation', 'notice'));
