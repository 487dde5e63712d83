-- Up Migration

-- What left on which day.
CREATE INDEX messages_by_sending ON afterjob.messages (organization_id, sent_at) WHERE sent_at IS NOT NULL;

-- What somebody has to look at; in a healthy business these are few.
CREATE INDEX messages_in_trouble ON afterjob.messages (organization_id, status, created_at)
  WHERE status IN ('review', 'unknown', 'failed', 'bounced', 'complained');

-- Goals, the newest first, and the event by which each was reached.
CREATE INDEX enrollments_by_goal ON afterjob.sequence_enrollments (organization_id, finished_at DESC, id DESC)
  WHERE starts_with(finish_reason, 'goal_');
CREATE INDEX enrollment_records_of_events ON afterjob.enrollment_records (organization_id, enrollment_id)
  WHERE event_id IS NOT NULL;
