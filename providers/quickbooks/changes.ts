import * as z from 'zod';
import type { Change, ChangePage, Session } from '../provider.ts';
import type { Client } from './client.ts';
import { newestFirst, type Position, readCursor, stamp, writeCursor } from './rows.ts';
import { flag, id, instant, text, times } from './shapes.ts';

/** Further back the vendor does not tell; an hour less, for clocks that differ. */
const farthestMs = (30 * 24 - 1) * 3_600_000;
/** So many objects an answer holds at most: a full one may have been cut. */
const mostObjects = 1000;
const narrowing = 8;
/** A window that is still too full is left to the query, which has pages. */
const leastWindowMs = 60_000;
const queryRows = 1000;

const kinds = { Customer: 'client', Invoice: 'invoice', Estimate: 'quote', Payment: 'payment' } as const;
type Entity = keyof typeof kinds;
const entities = Object.keys(kinds) as Entity[];

const part = { Job: flag, IsProject: flag };
const listed = z.object({ Id: id, MetaData: times, ...part });
const changed = z.object({
  Id: id,
  status: text,
  MetaData: z.object({ LastUpdatedTime: instant.nullish().catch(null) }).nullish(),
  ...part,
});
const lists = z.object(
  Object.fromEntries(entities.map((entity) => [entity, z.array(changed).optional()])) as Record<
    Entity,
    z.ZodOptional<z.ZodArray<typeof changed>>
  >,
);
const changesReply = z.object({ CDCResponse: z.array(z.object({ QueryResponse: z.array(lists) })) });

const change = (entity: Entity, row: z.infer<typeof changed>): Change => ({
  entity: { kind: kinds[entity], id: row.Id },
  updatedAt: row.MetaData?.LastUpdatedTime ?? null,
  says: null,
  gone: row.status?.toLowerCase() === 'deleted',
});

async function readChanged(client: Client, session: Session, wanted: readonly Entity[], since: Date) {
  const { data } = await client.changes(session, wanted, stamp(since), changesReply);
  const answers = data.CDCResponse.flatMap(({ QueryResponse }) => QueryResponse);
  const found = entities.flatMap((entity) =>
    answers.flatMap((answer) => answer[entity] ?? []).map((row) => ({ entity, row })),
  );
  return {
    cut: found.length >= mostObjects,
    // A sub-customer or a project is no client.
    changes: found.filter(({ row }) => !row.Job && !row.IsProject).map(({ entity, row }) => change(entity, row)),
  };
}

async function readListed(client: Client, session: Session, entity: Entity, since: Date, at: Position) {
  const where = entity === 'Customer' ? ['Active in (true,false)'] : [];
  const page = await newestFirst(client, session, { entity, shape: listed, where, since, at, rows: queryRows });
  const rows = page.rows.filter(({ Job, IsProject }) => !Job && !IsProject);
  return { changes: rows.map((row) => change(entity, { ...row, status: null })), next: page.next };
}

const words = entities.flatMap((entity) => [`since:${entity}`, `until:${entity}`] as const);

/**
 * All entities by one call of change data capture, which also tells what was deleted. Where its answer may have been
 * cut, or reaches no further back, each entity is read alone: from the latest window that is told in full, and what
 * lies before it by query.
 */
export async function readChanges(
  client: Client,
  session: Session,
  { since, cursor }: { since: Date; cursor: string | null },
  now: number,
): Promise<ChangePage> {
  const floor = new Date(Math.max(since.getTime(), now - farthestMs));
  const from = (entity: Entity | undefined, until: Date) =>
    entity ? writeCursor(`since:${entity}`, { until, start: 1 }) : null;
  const page = (changes: Change[], nextCursor: string | null): ChangePage => ({ changes, nextCursor, budget: null });
  if (cursor === null) {
    const { changes, cut } = await readChanged(client, session, entities, floor);
    // What may have been cut is read again from the start, so that nothing is named twice.
    return cut || floor > since ? page([], from(entities[0], floor)) : page(changes, null);
  }
  const { word, at } = readCursor(cursor, words);
  const [road, name] = word.split(':') as ['since' | 'until', Entity];
  const following = from(entities[entities.indexOf(name) + 1], floor);
  if (road === 'until' || !at.until) {
    const { changes, next } = await readListed(client, session, name, since, at);
    return page(changes, next ? writeCursor(`until:${name}`, next) : following);
  }
  const start = at.until;
  const { changes, cut } = await readChanged(client, session, [name], start);
  const before = (until: Date | null) => writeCursor(`until:${name}`, { until, start: 1 });
  if (!cut) return page(changes, start > since ? before(start) : following);
  const narrowed = new Date(now - (now - start.getTime()) / narrowing);
  return page([], now - narrowed.getTime() < leastWindowMs ? before(null) : from(name, narrowed));
}
