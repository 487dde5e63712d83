-- Up Migration

-- To whom a message went, however the address was spelled: what caps count by.
ALTER TABLE afterjob.messages
  ADD COLUMN contact_id uuid,
  ADD FOREIGN KEY (organization_id, contact_id) REFERENCES afterjob.contact_points (organization_id, id)
    ON DELETE SET NULL (contact_id);
UPDATE afterjob.messages AS m SET contact_id = p.id FROM afterjob.contact_points AS p
WHERE p.organization_id = m.organization_id AND p.channel = m.channel AND m.first_attempt_at IS NOT NULL
  AND p.address = CASE m.channel WHEN 'email' THEN lower(btrim(m.to_address)) ELSE btrim(m.to_address) END;
CREATE INDEX messages_by_contact ON afterjob.messages (organization_id, contact_id, first_attempt_at);
-- Breakers and quotas count a channel's messages of the last days.
CREATE INDEX messages_by_attempt ON afterjob.messages (organization_id, channel, first_attempt_at);

-- How fast a vendor takes messages from one account or sender, whoever of ours sends: one line of seats in time.
CREATE TABLE afterjob.vendor_paces (
  key text PRIMARY KEY,
  per_second double precision NOT NULL,
  -- The rate is the vendor's own word.
  told boolean NOT NULL DEFAULT false,
  next_seat timestamptz NOT NULL,
  -- For when the last one who found no seat was asked to come again.
  last_place timestamptz NOT NULL,
  blocked_until timestamptz
);

-- A seat no further ahead than the horizon, or none: then the time after which one should be free.
CREATE FUNCTION afterjob_functions.take_seat(p_key text, p_per_second double precision, p_first boolean,
  p_horizon_ms double precision, p_at timestamptz, OUT granted boolean, OUT wait_ms double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  v afterjob.vendor_paces;
  v_step interval;
  v_horizon interval := make_interval(secs => p_horizon_ms / 1000);
  v_seat timestamptz;
BEGIN
  INSERT INTO afterjob.vendor_paces (key, per_second, next_seat, last_place) VALUES (p_key, p_per_second, p_at, p_at)
  ON CONFLICT DO NOTHING;
  SELECT * INTO v FROM afterjob.vendor_paces AS p WHERE p.key = p_key FOR UPDATE;
  v_step := make_interval(secs => 1 / CASE WHEN v.told THEN v.per_second ELSE p_per_second END);
  v_seat := greatest(p_at, v.next_seat, v.blocked_until);
  -- Who comes for the first time does not pass those who were asked to come again.
  granted := v_seat <= p_at + v_horizon AND (NOT p_first OR v.last_place <= p_at + v_horizon);
  IF granted THEN
    UPDATE afterjob.vendor_paces AS p SET next_seat = v_seat + v_step WHERE p.key = p_key;
    wait_ms := extract(epoch FROM v_seat - p_at) * 1000;
  ELSE
    v_seat := greatest(v_seat, v.last_place) + v_step;
    UPDATE afterjob.vendor_paces AS p SET last_place = v_seat WHERE p.key = p_key;
    wait_ms := extract(epoch FROM v_seat - v_horizon / 2 - p_at) * 1000;
  END IF;
END $$;

-- What a vendor said of its limit; null leaves what is known.
CREATE FUNCTION afterjob_functions.tell_pace(p_key text, p_per_second double precision, p_blocked_until timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE afterjob.vendor_paces AS p SET
    per_second = coalesce(p_per_second, p.per_second), told = p.told OR p_per_second IS NOT NULL,
    blocked_until = greatest(p.blocked_until, p_blocked_until)
  WHERE p.key = p_key
$$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY[
    'afterjob_functions.take_seat(text, double precision, boolean, double precision, timestamptz)',
    'afterjob_functions.tell_pace(text, double precision, timestamptz)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO afterjob_app', f);
  END LOOP;
END $$;
