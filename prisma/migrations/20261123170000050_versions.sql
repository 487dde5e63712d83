-- Up Migration

-- The warnings that whoever published a version has accepted by name.
ALTER TABLE afterjob.journey_versions ADD COLUMN accepted text[] NOT NULL DEFAULT '{}';
