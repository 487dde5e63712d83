-- Up Migration

-- The inbox. One statement for the requests of one tick; a duplicate of a row that was taken opens it again.
CREATE FUNCTION afterjob_functions.store_deliveries(
  p_at timestamptz,
  p_raw_id bytea[], p_raw_source text[], p_raw_type text[], p_raw_body bytea[],
  p_source text[], p_dedupe_key text[], p_lane text[], p_topic text[], p_account_id text[],
  p_entity_kind text[], p_entity_id text[], p_occurred_at timestamptz[], p_body bytea[],
  p_request_id bytea[], p_status text[], p_reason text[]
) RETURNS TABLE (id uuid, source text, dedupe_key text, lane text, status text)
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH raw AS (
    INSERT INTO afterjob.raw_requests (id, source, content_type, body, received_at)
    SELECT r.id, r.source, r.content_type, r.body, p_at
    FROM unnest(p_raw_id, p_raw_source, p_raw_type, p_raw_body) AS r (id, source, content_type, body)
    ON CONFLICT DO NOTHING
  )
  INSERT INTO afterjob.deliveries AS d (source, dedupe_key, lane, topic, account_id, entity_kind, entity_id,
    occurred_at, body, request_id, status, reason, received_at)
  SELECT n.source, n.dedupe_key, n.lane, n.topic, n.account_id, n.entity_kind, n.entity_id,
    n.occurred_at, n.body, n.request_id, n.status, n.reason, p_at
  FROM unnest(p_source, p_dedupe_key, p_lane, p_topic, p_account_id, p_entity_kind, p_entity_id,
    p_occurred_at, p_body, p_request_id, p_status, p_reason)
    AS n (source, dedupe_key, lane, topic, account_id, entity_kind, entity_id, occurred_at, body, request_id, status, reason)
  ON CONFLICT (source, dedupe_key) DO UPDATE SET
    duplicates = d.duplicates + 1,
    status = CASE WHEN d.status IN ('taken', 'processed', 'unknown_account') THEN 'received' ELSE d.status END
  RETURNING d.id, d.source, d.dedupe_key, d.lane, d.status
$$;

