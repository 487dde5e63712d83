-- Up Migration

-- What a business says of its holidays: whether public ones are free, which are not, and days of its own.
ALTER TABLE afterjob.organizations ALTER COLUMN holidays SET DEFAULT '{}';
UPDATE afterjob.organizations SET holidays = '{}' WHERE holidays = '[]';
