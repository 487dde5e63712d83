-- Up Migration

-- How near the event is to the enrollment, as it was when it was recorded: links and twins may change later.
ALTER TABLE afterjob.enrollment_records
  ADD COLUMN about text CHECK (about IN ('entity', 'customer')),
  ADD CONSTRAINT enrollment_records_event_check CHECK ((kind = 'event') = (event_id IS NOT NULL) AND (kind = 'event') = (about IS NOT NULL));
CREATE UNIQUE INDEX enrollment_records_once_per_event ON afterjob.enrollment_records (event_id, enrollment_id) WHERE event_id IS NOT NULL;

-- From an event to the enrollments that it started; those of its entity and customer have other indexes.
CREATE INDEX enrollments_by_event ON afterjob.sequence_enrollments (organization_id, event_id) WHERE event_id IS NOT NULL;
