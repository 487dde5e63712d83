import { defaults } from '../journeys/defaults.ts';
import type { Definition } from '../journeys/definition.ts';
import { listensFor } from '../journeys/exits.ts';
import type { TemplateFacts } from '../journeys/facts.ts';
import { readHolidays } from '../journeys/holidays.ts';
import { purposeKeys, rulesOf } from '../journeys/purposes.ts';
import { asksOf } from '../journeys/rehearsal/asks.ts';
import type { ConsentChange, Past, PastCustomer, PastEvent, PastSend, Purchase } from '../journeys/rehearsal/past.ts';
import { sendingWindowSchema } from '../journeys/sending-window.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { toCustomer, toPlace } from './loaded-enrollment.ts';
import { readOrganization } from './organizations.ts';
import { staysBefore, staysElsewhere } from './past-stays.ts';

export type PastQuery = {
  definition: Definition;
  /** The journey that the definition is of; null: of none yet. */
  journeyId: string | null;
  /** What happened from here on is read; before it the journey is known as it really ran. */
  since: Date;
  /** Where the real runs of the journey end, and its rehearsal begins. */
  from: Date;
  to: Date;
  /** Only these records of customers; null: all. */
  customerIds: readonly string[] | null;
};

/** More than the largest of our businesses has in a year; the newest are taken. */
export const pastEventsAtMost = 60_000;
const dayMs = 24 * 60 * 60_000;
/** What happened to a paper so long before something else is still looked at. */
const lookBackMs = 31 * dayMs;

/** Everything that a rehearsal needs of an organization's past. `isWhole` false: there was more than can be read. */
export async function readPast(tenant: Tenant, query: PastQuery): Promise<Past & { isWhole: boolean }> {
  const { definition, since } = query;
  const asks = asksOf(definition);
  const organization = await readOrganization(tenant);
  const events = await readEvents(tenant, query, asks.truths.size > 0 || asksForEntity(asks.values));
  const customers = await readCustomers(tenant, [
    ...new Set([...events.flatMap(({ customerId }) => customerId ?? []), ...(query.customerIds ?? [])]),
  ]);
  const isMarketing = rulesOf(definition.purpose).class === 'marketing';
  return {
    business: organization,
    window: sendingWindowSchema.catch({}).parse(organization.sendingWindow),
    holidays: readHolidays(organization.holidays),
    events: [...events].sort((one, other) => one.heardAt.getTime() - other.heardAt.getTime()),
    customers,
    stays: query.journeyId === null ? [] : await staysBefore(tenant, query.journeyId, query.from),
    elsewhere: definition.exclusive ? await staysElsewhere(tenant, definition.exclusive, query.journeyId, since) : [],
    sends: isMarketing ? await readSends(tenant, query) : [],
    purchases: asks.past ? await readPurchases(tenant, query) : [],
    isWhole: events.length < pastEventsAtMost,
  };
}

/** Whether something is asked that what happened later to the same entity may have changed. */
const asksForEntity = (values: ReadonlySet<string>): boolean =>
  [...values].some((name) => !/^(customer|business)\./.test(name));

/** The name of an entity, and that of its paper where it has twins. */
const names = Prisma.sql`
  e.connection_id || ' ' || e.entity_kind || ' ' || e.entity_id AS entity,
  coalesce(x.paper_id::text, e.connection_id || ' ' || e.entity_kind || ' ' || e.entity_id) AS paper`;
const withEntity = Prisma.sql`
  LEFT JOIN afterjob.entities AS x ON x.organization_id = e.organization_id
    AND x.connection_id = e.connection_id AND x.kind = e.entity_kind AND x.external_id = e.entity_id`;

async function readEvents(
  tenant: Tenant,
  { definition, since, to, customerIds }: PastQuery,
  all: boolean,
): Promise<PastEvent[]> {
  const wanted = [...(definition.trigger ? [definition.trigger.type] : []), ...listensFor(definition)];
  return tenant.db.$queryRaw<PastEvent[]>`
    SELECT e.id, e.provider, e.trigger, e.entity_kind AS "entityKind", ${names}, e.customer_id AS "customerId",
      e.occurred_at AS "occurredAt", e.facts,
      CASE WHEN e.origin = 'live' THEN greatest(e.created_at, e.occurred_at) ELSE e.occurred_at END AS "heardAt",
      coalesce((x.holds -> e.trigger ->> 'holds')::boolean, false) AS holds
    FROM afterjob.events AS e ${withEntity}
    WHERE e.organization_id = ${tenant.id}::uuid
      AND e.occurred_at >= ${new Date(since.getTime() - lookBackMs)} AND e.occurred_at < ${to}
      ${all ? Prisma.empty : Prisma.sql`AND e.trigger = ANY (${wanted}::text[])`}
      ${customerIds ? Prisma.sql`AND e.customer_id = ANY (${customerIds}::uuid[])` : Prisma.empty}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${pastEventsAtMost}`;
}

