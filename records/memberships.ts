import type { Database } from './database.ts';

export type Membership = {
  organizationId: string;
  role: 'owner' | 'admin' | 'member' | 'viewer';
  name: string;
  slug: string;
};

/** An organization by its names; null: it has no row yet. */
export async function namesOfOrganization(
  database: Database,
  organizationId: string,
): Promise<{ name: string; slug: string } | null> {
  const [row] = await database.call<{ name: string; slug: string }>(
    'SELECT name, slug FROM afterjob_functions.organization_names($1)',
    [organizationId],
  );
  return row ?? null;
}

/** The organizations that a person belongs to, the oldest membership first. */
export function memberships(database: Database, userId: string): Promise<Membership[]> {
  return database.call<Membership>(
    'SELECT organization_id AS "organizationId", role, name, slug FROM afterjob_functions.memberships($1)',
    [userId],
  );
}
