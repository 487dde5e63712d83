import { defaults } from '../journeys/defaults.ts';
import { rulesOf } from '../journeys/purposes.ts';
import { mayEnter } from '../journeys/re-entry.ts';
import type { Tenant } from '../records/database.ts';
import {
  type DecidedEvent,
  enrollmentsOfEvent,
  findDecision,
  findEventToDecide,
  markDecided,
  recordDecision,
} from '../records/decisions.ts';
import { createEnrollment, earlierEnrollments } from '../records/enrollments.ts';
import { type Listening, listeningJourneys, lockEntry } from '../records/journeys.ts';
import { enrollmentsToNudge } from '../records/listening-enrollments.ts';
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
      await within((tenant) =>
        recordDecision(
          tenant,
          { eventId, journeyId: null, reason: refused ?? 'no_customer', enrollmentId: null },
          clock(),
        ),
      );
    } else {
      for (const journey of journeys) {
        await within((tenant) => decide(tenant, { ...event, customerId }, journey, clock()));
      }
    }
    await recordForEnrollments({ database, clock }, { organizationId, eventId });
    await within((tenant) => markDecided(tenant, eventId, clock()));
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

async function decide(
  tenant: Tenant,
  event: DecidedEvent & { customerId: string },
  { journeyId, versionId, definition }: Listening,
  now: Date,
): Promise<void> {
  const { id: eventId, customerId } = event;
  await lockEntry(tenant, journeyId, customerId);
  if (await findDecision(tenant, eventId, journeyId)) return;
  const refuse = (reason: string) => recordDecision(tenant, { eventId, journeyId, reason, enrollmentId: null }, now);
  if (now.getTime() - event.occurredAt.getTime() > latenessMs(definition)) {
    await refuse('too_late');
    return;
  }
  const earlier = await earlierEnrollments(tenant, { journeyId, customerId }, event);
  const entry = mayEnter(definition.reentry, earlier, now);
  if (!entry.enter) {
    await refuse(entry.reason);
    return;
  }
  const enrollmentId = await createEnrollment(tenant, { journeyId, versionId, customerId, eventId }, now);
  if (enrollmentId) await recordDecision(tenant, { eventId, journeyId, reason: 'enrolled', enrollmentId }, now);
}

function latenessMs({ latenessHours, purpose }: Listening['definition']): number {
  if (latenessHours !== null) return latenessHours * 60 * 60 * 1000;
  return rulesOf(purpose).reminder ? defaults.latenessMs.reminders : defaults.latenessMs.normal;
}

export const createDecideActivities = (deps: Dependencies) => ({
  async decideEvent(event: EventRef): Promise<Decided> {
    const decided = await decideEvent(deps, event);
    await nudgeEnrollments(deps, decided.nudge);
    return decided;
  },
});