const atOnce = 5_000;

async function readCustomers(tenant: Tenant, ids: readonly string[]): Promise<Map<string, PastCustomer>> {
  const found = new Map<string, PastCustomer>();
  for (let start = 0; start < ids.length; start += atOnce) {
    const rows = await tenant.db.customer.findMany({ where: { id: { in: ids.slice(start, start + atOnce) } } });
    for (const row of rows) {
      const { consent, phones, place } = toCustomer(row);
      found.set(row.id, {
        id: row.id,
        person: row.personId ?? row.id,
        values: toPlace(row),
        ...{ place, consent, phones },
        mutedAt: row.mutedAt,
        goneAt: row.deletedAt,
        changes: { email: [], sms: [] },
      });
    }
  }
  await addChanges(tenant, found);
  return found;
}

type ChangeRow = { channel: 'email' | 'sms'; address: string; at: Date; refused: boolean; category: string | null };

async function addChanges(tenant: Tenant, customers: Map<string, PastCustomer>): Promise<void> {
  const keyOf = (channel: string, address: string) =>
    `${channel} ${channel === 'email' ? address.trim().toLowerCase() : address.trim()}`;
  const addresses = [...customers.values()].flatMap(({ values: { email, phone } }) => [
    ...(email ? [email.trim().toLowerCase()] : []),
    ...(phone ? [phone.trim()] : []),
  ]);
  const rows = await tenant.db.$queryRaw<ChangeRow[]>`
    SELECT channel, address, at, action = 'suppress' AS refused, category FROM afterjob.suppressions
    WHERE organization_id = ${tenant.id}::uuid AND address = ANY (${addresses}::text[]) ORDER BY at, id`;
  if (rows.length === 0) return;
  const byAddress = new Map<string, ConsentChange[]>();
  for (const { channel, address, ...change } of rows) {
    const key = keyOf(channel, address);
    byAddress.set(key, [...(byAddress.get(key) ?? []), change]);
  }
  for (const customer of customers.values()) {
    const { email, phone } = customer.values;
    const of = (channel: string, address: string | null) => (address && byAddress.get(keyOf(channel, address))) || none;
    customer.changes = { email: of('email', email), sms: of('sms', phone) };
  }
}

const none: readonly ConsentChange[] = [];

const marketing = purposeKeys.filter((purpose) => rulesOf(purpose).class === 'marketing');

/** Marketing that left: from where the rehearsal begins, that of other journeys only. */
function readSends(tenant: Tenant, { journeyId, since, from, to }: PastQuery): Promise<PastSend[]> {
  return tenant.db.$queryRaw<PastSend[]>`
    SELECT m.channel, m.to_address AS address, m.first_attempt_at AS at FROM afterjob.messages AS m
    LEFT JOIN afterjob.sequence_enrollments AS e ON e.organization_id = m.organization_id AND e.id = m.enrollment_id
    WHERE m.organization_id = ${tenant.id}::uuid AND m.to_address IS NOT NULL
      AND m.first_attempt_at > ${new Date(since.getTime() - defaults.capWeekMs)} AND m.first_attempt_at < ${to}
      AND m.kind IN ('journey', 'fallback') AND m.purpose = ANY (${marketing}::text[])
      AND m.status NOT IN ('rendered', 'skipped', 'failed')
      AND (m.first_attempt_at < ${from} OR e.journey_id IS DISTINCT FROM ${journeyId}::uuid)
    ORDER BY m.first_attempt_at`;
}

function readPurchases(tenant: Tenant, { to, customerIds }: PastQuery): Promise<Purchase[]> {
  return tenant.db.$queryRaw<Purchase[]>`
    SELECT coalesce(c.person_id, c.id)::text AS person, ${names}, e.occurred_at AS at,
      CASE e.trigger WHEN 'job_completed' THEN 'job' ELSE 'invoice' END AS kind
    FROM afterjob.events AS e ${withEntity}
    JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.trigger IN ('job_completed', 'invoice_paid')
      AND e.occurred_at < ${to}
      ${customerIds ? Prisma.sql`AND e.customer_id = ANY (${customerIds}::uuid[])` : Prisma.empty}`;
}

/** The newest event of a kind that any record of a person had, whenever it was; null: there was none. */
export async function newestEvent(
  tenant: Tenant,
  { provider, type }: { provider: string; type: string },
  customerIds: readonly string[],
): Promise<{ facts: TemplateFacts; entityKind: string; customerId: string } | null> {
  const [row] = await tenant.db.$queryRaw<{ facts: TemplateFacts; entityKind: string; customerId: string }[]>`
    SELECT e.facts, e.entity_kind AS "entityKind", e.customer_id AS "customerId" FROM afterjob.events AS e
    WHERE e.organization_id = ${tenant.id}::uuid AND e.provider = ${provider} AND e.trigger = ${type}
      AND e.customer_id = ANY (${customerIds}::uuid[])
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1`;
  return row ?? null;
}
