import type { Role } from '../../../api/schemas.ts';

/** The roles that somebody may give and take. */
export function rolesFor(own: Role): Role[] {
  if (own === 'owner') return ['viewer', 'member', 'admin', 'owner'];
  return own === 'admin' ? ['viewer', 'member', 'admin'] : [];
}
