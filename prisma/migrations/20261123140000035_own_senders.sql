-- Up Migration

-- One account at a vendor signs for one organization.
CREATE UNIQUE INDEX sender_accounts_by_vendor ON afterjob.sender_accounts (channel, vendor_account);
CREATE INDEX senders_to_check ON afterjob.senders (checked_at NULLS FIRST) WHERE kind <> 'shared' AND status <> 'retired';

-- A domain is one organization's: bound under its name with an @ before it. Those that the operator sends all
-- organizations' email from are nobody's, nor is what is above or below them.
CREATE FUNCTION afterjob_functions.bind_domain(p_domain text, p_organization_id uuid, p_sender_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM afterjob.senders AS s, LATERAL (SELECT lower(split_part(s.address, '@', 2)) AS host) AS h
    WHERE s.channel = 'email' AND s.kind = 'shared'
      AND (h.host = p_domain OR right(h.host, length(p_domain) + 1) = '.' || p_domain
        OR right(p_domain, length(h.host) + 1) = '.' || h.host)) THEN
    RETURN false;
  END IF;
  RETURN afterjob_functions.bind_sender('email', '@' || p_domain, p_organization_id, p_sender_id);
END $$;

-- Only its owner lets an address go.
CREATE FUNCTION afterjob_functions.unbind_sender(p_channel text, p_address text, p_organization_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM afterjob.sender_routes
  WHERE channel = p_channel AND address = p_address AND organization_id = p_organization_id
$$;

-- A notice names its account before anything of it is believed: whose token checks it.
CREATE FUNCTION afterjob_functions.find_sender_account(p_channel text, p_vendor_account text)
RETURNS TABLE (organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT a.organization_id FROM afterjob.sender_accounts AS a
  WHERE a.channel = p_channel AND a.vendor_account = p_vendor_account
$$;

-- What is still being set up is looked at often, what works now and then.
CREATE FUNCTION afterjob_functions.senders_to_check(p_pending_before timestamptz, p_others_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, sender_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT s.organization_id, s.id FROM afterjob.senders AS s
  WHERE s.kind <> 'shared' AND s.status <> 'retired'
    AND (s.checked_at IS NULL OR s.checked_at < p_others_before
      OR ((s.status = 'pending' OR s.registration IN ('pending', 'missing')) AND s.checked_at < p_pending_before))
  ORDER BY s.checked_at NULLS FIRST LIMIT p_limit
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['afterjob_functions.bind_domain(text, uuid, uuid)',
    'afterjob_functions.unbind_sender(text, text, uuid)', 'afterjob_functions.find_sender_account(text, text)',
    'afterjob_functions.senders_to_check(timestamptz, timestamptz, integer)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO afterjob_app', f);
  END LOOP;
END $$;
