-- Up Migration

-- The webhook log of the organization that is set, newest first, with what came of each notice.
DROP FUNCTION afterjob_functions.organization_deliveries(timestamptz, uuid, integer);
CREATE FUNCTION afterjob_functions.organization_deliveries(p_before timestamptz, p_before_id uuid, p_limit integer,
  p_source text, p_status text, p_topic text)
RETURNS TABLE (id uuid, source text, topic text, entity_kind text, entity_id text, status text, reason text,
  duplicates integer, occurred_at timestamptz, received_at timestamptz, processed_at timestamptz, came jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT d.id, d.source, d.topic, d.entity_kind, d.entity_id, d.status, d.reason,
    d.duplicates, d.occurred_at, d.received_at, d.processed_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'trigger', f.trigger) ORDER BY f.created_at, f.id)
      FROM (SELECT e.id, e.trigger, e.created_at FROM afterjob.events AS e
        WHERE e.organization_id = d.organization_id AND e.connection_id = d.connection_id
          AND e.entity_kind = d.entity_kind AND e.entity_id = d.entity_id
          AND e.created_at >= d.received_at - interval '5 seconds' AND e.created_at <= d.processed_at
        ORDER BY e.created_at, e.id LIMIT 10) AS f), '[]')
  FROM afterjob.deliveries AS d
  WHERE d.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
    AND (d.received_at, d.id) < (p_before, p_before_id)
    AND (p_source IS NULL OR d.source = p_source)
    AND (p_status IS NULL OR d.status = p_status)
    AND (p_topic IS NULL OR d.topic = p_topic)
  ORDER BY d.received_at DESC, d.id DESC LIMIT least(p_limit, 201)
$$;
REVOKE ALL ON FUNCTION
  afterjob_functions.organization_deliveries(timestamptz, uuid, integer, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  afterjob_functions.organization_deliveries(timestamptz, uuid, integer, text, text, text) TO afterjob_app;

-- What a log can be narrowed by: the sources and topics of the last 35 days.
CREATE FUNCTION afterjob_functions.delivery_topics() RETURNS TABLE (source text, topic text, deliveries bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT d.source, d.topic, count(*) FROM afterjob.deliveries AS d
  WHERE d.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND d.topic IS NOT NULL
  GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 200
$$;
REVOKE ALL ON FUNCTION afterjob_functions.delivery_topics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.delivery_topics() TO afterjob_app;
