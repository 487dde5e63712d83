import { randomUUID } from 'node:crypto';
import type { Step } from '../../journeys/definition.ts';
import type { TestBusiness } from '../../testing/journey-stage.ts';

export const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Hi {{ customer.name }}' };
const text: Step = { id: 'text', kind: 'send_sms', body: 'Hi {{ customer.name }}' };

/** Waits until the instant that the event names, to the millisecond. */
const untilDate = (field: string): Step => ({
  id: field.replaceAll('.', '-'),
  kind: 'wait_until',
  time: null,
  weekdays: [],
  date: { field, amount: 0, unit: 'minutes' },
  passed: 'go_on',
});

let numbers = 0;

/** A mobile number of its own, where it is day now: nobody is texted at night, whatever a business allows. */
function awakeNumber(): string {
  const hour = new Date().getUTCHours();
  const digits = (length: number) => String(++numbers).padStart(length, '0');
  if (hour >= 16 && hour < 23) return `+13122${digits(6)}`;
  return hour >= 8 && hour < 16 ? `+447400${digits(6)}` : `+6141${digits(7)}`;
}

/** A journey with one message at each of the dates `job.due_0`, `job.due_1`, …; it may send at any hour. */
export function datedJourney(shop: TestBusiness, messages: number, kind: 'email' | 'sms' = 'email'): Promise<string> {
  const message = kind === 'email' ? email : text;
  const steps = Array.from({ length: messages }, (_none, n) => [
    untilDate(`job.due_${n}`),
    { ...message, id: `message-${n}` },
  ]).flat();
  return shop.addJourney(steps, { purpose: 'visit_reminder' });
}

/** Enrollments as deciding leaves them, in a few statements; each with the dates that it is given. Their ids. */
export async function enrollMany(
  shop: TestBusiness,
  journeyId: string,
  dates: readonly (readonly Date[])[],
): Promise<string[]> {
  const at = new Date();
  const organizationId = shop.id;
  const rows = dates.map((dues) => {
    const due = dues.map((date, n) => [`job.due_${n}`, date.toISOString()]);
    return { customerId: randomUUID(), eventId: randomUUID(), id: randomUUID(), facts: Object.fromEntries(due) };
  });
  await shop.inside(async ({ db }) => {
    const { versionId } = await db.journey.findFirstOrThrow({ where: { id: journeyId } });
    if (!versionId) throw new Error('The journey is not published');
    await db.customer.createMany({
      data: rows.map(({ customerId: id }, n) => {
        const phone = awakeNumber();
        const reached = { email: `${id}@example.com`, phone, phones: [{ number: phone, smsAllowed: true }] };
        return { id, organizationId, source: 'acme', externalId: id, name: `Customer ${n}`, ...reached };
      }),
    });
    await db.event.createMany({
      data: rows.map(({ customerId, eventId: id, facts }) => ({
        ...{ id, organizationId, customerId, facts, key: id, entityId: id, connectionId: shop.connectionId },
        ...{ provider: 'acme', trigger: 'job_completed', entityKind: 'job', n: 1, origin: 'live', foundBy: 'webhook' },
        ...{ occurredAt: at, occurredAtSource: 'completedAt', decidedAt: at },
      })),
    });
    await db.enrollment.createMany({
      data: rows.map(({ id, customerId, eventId }) => ({
        ...{ id, organizationId, journeyId, versionId, customerId, eventId },
        ...{ status: 'new', enrolledAt: at, lastStepAt: at },
      })),
    });
  });
  return rows.map(({ id }) => id);
}