CREATE FUNCTION afterjob_functions.take_deliveries(p_lane text, p_at timestamptz)
RETURNS TABLE (id uuid, source text, topic text, account_id text, entity_kind text, entity_id text,
  occurred_at timestamptz, received_at timestamptz, body bytea, organization_id uuid, connection_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH taken AS (
    UPDATE afterjob.deliveries AS d SET status = 'taken', taken_at = p_at
    WHERE d.lane = p_lane AND d.status IN ('received', 'taken')
    RETURNING d.*
  )
  SELECT t.id, t.source, t.topic, t.account_id, t.entity_kind, t.entity_id, t.occurred_at, t.received_at, t.body,
    r.organization_id, r.connection_id
  FROM taken AS t LEFT JOIN afterjob.webhook_routes AS r ON r.source = t.source AND r.account_id = t.account_id
  ORDER BY t.received_at, t.id
$$;

-- Only a row that is still taken is finished: a duplicate in the meantime asks for one more look.
CREATE FUNCTION afterjob_functions.finish_delivery(p_id uuid, p_status text, p_reason text,
  p_organization_id uuid, p_connection_id uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH done AS (
    UPDATE afterjob.deliveries SET status = p_status, reason = p_reason, processed_at = p_at,
      organization_id = p_organization_id, connection_id = p_connection_id
    WHERE id = p_id AND status = 'taken' RETURNING 1
  ) SELECT EXISTS (SELECT 1 FROM done)
$$;

CREATE FUNCTION afterjob_functions.sweep_deliveries(p_at timestamptz, p_limit integer)
RETURNS TABLE (id uuid, source text, lane text)
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE afterjob.deliveries AS d SET nudged_at = p_at
  WHERE d.id IN (
    SELECT s.id FROM afterjob.deliveries AS s
    WHERE s.status IN ('received', 'taken')
      AND ((s.nudged_at IS NULL AND s.received_at <= p_at - interval '2 seconds') OR s.nudged_at <= p_at - interval '1 minute')
    ORDER BY s.nudged_at NULLS FIRST LIMIT p_limit FOR UPDATE SKIP LOCKED)
  RETURNING d.id, d.source, d.lane
$$;

CREATE FUNCTION afterjob_functions.release_nudges(p_ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE afterjob.deliveries SET nudged_at = NULL WHERE id = ANY (p_ids) AND status IN ('received', 'taken')
$$;

-- The webhook log of the organization that is set, newest first.
CREATE FUNCTION afterjob_functions.organization_deliveries(p_before timestamptz, p_before_id uuid, p_limit integer)
RETURNS TABLE (id uuid, source text, topic text, entity_kind text, entity_id text, status text, reason text,
  duplicates integer, occurred_at timestamptz, received_at timestamptz, processed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT d.id, d.source, d.topic, d.entity_kind, d.entity_id, d.status, d.reason,
    d.duplicates, d.occurred_at, d.received_at, d.processed_at
  FROM afterjob.deliveries AS d
  WHERE d.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
    AND (d.received_at, d.id) < (p_before, p_before_id)
  ORDER BY d.received_at DESC, d.id DESC LIMIT least(p_limit, 201)
$$;

-- For the operator: what arrived and belongs to nobody, or could not be read. Ids only.
CREATE FUNCTION afterjob_functions.stray_deliveries(p_since timestamptz, p_limit integer)
RETURNS TABLE (id uuid, source text, topic text, account_id text, status text, reason text, received_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT d.id, d.source, d.topic, d.account_id, d.status, d.reason, d.received_at
  FROM afterjob.deliveries AS d
  WHERE d.status IN ('unknown_account', 'unreadable') AND d.received_at >= p_since
  ORDER BY d.received_at DESC LIMIT least(p_limit, 200)
$$;

-- False when the account is bound to another connection. What arrived before the binding is opened again.
CREATE FUNCTION afterjob_functions.bind_account(p_source text, p_account_id text, p_organization_id uuid,
  p_connection_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO afterjob.webhook_routes (source, account_id, organization_id, connection_id)
  VALUES (p_source, p_account_id, p_organization_id, p_connection_id)
  ON CONFLICT (source, account_id) DO NOTHING;
  IF NOT EXISTS (SELECT 1 FROM afterjob.webhook_routes AS r WHERE r.source = p_source
      AND r.account_id = p_account_id AND r.organization_id = p_organization_id AND r.connection_id = p_connection_id) THEN
    RETURN false;
  END IF;
  UPDATE afterjob.deliveries SET status = 'received', nudged_at = NULL
  WHERE source = p_source AND account_id = p_account_id AND status = 'unknown_account';
  RETURN true;
END $$;

CREATE FUNCTION afterjob_functions.unbind_account(p_source text, p_account_id text, p_organization_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM afterjob.webhook_routes
  WHERE source = p_source AND account_id = p_account_id AND organization_id = p_organization_id
$$;

CREATE FUNCTION afterjob_functions.bind_sender(p_channel text, p_address text, p_organization_id uuid, p_sender_id uuid)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO afterjob.sender_routes (channel, address, organization_id, sender_id)
  VALUES (p_channel, p_address, p_organization_id, p_sender_id) ON CONFLICT (channel, address) DO NOTHING;
  RETURN EXISTS (SELECT 1 FROM afterjob.sender_routes AS r WHERE r.channel = p_channel AND r.address = p_address
    AND r.organization_id = p_organization_id);
END $$;

CREATE FUNCTION afterjob_functions.find_sender(p_channel text, p_address text)
RETURNS TABLE (organization_id uuid, sender_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT r.organization_id, r.sender_id FROM afterjob.sender_routes AS r WHERE r.channel = p_channel AND r.address = p_address
$$;

-- A delivery notice carries the vendor's id, not the organization: the ledger row finds it.
CREATE FUNCTION afterjob_functions.find_message(p_channel text, p_vendor_id text, p_message_id uuid)
RETURNS TABLE (organization_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.id FROM afterjob.messages AS m
  WHERE m.channel = p_channel AND (m.id = p_message_id OR (p_message_id IS NULL AND m.vendor_id = p_vendor_id)) LIMIT 1
$$;

CREATE FUNCTION afterjob_functions.put_oauth_state(p_hash bytea, p_provider text, p_session_hash bytea,
  p_organization_id uuid, p_user_id uuid, p_return_to text, p_expires_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO afterjob.oauth_states (hash, provider, session_hash, organization_id, user_id, return_to, expires_at)
  VALUES (p_hash, p_provider, p_session_hash, p_organization_id, p_user_id, p_return_to, p_expires_at)
$$;

-- Single use: reading a state deletes it.
CREATE FUNCTION afterjob_functions.take_oauth_state(p_hash bytea, p_provider text, p_session_hash bytea, p_at timestamptz)
RETURNS TABLE (organization_id uuid, user_id uuid, return_to text)
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM afterjob.oauth_states AS s
  WHERE s.hash = p_hash AND s.provider = p_provider AND s.session_hash = p_session_hash AND s.expires_at > p_at
  RETURNING s.organization_id, s.user_id, s.return_to
$$;

-- Work across organizations: one named function each, ids only.
CREATE FUNCTION afterjob_functions.connections_to_tend(p_last_round_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, connection_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT c.organization_id, c.id FROM afterjob.connections AS c
  WHERE c.status = 'connected' AND (c.last_round_at IS NULL OR c.last_round_at < p_last_round_before)
  ORDER BY c.last_round_at NULLS FIRST LIMIT p_limit
$$;

CREATE FUNCTION afterjob_functions.enrollments_to_start(p_enrolled_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, enrollment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.organization_id, e.id FROM afterjob.sequence_enrollments AS e
  WHERE e.status = 'new' AND e.enrolled_at < p_enrolled_before ORDER BY e.enrolled_at LIMIT p_limit
$$;

CREATE FUNCTION afterjob_functions.enrollments_overdue(p_due_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, enrollment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.organization_id, e.id FROM afterjob.sequence_enrollments AS e
  WHERE e.status IN ('active', 'held') AND e.due < p_due_before AND e.last_step_at < p_due_before ORDER BY e.due LIMIT p_limit
$$;

CREATE FUNCTION afterjob_functions.enrollments_unread(p_recorded_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, enrollment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT r.organization_id, r.enrollment_id FROM afterjob.enrollment_records AS r
  JOIN afterjob.sequence_enrollments AS e ON e.organization_id = r.organization_id AND e.id = r.enrollment_id
  WHERE r.taken_at IS NULL AND r.recorded_at < p_recorded_before AND e.status IN ('active', 'held')
  GROUP BY 1, 2 ORDER BY min(r.recorded_at) LIMIT p_limit
$$;

CREATE FUNCTION afterjob_functions.holds_without_cause(p_kinds text[], p_held_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, kind text, scope text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.organization_id, e.hold_reason, e.hold_scope FROM afterjob.sequence_enrollments AS e
  WHERE e.status = 'held' AND e.hold_reason = ANY (p_kinds) AND e.last_step_at < p_held_before
    AND NOT EXISTS (SELECT FROM afterjob.causes AS c
      WHERE c.organization_id = e.organization_id AND c.kind = e.hold_reason AND c.scope = e.hold_scope)
  GROUP BY 1, 2, 3 LIMIT p_limit
$$;

CREATE FUNCTION afterjob_functions.events_undecided(p_created_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, event_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.organization_id, e.id FROM afterjob.events AS e
  WHERE e.decided_at IS NULL AND e.created_at < p_created_before ORDER BY e.created_at LIMIT p_limit
$$;

CREATE FUNCTION afterjob_functions.listening_journeys() RETURNS TABLE (provider text, trigger text, journeys bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT j.trigger_provider, j.trigger_type, count(*) FROM afterjob.journeys AS j
  WHERE j.version_id IS NOT NULL AND j.status IN ('active', 'paused') GROUP BY 1, 2 ORDER BY 1, 2
$$;

CREATE FUNCTION afterjob_functions.forget_arrivals(p_raw_before timestamptz, p_deliveries_before timestamptz, p_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  DELETE FROM afterjob.raw_requests WHERE received_at < p_raw_before;
  DELETE FROM afterjob.deliveries WHERE received_at < p_deliveries_before AND status NOT IN ('received', 'taken');
  DELETE FROM afterjob.oauth_states WHERE expires_at < p_at;
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_catalog.pg_proc AS p
    WHERE p.pronamespace = 'afterjob_functions'::regnamespace AND p.prosecdef
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO afterjob_app', f);
  END LOOP;
END $$;
