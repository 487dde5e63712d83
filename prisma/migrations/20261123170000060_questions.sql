-- Up Migration

-- A question may be whether a message that is written may leave; and it is told by which road it was answered.
ALTER TABLE afterjob.owner_questions
  ADD COLUMN message_id uuid,
  ADD COLUMN answered_via text CHECK (answered_via IN ('app', 'link', 'sms')),
  ADD FOREIGN KEY (organization_id, message_id) REFERENCES afterjob.messages (organization_id, id) ON DELETE CASCADE;

-- What tells somebody of a question: an answer to it by text is an answer to the question.
ALTER TABLE afterjob.messages
  ADD COLUMN question_id uuid,
  ADD FOREIGN KEY (organization_id, question_id) REFERENCES afterjob.owner_questions (organization_id, id)
    ON DELETE SET NULL (question_id);
CREATE INDEX messages_of_questions ON afterjob.messages (question_id) WHERE question_id IS NOT NULL;

-- Who waits for a date that may move.
CREATE INDEX enrollments_by_date ON afterjob.sequence_enrollments (organization_id)
  WHERE state ->> 'basis' IS NOT NULL AND status IN ('new', 'active', 'held');
