import type { Verdict } from '../journeys/entry.ts';
import type { Tenant } from '../records/database.ts';
import {
  type DecidedEvent,
  enrollmentsOfEvent,
  findDecision,
  findEventToDecide,
  markDecided,
  recordDecision,
  twinEvent,
} from '../records/decisions.ts';
import { createEnrollment } from '../records/enrollments.ts';
import { judge, lockEntering } from '../records/entry.ts';
import { type Listening, listeningJourneys } from '../records/journeys.ts';
import { enrollmentsToNudge } from '../records/listening-enrollments.ts';
import { readPaper } from '../records/papers.ts';
import { lockLinks, readPerson } from '../records/people.ts';
import type { Dependencies } from './dependencies.ts';
import { nudgeEnrollments, recordForEnrollments } from './record-for-enrollments.ts';

export type EventRef = { organizationId: string; eventId: string };

/** `enrollmentIds` are to be started; `nudge`: those that an event was recorded for. */
export type Decided = { enrollmentIds: string[]; nudge: string[] };

/**
 * Decides an event for every journey that listens for it: one transaction for each, with the enrollment or the reason;
 * then it is recorded for the running enrollments that it ends.
 * Deciding again changes nothing and gives the same enrollments.
 */
export async function decideEvent(
  { database, clock }: Pick<Dependencies, 'database' | 'clock'>,
  { organizationId, eventId }: EventRef,
): Promise<Decided> {
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(organizationId, work);
  const event = await within((tenant) => findEventToDecide(tenant, eventId));
  if (!event) return { enrollmentIds: [], nudge: [] };
  if (!event.decidedAt) {
    const { customerId } = event;
    const journeys = await within((tenant) => listeningJourneys(tenant, event.provider, event.trigger));
    const refused = refusalOf(event, journeys);
    if (refused || !customerId) {
      await within((tenant) => refuseForAll(tenant, event, refused ?? 'no_customer', clock()));
    } else {
      for (const journey of journeys) {
        await within((tenant) => decide(tenant, { ...event, customerId }, journey, clock()));
      }
    }
    await within(async (tenant) => {
      await recordForEnrollments(tenant, eventId, clock());
      await markDecided(tenant, eventId, clock());
    });
  }
  return within(async (tenant) => ({
    enrollmentIds: await enrollmentsOfEvent(tenant, eventId),
    nudge: await enrollmentsToNudge(tenant, eventId),
  }));
}

/** What is judged before any journey is asked. */
function refusalOf(event: DecidedEvent, journeys: readonly Listening[]): string | null {
  if (event.origin !== 'live') return 'before_connection';
  if (journeys.length === 0) return 'no_journey';
  if (event.customerId === null) return 'no_customer';
  return event.customerGone ? 'customer_gone' : null;
}

/** That nobody listens is said of a paper once; its twin's event points there. */
async function refuseForAll(tenant: Tenant, event: DecidedEvent, reason: string, now: Date): Promise<void> {
  const twin = reason === 'no_journey' ? await twinEvent(tenant, event, await readPaper(tenant, paperOf(event))) : null;
  const why = twin?.decided ? { reason: 'same_paper', detail: twin.detail } : { reason };
  await recordDecision(tenant, { eventId: event.id, journeyId: null, ...why, enrollmentId: null }, now);
}

async function decide(
  tenant: Tenant,
  event: DecidedEvent & { customerId: string },
  journey: Listening,
  now: Date,
): Promise<void> {
  const { id: eventId, customerId } = event;
  const { journeyId, versionId } = journey;
  await lockLinks(tenant, 'shared');
  const person = await readPerson(tenant, customerId);
  const paper = await readPaper(tenant, paperOf(event));
  await lockEntering(tenant, journey, [{ person, paper }]);
  if (await findDecision(tenant, eventId, journeyId)) return;
  const twin = await twinEvent(tenant, event, paper);
  const told = twin?.enrolled || twin?.asked;
  const verdict: Verdict = told
    ? { kind: 'refuse', reason: 'same_paper', detail: {} }
    : await judge(tenant, { journey, customerId, person, event, paper, byHand: false }, now);
  const decision = { eventId, journeyId, detail: told ? twin.detail : verdict.detail };
  if (verdict.kind !== 'enter') {
    const { kind, reason } = verdict;
    await recordDecision(tenant, { ...decision, reason, enrollmentId: null, asked: kind === 'ask' }, now);
    return;
  }
  const enrollmentId = await createEnrollment(tenant, { journeyId, versionId, customerId, eventId }, now);
  if (enrollmentId) await recordDecision(tenant, { ...decision, reason: 'enrolled', enrollmentId }, now);
}

const paperOf = ({ connectionId, entityKind, entityId }: DecidedEvent) => ({
  connectionId,
  kind: entityKind,
  externalId: entityId,
});

export const createDecideActivities = (deps: Dependencies) => ({
  async decideEvent(event: EventRef): Promise<Decided> {
    const decided = await decideEvent(deps, event);
    await nudgeEnrollments(deps, decided.nudge);
    return decided;
  },
});
