import type { CustomerImport, InboundMessage, Suppression } from '../prisma/generated/client.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import type { ListedEnrollment } from './enrollment-list.ts';
import type { ListedEvent } from './event-list.ts';
import { type ListedMessage, messagesByIds } from './message-list.ts';
import { readPerson } from './people.ts';

/** One thing that happened with a person; `at` is when it did. */
export type Happening = { id: string; at: Date } & (
  | { kind: 'event'; event: ListedEvent }
  | { kind: 'entered' | 'left'; enrollment: ListedEnrollment }
  | { kind: 'message'; message: ListedMessage }
  | { kind: 'received'; received: InboundMessage }
  | { kind: 'consent'; change: Suppression }
  | { kind: 'import'; list: CustomerImport }
);

const groups = {
  events: ['event'],
  journeys: ['entered', 'left'],
  messages: ['message', 'received'],
  consent: ['consent', 'import'],
} as const satisfies Record<string, readonly Happening['kind'][]>;

export type TimelineGroup = keyof typeof groups;

type Search = { group: TimelineGroup | null; before: { value: string; id: string } | null; limit: number };
type Spot = { kind: Happening['kind']; id: string; at: Date };

/** Everything that happened with a person in whatever system, in one order, newest first; null when there is none. */
export async function readCustomerTimeline(
  tenant: Tenant,
  customerId: string,
  search: Search,
): Promise<Happening[] | null> {
  if (!(await tenant.db.customer.count({ where: { id: customerId } }))) return null;
  const { customerIds } = await readPerson(tenant, customerId);
  const spots = await spotsOf(tenant, customerIds, search);
  const find = await everyKind(tenant, spots);
  return spots.flatMap((spot) => find[spot.kind](spot) ?? []);
}

async function spotsOf(
  tenant: Tenant,
  customerIds: readonly string[],
  { group, before, limit }: Search,
): Promise<Spot[]> {
  const records = await tenant.db.customer.findMany({
    where: { id: { in: [...customerIds] } },
    select: { emailKeys: true, phoneKeys: true },
  });
  const emails = records.flatMap(({ emailKeys }) => emailKeys);
  const phones = records.flatMap(({ phoneKeys }) => phoneKeys);
  const own = Prisma.sql`t.organization_id = ${tenant.id}::uuid AND t.customer_id = ANY (${customerIds}::uuid[])`;
  const rows: Record<Happening['kind'], Prisma.Sql> = {
    event: Prisma.sql`SELECT t.id, t.occurred_at AS at FROM afterjob.events AS t WHERE ${own}`,
    entered: Prisma.sql`SELECT t.id, t.enrolled_at AS at FROM afterjob.sequence_enrollments AS t WHERE ${own}`,
    left: Prisma.sql`SELECT t.id, t.finished_at AS at FROM afterjob.sequence_enrollments AS t
      WHERE ${own} AND t.finished_at IS NOT NULL`,
    message: Prisma.sql`SELECT t.id, coalesce(t.first_attempt_at, t.created_at) AS at FROM afterjob.messages AS t WHERE ${own}`,
    received: Prisma.sql`SELECT t.id, t.received_at AS at FROM afterjob.inbound_messages AS t WHERE ${own}`,
    consent: Prisma.sql`SELECT t.id, t.at FROM afterjob.suppressions AS t WHERE t.organization_id = ${tenant.id}::uuid
      AND (t.channel = 'email' AND t.address = ANY (${emails}::text[]) OR t.channel = 'sms' AND t.address = ANY (${phones}::text[]))`,
    import: Prisma.sql`SELECT DISTINCT i.id, i.imported_at AS at FROM afterjob.imported_customers AS t
      JOIN afterjob.customer_imports AS i ON i.organization_id = t.organization_id AND i.id = t.import_id WHERE ${own}`,
  };
  const kinds: readonly Happening['kind'][] = group ? groups[group] : Object.values(groups).flat();
  const parts = kinds.map((kind) => Prisma.sql`SELECT ${kind}::text AS kind, k.id, k.at FROM (${rows[kind]}) AS k`);
  return tenant.db.$queryRaw<Spot[]>`
    SELECT * FROM (${Prisma.join(parts, ' UNION ALL ')}) AS t
    WHERE ${before ? Prisma.sql`(t.at, t.id) < (${new Date(before.value)}, ${before.id}::uuid)` : Prisma.sql`true`}
    ORDER BY t.at DESC, t.id DESC, t.kind DESC LIMIT ${limit}`;
}

type Finders = Record<Happening['kind'], (spot: Spot) => Happening | null>;

async function everyKind(tenant: Tenant, spots: readonly Spot[]): Promise<Finders> {
  const idsOf = (...kinds: Happening['kind'][]) => spots.flatMap(({ kind, id }) => (kinds.includes(kind) ? [id] : []));
  const where = (ids: string[]) => ({ organizationId: tenant.id, id: { in: ids } });
  const customer = { select: { id: true, name: true } } as const;
  const { db } = tenant;
  const events = byId(
    await db.event.findMany({
      where: where(idsOf('event')),
      include: {
        customer,
        decisions: { include: { journey: { select: { id: true, name: true } } }, orderBy: { decidedAt: 'asc' } },
      },
    }),
  );
  const enrollments = byId(
    await db.enrollment.findMany({
      where: where(idsOf('entered', 'left')),
      include: { customer, journey: { select: { id: true, name: true, status: true } } },
    }),
  );
  const messages = byId(await messagesByIds(tenant, idsOf('message')));
  const received = byId(await db.inboundMessage.findMany({ where: where(idsOf('received')) }));
  const changes = byId(await db.suppression.findMany({ where: where(idsOf('consent')) }));
  const lists = byId(await db.customerImport.findMany({ where: where(idsOf('import')) }));
  const found =
    <Row, Found>(rows: ReadonlyMap<string, Row>, made: (row: Row, spot: Spot) => Found) =>
    (spot: Spot): Found | null => {
      const row = rows.get(spot.id);
      return row === undefined ? null : made(row, spot);
    };
  return {
    event: found(events, (event, { id, at }) => ({ kind: 'event', id, at, event })),
    entered: found(enrollments, (enrollment, { id, at }) => ({ kind: 'entered', id, at, enrollment })),
    left: found(enrollments, (enrollment, { id, at }) => ({ kind: 'left', id, at, enrollment })),
    message: found(messages, (message, { id, at }) => ({ kind: 'message', id, at, message })),
    received: found(received, (row, { id, at }) => ({ kind: 'received', id, at, received: row })),
    consent: found(changes, (change, { id, at }) => ({ kind: 'consent', id, at, change })),
    import: found(lists, (list, { id, at }) => ({ kind: 'import', id, at, list })),
  };
}

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
