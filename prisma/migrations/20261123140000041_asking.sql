-- Up Migration

-- Messages of these states whose last attempt lies in a span, longest not asked about first.
DROP FUNCTION afterjob_functions.messages_to_ask(timestamptz, timestamptz, timestamptz, integer);
CREATE FUNCTION afterjob_functions.messages_to_ask(p_statuses text[], p_attempted_after timestamptz,
  p_attempted_before timestamptz, p_checked_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.id FROM afterjob.messages AS m
  WHERE m.status IN ('reserved', 'unknown', 'accepted', 'sent') AND m.status = ANY (p_statuses)
    AND m.last_attempt_at BETWEEN p_attempted_after AND p_attempted_before
    AND (m.checked_at IS NULL OR m.checked_at <= p_checked_before)
  ORDER BY m.checked_at NULLS FIRST, m.last_attempt_at LIMIT p_limit
$$;
REVOKE ALL ON FUNCTION
  afterjob_functions.messages_to_ask(text[], timestamptz, timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  afterjob_functions.messages_to_ask(text[], timestamptz, timestamptz, timestamptz, integer) TO afterjob_app;

-- A step's message that the owner sends again is handed over like one of no journey: it has no enrollment to wait for.
CREATE OR REPLACE FUNCTION afterjob_functions.messages_to_start(p_created_before timestamptz, p_limit integer)
RETURNS TABLE (organization_id uuid, message_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.id FROM afterjob.messages AS m
  WHERE (m.kind <> 'journey' OR m.asked_by IS NOT NULL) AND m.status IN ('rendered', 'reserved')
    AND m.created_at < p_created_before
  ORDER BY m.created_at LIMIT p_limit
$$;
DROP INDEX afterjob.messages_to_start;
CREATE INDEX messages_to_start ON afterjob.messages (created_at)
  WHERE (kind <> 'journey' OR asked_by IS NOT NULL) AND status IN ('rendered', 'reserved');
