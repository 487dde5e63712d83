-- Up Migration

-- The letter holds the key of an invitation; here is only its hash. One open invitation an address.
ALTER TABLE afterjob_auth.invitations
  ADD COLUMN token_hash text UNIQUE,
  ADD CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  ADD CHECK (status IN ('pending', 'accepted', 'canceled'));
CREATE UNIQUE INDEX invitations_open ON afterjob_auth.invitations (organization_id, email) WHERE status = 'pending';

-- A business goes by the name that it has now, also where a person chooses between several.
CREATE OR REPLACE FUNCTION afterjob_functions.memberships(p_user_id uuid)
RETURNS TABLE (organization_id uuid, role text, name text, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.role, coalesce(p.name, o.name), coalesce(p.slug, o.slug)
  FROM afterjob_auth.members AS m JOIN afterjob_auth.organizations AS o ON o.id = m.organization_id
  LEFT JOIN afterjob.organizations AS p ON p.organization_id = o.id
  WHERE m.user_id = p_user_id ORDER BY m.created_at, m.organization_id
$$;
