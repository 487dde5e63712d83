import { fieldsOf, type Values } from '../journeys/conditions.ts';
import type { Definition } from '../journeys/definition.ts';
import { judgeEntry, type Verdict } from '../journeys/entry.ts';
import type { TemplateFacts } from '../journeys/facts.ts';
import { unknownPast } from '../journeys/past.ts';
import { conditionValues } from '../journeys/values.ts';
import { Prisma } from '../prisma/generated/client.ts';
import { customerPast } from './customer-history.ts';
import type { Tenant } from './database.ts';
import { earlierEnrollments } from './enrollments.ts';
import { type Listening, lockEntry, lockPaper } from './journeys.ts';
import { currentFacts, toPlace } from './loaded-enrollment.ts';
import type { PaperFamily } from './papers.ts';
import type { Person } from './people.ts';

/** The event that somebody enters because of, or that their messages will speak of. */
export type EntryEvent = {
  id: string;
  connectionId: string;
  entityKind: string;
  entityId: string;
  occurredAt: Date;
  facts: TemplateFacts;
};

export type Entering = {
  journey: Listening;
  customerId: string;
  person: Person;
  event: EntryEvent | null;
  /** The copies of the event's paper in all systems. */
  paper: PaperFamily | null;
  /** By hand nothing is too late. */
  byHand: boolean;
};

/**
 * Taken before anything of it is read: one person enters one journey at a time, and one journey of a group; one event
 * of a paper is decided at a time. After `lockLinks`; kind after kind and each in one order, so that nobody waits in a
 * circle.
 */
export async function lockEntering(
  tenant: Tenant,
  { journeyId, definition: { exclusive } }: Listening,
  entering: readonly Pick<Entering, 'person' | 'paper'>[],
): Promise<void> {
  const people = [...new Set(entering.map(({ person }) => person.id))].sort();
  const papers = entering.flatMap(({ paper }) => (paper && paper.copies.length > 1 ? [paper.id] : []));
  for (const id of people) await lockEntry(tenant, journeyId, id);
  if (exclusive !== null) for (const id of people) await lockGroup(tenant, exclusive, id);
  for (const id of [...new Set(papers)].sort()) await lockPaper(tenant, id);
}

async function lockGroup(tenant: Tenant, group: string, personId: string): Promise<void> {
  const what = `group ${tenant.id} ${personId} ${group}`;
  await tenant.db.$queryRaw(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${what}, 0))::text`);
}

/** Whether somebody may enter, as everything stands under the locks; with the values that made it. */
export async function judge(tenant: Tenant, entering: Entering, now: Date): Promise<Verdict> {
  const { journey, person, event, paper, byHand } = entering;
  const { journeyId, definition } = journey;
  const { customerIds } = person;
  const entities = paper?.copies ?? (event ? [{ ...event, kind: event.entityKind, externalId: event.entityId }] : []);
  const facts = {
    values: definition.filter ? await entryValues(tenant, entering, fieldsOf(definition.filter), now) : {},
    earlier: await earlierEnrollments(tenant, { journeyId, customerIds, entities }),
    beside: definition.exclusive === null ? null : await besideIn(tenant, definition.exclusive, journeyId, customerIds),
    occurredAt: byHand ? null : (event?.occurredAt ?? null),
  };
  return judgeEntry(definition, facts, now);
}

/** What a filter may ask for; a customer's past is looked up only for those who ask for it. */
async function entryValues(
  tenant: Tenant,
  { customerId, event }: Entering,
  fields: readonly string[],
  now: Date,
): Promise<Values> {
  const customer = await tenant.db.customer.findFirstOrThrow({ where: { id: customerId } });
  const organization = await tenant.db.organization.findFirstOrThrow({ where: { organizationId: tenant.id } });
  const facts = event ? { ...event.facts, ...(await currentFacts(tenant, event)) } : {};
  const asksForPast = fields.some((field) => pastFields.includes(field));
  const past = asksForPast ? await customerPast(tenant, customerId, event?.occurredAt ?? now, event) : unknownPast;
  return conditionValues(toPlace(customer), organization, facts, past);
}

const pastFields = ['customer.is_first_job', 'customer.last_purchase_at'];

/** Where a person is on the way in a journey of the group other than this one. */
async function besideIn(
  tenant: Tenant,
  group: NonNullable<Definition['exclusive']>,
  journeyId: string,
  customerIds: readonly string[],
): Promise<{ journeyId: string; enrollmentId: string } | null> {
  const [row] = await tenant.db.$queryRaw<{ id: string; journey_id: string }[]>`
    SELECT e.id, e.journey_id FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.customer_id = ANY (${customerIds}::uuid[])
      AND e.journey_id <> ${journeyId}::uuid AND e.status IN ('new', 'active', 'held')
      AND v.definition ->> 'exclusive' = ${group}
    ORDER BY e.enrolled_at, e.id LIMIT 1`;
  return row ? { journeyId: row.journey_id, enrollmentId: row.id } : null;
}
