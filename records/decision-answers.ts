import type { Tenant } from './database.ts';
import { type DecidedEvent, findEventToDecide, twinEvent } from './decisions.ts';
import { createEnrollment } from './enrollments.ts';
import { openJourney } from './enter-by-hand.ts';
import { judge, lockEntering } from './entry.ts';
import { olderThan } from './event-list.ts';
import { readPaper } from './papers.ts';
import { lockLinks, readPerson } from './people.ts';

export type Answered =
  | { answered: true; eventId: string; enrollmentId: string | null }
  | { answered: false; why: 'missing' | 'not_asked' | 'journey_closed' };

/**
 * What the owner says of an event that came too late: it starts the journey after all, if nothing else is in the way,
 * or it does not. Once. Then `recordForStarted`, and start the workflow.
 */
export async function answerDecision(
  tenant: Tenant,
  decisionId: string,
  { enroll, by }: { enroll: boolean; by: string | null },
  at: Date,
): Promise<Answered> {
  await lockLinks(tenant, 'shared');
  const row = await tenant.db.decision.findFirst({ where: { id: decisionId } });
  if (!row) return { answered: false, why: 'missing' };
  const { eventId, journeyId } = row;
  const event = await findEventToDecide(tenant, eventId);
  const journey = journeyId ? await openJourney(tenant, journeyId) : null;
  if (row.outcome !== 'asked' || !event) return { answered: false, why: 'not_asked' };
  const settle = async (outcome: object): Promise<boolean> => {
    const where = { id: decisionId, outcome: 'asked' };
    const data = { ...outcome, answeredAt: at, answeredBy: by };
    return (await tenant.db.decision.updateMany({ where, data })).count > 0;
  };
  if (!enroll || !event.customerId || event.customerGone) {
    const reason = enroll ? 'customer_gone' : 'declined_by_owner';
    const done = await settle({ outcome: 'skipped', reason });
    return done ? { answered: true, eventId, enrollmentId: null } : { answered: false, why: 'not_asked' };
  }
  if (!journey) return { answered: false, why: 'journey_closed' };
  const { customerId } = event;
  const person = await readPerson(tenant, customerId);
  const paper = await readPaper(tenant, paperOf(event));
  await lockEntering(tenant, journey, [{ person, paper }]);
  const still = await tenant.db.decision.count({ where: { id: decisionId, outcome: 'asked' } });
  if (still === 0) return { answered: false, why: 'not_asked' };
  const twin = await twinEvent(tenant, event, paper);
  const verdict = await judge(tenant, { journey, customerId, person, event, paper, byHand: true }, at);
  if (twin?.enrolled || verdict.kind !== 'enter') {
    const reason = twin?.enrolled ? 'same_paper' : verdict.kind === 'enter' ? 'enrolled' : verdict.reason;
    await settle({ outcome: 'skipped', reason, detail: twin?.enrolled ? twin.detail : verdict.detail });
    return { answered: true, eventId, enrollmentId: null };
  }
  const { versionId } = journey;
  const enrolled = { journeyId: journey.journeyId, versionId, customerId, eventId };
  const enrollmentId = await createEnrollment(tenant, enrolled, at);
  await settle({ outcome: 'enrolled', reason: 'enrolled', detail: verdict.detail, enrollmentId });
  return { answered: true, eventId, enrollmentId };
}

const paperOf = ({ connectionId, entityKind, entityId }: DecidedEvent) => ({
  connectionId,
  kind: entityKind,
  externalId: entityId,
});

const include = {
  journey: { select: { id: true, name: true } },
  event: {
    select: {
      ...{ id: true, provider: true, trigger: true, entityKind: true, occurredAt: true },
      customer: { select: { id: true, name: true } },
    },
  },
} as const;

/** Decisions of one outcome, the newest first. */
export async function listDecisions(
  tenant: Tenant,
  { outcome, before, limit }: { outcome: string; before: { value: string; id: string } | null; limit: number },
) {
  return tenant.db.decision.findMany({
    where: { organizationId: tenant.id, outcome, ...olderThan('decidedAt', before) },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include,
  });
}

/** One decision with what it is about; null when there is none. */
export const findListedDecision = (tenant: Tenant, id: string) =>
  tenant.db.decision.findFirst({ where: { id, organizationId: tenant.id }, include });

export type ListedDecision = NonNullable<Awaited<ReturnType<typeof findListedDecision>>>;
