-- Up Migration

-- spent: all that was ever taken; what was taken after a call tells what the provider's answer cannot know of.
-- told: maximum and rate are the provider's own word. blocked_until: it refused, and said until when.
ALTER TABLE afterjob.budgets
  ADD COLUMN spent double precision NOT NULL DEFAULT 0,
  ADD COLUMN told boolean NOT NULL DEFAULT false,
  ADD COLUMN blocked_until timestamptz(3);

-- When a call to the provider last succeeded, to the minute.
ALTER TABLE afterjob.connections ADD COLUMN last_success_at timestamptz(3);
