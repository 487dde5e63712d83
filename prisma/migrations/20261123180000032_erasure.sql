-- Up Migration

-- Hashes of this business cannot be compared with those of another, nor made without its key.
ALTER TABLE afterjob.organizations
  ADD COLUMN erasure_key bytea NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
ALTER TABLE afterjob.customers ADD COLUMN erased_at timestamptz(3);

-- Who was erased at which system, by hash: the next sync neither brings them back nor writes to them.
CREATE TABLE afterjob.erased_customers (
  organization_id uuid NOT NULL,
  hash bytea NOT NULL,
  customer_id uuid NOT NULL,
  erased_at timestamptz(3) NOT NULL,
  erased_by uuid,
  PRIMARY KEY (organization_id, hash)
);
SELECT afterjob_functions.protect_tenant_table('afterjob.erased_customers');

-- The row of an address outlives the address, with every STOP of it; by the hash it is found when the address turns up
-- anew. What hangs on the row takes its new name.
ALTER TABLE afterjob.suppressions DROP CONSTRAINT suppressions_organization_id_channel_address_fkey,
  ADD FOREIGN KEY (organization_id, channel, address)
    REFERENCES afterjob.contact_points (organization_id, channel, address) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE afterjob.contact_preferences DROP CONSTRAINT contact_preferences_organization_id_channel_address_fkey,
  ADD FOREIGN KEY (organization_id, channel, address)
    REFERENCES afterjob.contact_points (organization_id, channel, address) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TABLE afterjob.erased_contacts (
  organization_id uuid NOT NULL,
  channel text NOT NULL,
  hash bytea NOT NULL,
  contact_id uuid NOT NULL,
  erased_at timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, channel, hash),
  FOREIGN KEY (organization_id, contact_id) REFERENCES afterjob.contact_points (organization_id, id) ON DELETE CASCADE
);
SELECT afterjob_functions.protect_tenant_table('afterjob.erased_contacts');

-- Empties what arrived for the organization that is set and names one of these addresses; the notices themselves stay.
CREATE FUNCTION afterjob_functions.erase_arrivals(p_needles text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH own AS (
    SELECT d.id, d.request_id FROM afterjob.deliveries AS d
    WHERE d.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
      AND d.source LIKE 'channel:%'
  ), raw AS (
    UPDATE afterjob.raw_requests AS r SET body = ''
    WHERE r.id IN (SELECT own.request_id FROM own)
      AND EXISTS (SELECT FROM unnest(p_needles) AS n WHERE position(lower(n) IN lower(encode(r.body, 'escape'))) > 0)
  )
  UPDATE afterjob.deliveries AS d SET body = NULL
  WHERE d.id IN (SELECT own.id FROM own) AND d.body IS NOT NULL
    AND EXISTS (SELECT FROM unnest(p_needles) AS n WHERE position(lower(n) IN lower(encode(d.body, 'escape'))) > 0)
$$;
REVOKE ALL ON FUNCTION afterjob_functions.erase_arrivals(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.erase_arrivals(text[]) TO afterjob_app;
