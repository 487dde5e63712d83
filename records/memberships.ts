import type { Database } from './database.ts';

export type Membership = {
  organizationId: string;
  role: 'owner' | 'admin' | 'member' | 'viewer';
  name: string;
  slug: string;
};

/** The organizations that a person belongs to, the oldest membership first. */
export function memberships(database: Database, userId: string): Promise<Membership[]> {
  return database.call<Membership>(
    'SELECT organization_id AS "organizationId", role, name, slug FROM afterjob_functions.memberships($1)',
    [userId],
  );
}
