import type pg from 'pg';

/** Every table by its kind: of one organization, arriving for somebody, or of people's accounts. There is no other. */
export const tables = {
  tenant: [
    'organizations',
    'connections',
    'connection_tokens',
    'sync_runs',
    'customers',
    'entities',
    'events',
    'journeys',
    'journey_versions',
    'sequence_enrollments',
    'enrollment_records',
    'decisions',
    'enrollment_steps',
    'senders',
    'contact_points',
    'suppressions',
    'messages',
    'message_transitions',
    'inbound_messages',
    'causes',
    'due_checks',
    'budgets',
    'customer_matches',
    'twins',
    'contact_preferences',
    'conversations',
    'notification_targets',
    'sender_accounts',
    'links',
    'link_clicks',
    'owner_questions',
    'bulk_enrollments',
    'bulk_customers',
    'audit_log',
    'erased_customers',
    'erased_contacts',
    'customer_imports',
    'imported_customers',
  ].map((name) => `afterjob.${name}`),
  arrival: ['raw_requests', 'deliveries', 'webhook_routes', 'sender_routes', 'oauth_states', 'vendor_paces'].map(
    (name) => `afterjob.${name}`,
  ),
  account: [
    'users',
    'sessions',
    'accounts',
    'verifications',
    'organizations',
    'members',
    'invitations',
    'api_keys',
  ].map((name) => `afterjob_auth.${name}`),
};

const views = ['integrations_jobber', 'integrations_qbo', 'sequences', 'sequence_enrollments', 'customers'].map(
  (name) => `public.${name}`,
);

// Roles that some hosts grant everything to by default.
const foreignRoles = ['anon', 'authenticated', 'service_role'];

/** What in this database is not as every table of its kind has to be; empty when all is well. Run as the owner. */
export async function catalogueFaults(client: pg.ClientBase): Promise<string[]> {
  const checks = [unlisted, unprotected, crossing, reachable, definers, published, granted];
  const found: string[] = [];
  for (const check of checks) found.push(...(await check(client)));
  return found;
}

async function unlisted(client: pg.ClientBase): Promise<string[]> {
  const known = new Set([...Object.values(tables).flat(), ...views]);
  const { rows } = await client.query<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'afterjob_migrations')`);
  const there = new Set(rows.map(({ name }) => name));
  return [
    ...[...there].filter((name) => !known.has(name)).map((name) => `${name} is a table of no kind`),
    ...[...known].filter((name) => !there.has(name)).map((name) => `${name} is not there`),
  ];
}

const tenantRule = "(organization_id = (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid)";

async function unprotected(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; forced: boolean; policies: string; bound: boolean }>(
    `SELECT c.oid::regclass::text AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
      (SELECT string_agg(concat_ws(' ', p.polcmd, p.polpermissive, array(SELECT r.rolname FROM pg_roles r WHERE r.oid = ANY (p.polroles))::text,
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), E'\\n' ORDER BY p.polname)
        FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND a.attnotnull) AS bound
    FROM pg_class c WHERE c.oid::regclass::text = ANY ($1)`,
    [tables.tenant],
  );
  const { rows: owners } = await client.query<{ name: string }>('SELECT current_user AS name');
  const expected = [`* t {${owners[0]?.name}} true true`, `* t {afterjob_app} ${tenantRule} ${tenantRule}`].join('\n');
  return rows.flatMap(({ name, forced, policies, bound }) => [
    ...(forced ? [] : [`${name} does not force row security`]),
    ...(policies === expected ? [] : [`${name} has other policies than the two: ${policies}`]),
    ...(bound ? [] : [`${name} has rows of no organization`]),
  ]);
}

/** Referential checks ignore row security, so a key between tenant tables must carry the organization. */
async function crossing(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT k.conrelid::regclass || ' (' || k.conname || ')' AS name FROM pg_constraint k
    WHERE k.contype = 'f' AND k.conrelid::regclass::text = ANY ($1) AND k.confrelid::regclass::text = ANY ($1)
      AND NOT EXISTS (
        SELECT FROM unnest(k.conkey, k.confkey) AS pair (own, other)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
        JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other
        WHERE a.attname = 'organization_id' AND b.attname = 'organization_id')`,
    [tables.tenant],
  );
  return rows.map(({ name }) => `${name} is a foreign key without the organization`);
}

async function reachable(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
    WHERE c.oid::regclass::text = ANY ($1) AND has_table_privilege('afterjob_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')`,
    [tables.arrival],
  );
  return rows.map(({ name }) => `${name} can be reached without its functions`);
}

async function definers(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; path: boolean; place: boolean }>(`
    SELECT p.oid::regprocedure::text AS name, p.proconfig IS NOT DISTINCT FROM ARRAY['search_path=""'] AS path,
      n.nspname = 'afterjob_functions' AS place
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('afterjob', 'afterjob_functions', 'afterjob_auth', 'public')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`);
  return rows.flatMap(({ name, path, place }) => [
    ...(path ? [] : [`${name} has a search path`]),
    ...(place ? [] : [`${name} is in a schema of tables`]),
  ]);
}

async function published(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)`,
  );
  return rows.map(({ name }) => `${name} is a view with its owner's eyes`);
}

/** Nothing of ours is granted to everybody, nor to the roles of a host's own API. */
async function granted(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; role: string }>(
    `WITH ours AS (
      SELECT c.oid::regclass::text AS name, coalesce(c.relacl, acldefault('r', c.relowner)) AS acl
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'S') AND (n.nspname IN ('afterjob', 'afterjob_auth') OR n.nspname || '.' || c.relname = ANY ($1))
      UNION ALL SELECT p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner))
      FROM pg_proc p WHERE p.pronamespace = 'afterjob_functions'::regnamespace
      UNION ALL SELECT n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner))
      FROM pg_namespace n WHERE n.nspname LIKE 'afterjob%')
    SELECT DISTINCT ours.name, coalesce(r.rolname, 'PUBLIC') AS role
    FROM ours CROSS JOIN aclexplode(ours.acl) AS a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE a.grantee = 0 OR r.rolname = ANY ($2) ORDER BY 1, 2`,
    [views, foreignRoles],
  );
  return rows.map(({ name, role }) => `${name} is granted to ${role}`);
}
