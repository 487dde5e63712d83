import * as z from 'zod';
import type { Actor } from '../../records/audit.ts';
import { listActors, listDeeds, type NamedThing, nameThings } from '../../records/audit-list.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { deedWords } from '../deed-words.ts';
import { route } from '../route.ts';
import { auditActors, auditEntry, auditQuery, page } from '../schemas.ts';

const uuid = z.uuid();
const isId = (text: string): boolean => uuid.safeParse(text).success;

export const audit = {
  'GET /api/audit-log': route({
    summary: 'Who of the business did what, newest first',
    query: auditQuery,
    answer: page(auditEntry),
    handle: ({ deps, organizationId, query: { cursor, limit, actorId = null, area = null, about = null } }) =>
      deps.database.withOrganization(organizationId, async (tenant) => {
        const search = { actorId, area, about, before: readTimeCursor(cursor), limit: limit + 1 };
        const rows = await listDeeds(tenant, search);
        const names = await nameThings(tenant, [...new Set(rows.flatMap((row) => row.about.filter(isId)))]);
        const placeOf = (row: (typeof rows)[number]) => ({ value: row.at.toISOString(), id: row.id });
        return pageOf(rows, limit, placeOf, (row) => present(row, names));
      }),
  }),
  'GET /api/audit-log/actors': route({
    summary: 'Everybody who did something, the latest first',
    answer: auditActors,
    handle: async ({ deps, organizationId }) => ({
      items: await deps.database.withOrganization(organizationId, (tenant) => listActors(tenant, 200)),
    }),
  }),
};

function present(row: Awaited<ReturnType<typeof listDeeds>>[number], names: ReadonlyMap<string, NamedThing>) {
  const { id, at, actorKind, actorId, actorName, role, deed, about, outcome, times } = row;
  return {
    ...{ id, role, deed, times },
    at: at.toISOString(),
    actor: { kind: actorKind as Actor['kind'], id: actorId, name: actorName },
    words: deedWords(deed) ?? 'changed something',
    about: about.map((each) => names.get(each) ?? { id: each, kind: 'other' as const, name: null }),
    outcome: outcome === 'failed' ? ('failed' as const) : ('done' as const),
  };
}
