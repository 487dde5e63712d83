import type { Tenant } from '../records/database.ts';
import {
  enrollmentsListening,
  eventsListenedFor,
  isListenedFor,
  recordEvents,
} from '../records/listening-enrollments.ts';
import { lockLinks } from '../records/people.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Records an event for the running enrollments that it ends, and, for those that it has started itself, what ends them
 * and came at the same time. Belongs between its decisions and the mark that it is decided; doing it again adds nothing.
 */
export async function recordForEnrollments(tenant: Tenant, eventId: string, now: Date): Promise<void> {
  if (!(await isListenedFor(tenant, eventId))) return;
  // A link that is just being made sees these rows, or they see the link.
  await lockLinks(tenant, 'shared');
  const ended = await enrollmentsListening(tenant, eventId);
  await recordEvents(tenant, [...ended, ...(await eventsListenedFor(tenant, [eventId]))], now);
}

const atOnce = 16;

/** Tells workflows to look. Who is not reached looks when its unread rows are found. */
export async function nudgeEnrollments(
  { temporal, log }: Pick<Dependencies, 'temporal' | 'log'>,
  enrollmentIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < enrollmentIds.length; from += atOnce) {
    const some = enrollmentIds.slice(from, from + atOnce);
    const told = await Promise.allSettled(some.map((id) => temporal.nudgeEnrollment(id)));
    const failed = told.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) log.warn({ failed }, 'enrollments were not nudged; their rows are picked up later');
  }
}
