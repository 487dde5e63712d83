-- Up Migration

-- People and their sessions. Only api/accounts reaches these tables; who may is granted by the migration command.
CREATE SCHEMA IF NOT EXISTS afterjob_auth;
REVOKE ALL ON SCHEMA afterjob_auth FROM PUBLIC;

CREATE TABLE afterjob_auth.users (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE afterjob_auth.sessions (
  id uuid PRIMARY KEY,
  token text NOT NULL UNIQUE,
  user_id uuid NOT NULL REFERENCES afterjob_auth.users (id) ON DELETE CASCADE,
  active_organization_id uuid,
  expires_at timestamptz(3) NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sessions_by_user ON afterjob_auth.sessions (user_id);

CREATE TABLE afterjob_auth.accounts (
  id uuid PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id uuid NOT NULL REFERENCES afterjob_auth.users (id) ON DELETE CASCADE,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (provider_id, account_id)
);
CREATE INDEX accounts_by_user ON afterjob_auth.accounts (user_id);

CREATE TABLE afterjob_auth.verifications (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX verifications_by_identifier ON afterjob_auth.verifications (identifier);

CREATE TABLE afterjob_auth.organizations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  slug text NOT NULL UNIQUE,
  logo text,
  metadata text,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE afterjob_auth.members (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES afterjob_auth.organizations (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES afterjob_auth.users (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (organization_id, user_id)
);
CREATE INDEX members_by_user ON afterjob_auth.members (user_id);

CREATE TABLE afterjob_auth.invitations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES afterjob_auth.organizations (id) ON DELETE CASCADE,
  email text NOT NULL,
  role text,
  status text NOT NULL DEFAULT 'pending',
  inviter_id uuid NOT NULL REFERENCES afterjob_auth.users (id) ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX invitations_by_organization ON afterjob_auth.invitations (organization_id);
CREATE INDEX invitations_by_email ON afterjob_auth.invitations (email);

-- The one road by which the rest of the product learns who belongs where.
CREATE FUNCTION afterjob_functions.memberships(p_user_id uuid)
RETURNS TABLE (organization_id uuid, role text, name text, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT m.organization_id, m.role, o.name, o.slug
  FROM afterjob_auth.members AS m JOIN afterjob_auth.organizations AS o ON o.id = m.organization_id
  WHERE m.user_id = p_user_id ORDER BY m.created_at, m.organization_id
$$;
REVOKE ALL ON FUNCTION afterjob_functions.memberships(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION afterjob_functions.memberships(uuid) TO afterjob_app;
