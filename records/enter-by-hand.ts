import * as z from 'zod';
import type { Condition } from '../journeys/conditions.ts';
import { type Definition, definitionSchema } from '../journeys/definition.ts';
import type { EntryDetail } from '../journeys/entry.ts';
import type { Tenant } from './database.ts';
import { createEnrollment } from './enrollments.ts';
import { type Entering, type EntryEvent, judge, lockEntering } from './entry.ts';
import type { Listening } from './journeys.ts';
import { readPaper } from './papers.ts';
import { lockLinks, readPerson } from './people.ts';

export type EnteredByHand =
  | { entered: true; customerId: string; enrollmentId: string; detail: EntryDetail }
  | { entered: false; customerId: string; reason: string; detail: EntryDetail };

export type WhoByHand = { customerIds: readonly string[]; by: string | null; bulkId: string | null };

/** A journey that people can enter; null when it is not there, was never published, or is archived. */
export async function openJourney(
  tenant: Tenant,
  journeyId: string,
): Promise<(Listening & { paused: boolean }) | null> {
  const [row] = await tenant.db.$queryRaw<{ version_id: string; definition: unknown; paused: boolean }[]>`
    SELECT j.version_id, v.definition, j.status = 'paused' AS paused
    FROM afterjob.journeys AS j JOIN afterjob.journey_versions AS v ON v.id = j.version_id
    WHERE j.organization_id = ${tenant.id}::uuid AND j.id = ${journeyId}::uuid AND j.status IN ('active', 'paused')`;
  if (!row) return null;
  const definition = definitionSchema.parse(row.definition);
  return { journeyId, versionId: row.version_id, definition, paused: row.paused };
}

/** The same journey for those whom a condition chooses, beside its own filter. */
export function chosenBy(journey: Listening, condition: Condition | null): Listening {
  if (!condition) return journey;
  const { filter } = journey.definition;
  return {
    ...journey,
    definition: { ...journey.definition, filter: filter ? { all: [filter, condition] } : condition },
  };
}

/**
 * Lets people into a journey by hand, through the same guards as events do; each speaks of the newest event of its
 * trigger. In another transaction `recordForEntered`, then start their workflows.
 */
export async function enterByHand(
  tenant: Tenant,
  journey: Listening,
  { customerIds, by, bulkId }: WhoByHand,
  now: Date,
): Promise<EnteredByHand[]> {
  await lockLinks(tenant, 'shared');
  const all = await candidates(tenant, journey, customerIds);
  await lockEntering(tenant, journey, all);
  const done: EnteredByHand[] = [];
  for (const candidate of all) {
    const verdict = await verdictOn(tenant, candidate, now);
    const { customerId, event } = candidate;
    const { detail } = verdict;
    const byHand = { by, aboutEventId: event?.id ?? null, bulkId };
    const { journeyId, versionId } = journey;
    const enrollmentId =
      verdict.kind === 'enter'
        ? await createEnrollment(tenant, { journeyId, versionId, customerId, eventId: null, byHand }, now)
        : null;
    if (enrollmentId) done.push({ entered: true, customerId, enrollmentId, detail });
    else done.push({ entered: false, customerId, reason: reasonOf(verdict), detail });
  }
  return done;
}

/** Who of them would enter now; nothing is written. */
export async function wouldEnter(
  tenant: Tenant,
  journey: Listening,
  customerIds: readonly string[],
  now: Date,
): Promise<{ customerId: string; reason: string }[]> {
  const told: { customerId: string; reason: string }[] = [];
  for (const candidate of await candidates(tenant, journey, customerIds)) {
    told.push({ customerId: candidate.customerId, reason: reasonOf(await verdictOn(tenant, candidate, now)) });
  }
  return told;
}

type Candidate = Entering & { gone: boolean };

const reasonOf = (verdict: Awaited<ReturnType<typeof verdictOn>>): string =>
  verdict.kind === 'enter' ? 'enrolled' : verdict.reason;

async function verdictOn(tenant: Tenant, { gone, ...entering }: Candidate, now: Date) {
  return gone ? { kind: 'refuse' as const, reason: 'customer_gone', detail: {} } : await judge(tenant, entering, now);
}

/** In the order given; who is not this organization's is left out. */
async function candidates(tenant: Tenant, journey: Listening, customerIds: readonly string[]): Promise<Candidate[]> {
  const rows = await tenant.db.customer.findMany({
    where: { id: { in: [...customerIds] } },
    select: { id: true, deletedAt: true },
  });
  const gone = new Map(rows.map(({ id, deletedAt }) => [id, deletedAt !== null]));
  const found: Candidate[] = [];
  for (const customerId of customerIds) {
    const isGone = gone.get(customerId);
    if (isGone === undefined) continue;
    const person = await readPerson(tenant, customerId);
    const event = await newestEvent(tenant, person.customerIds, journey.definition.trigger);
    const paper = event && (await readPaper(tenant, { ...event, kind: event.entityKind, externalId: event.entityId }));
    found.push({ journey, customerId, person, event, paper, byHand: true, gone: isGone });
  }
  return found;
}

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What happened to a person last of what starts the journey, before connecting too. */
async function newestEvent(
  tenant: Tenant,
  customerIds: readonly string[],
  trigger: Definition['trigger'],
): Promise<EntryEvent | null> {
  if (!trigger) return null;
  const row = await tenant.db.event.findFirst({
    where: {
      organizationId: tenant.id,
      customerId: { in: [...customerIds] },
      provider: trigger.provider,
      trigger: trigger.type,
    },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    select: { id: true, connectionId: true, entityKind: true, entityId: true, occurredAt: true, facts: true },
  });
  return row && { ...row, facts: factsSchema.parse(row.facts) };
}
