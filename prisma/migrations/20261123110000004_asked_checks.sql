-- Up Migration

-- A check that was asked waits for the reading that settles it; whatever is read of it anew opens it again.
ALTER TABLE afterjob.due_checks ADD COLUMN asked_at timestamptz(3);
