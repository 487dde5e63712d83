-- Up Migration

-- One kind of whole number in all tables.
ALTER TABLE afterjob.bulk_enrollments ALTER COLUMN spread_hours TYPE integer;
