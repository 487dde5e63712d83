-- Up Migration

-- Keys of programs. Only the hash is kept; `start` is what the owner knows a key by.
CREATE TABLE afterjob_auth.api_keys (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  start text NOT NULL,
  hash text NOT NULL UNIQUE,
  scope text NOT NULL CHECK (scope IN ('read', 'write')),
  created_by uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX api_keys_by_organization ON afterjob_auth.api_keys (organization_id, created_at);

-- What the rest of the product may know of an organization, also where no person of ours belongs to it.
CREATE FUNCTION afterjob_functions.organization_names(p_organization_id uuid)
RETURNS TABLE (organization_id uuid, name text, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT o.organization_id, o.name, o.slug FROM afterjob.organizations AS o
  WHERE o.organization_id = p_organization_id
$$;
REVOKE ALL ON FUNCTION afterjob_functions.organization_names(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.organization_names(uuid) TO afterjob_app;
