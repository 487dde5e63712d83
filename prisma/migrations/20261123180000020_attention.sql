-- Up Migration

-- Somebody of the business has seen that it did not arrive, and nothing more is to be done about it.
ALTER TABLE afterjob.messages ADD COLUMN seen_at timestamptz(3), ADD COLUMN seen_by uuid;

CREATE INDEX messages_of_fallbacks ON afterjob.messages (organization_id, fallback_of) WHERE fallback_of IS NOT NULL;
