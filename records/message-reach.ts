import { gone, type MessageStatus, messageStatuses, was } from '../journeys/statuses.ts';
import { Prisma } from '../prisma/generated/client.ts';

/** How far a journey's message came. */
const reaches = ['sent', 'delivered', 'clicked', 'replied'] as const;
export type Reach = (typeof reaches)[number];

const kinds = ['journey', 'fallback'];
const delivered = messageStatuses.filter((status) => was(status, 'delivered'));
/** Of whom it is known that it came so far, or that something came after it: then the history tells. */
const mayHave = {
  clicked: ['clicked', 'replied', 'bounced', 'complained'],
  replied: ['replied', 'bounced', 'complained'],
} satisfies Record<string, MessageStatus[]>;

/**
 * Messages of journeys that came so far, by what is known now: handed over, delivered, a link opened by a person,
 * answered. Tests, answers by hand and what the service itself says are none. Who answers need not have opened a link.
 */
export function cameSoFar(reach: Reach): Prisma.MessageWhereInput {
  const ofJourneys = { kind: { in: kinds }, enrollmentId: { not: null }, sentAt: { not: null } };
  if (reach === 'sent' || reach === 'delivered')
    return { ...ofJourneys, status: { in: [...(reach === 'sent' ? gone : delivered)] } };
  return { ...ofJourneys, status: { in: mayHave[reach] }, transitions: { some: { status: reach } } };
}

/** The same for counting: rows of `messages AS m` that left, and what became of them. */
export const leftByJourneys = Prisma.sql`m.kind = ANY (${kinds}::text[]) AND m.enrollment_id IS NOT NULL
  AND m.status = ANY (${gone}::text[])`;

const passed = (reach: 'clicked' | 'replied') => Prisma.sql`(m.status = ANY (${mayHave[reach]}::text[]) AND EXISTS (
  SELECT FROM afterjob.message_transitions AS t
  WHERE t.organization_id = m.organization_id AND t.message_id = m.id AND t.status = ${reach}))`;

export const reachCounts = Prisma.sql`count(*)::int AS sent,
  (count(*) FILTER (WHERE m.status = ANY (${delivered}::text[])))::int AS delivered,
  (count(*) FILTER (WHERE ${passed('clicked')}))::int AS clicked,
  (count(*) FILTER (WHERE ${passed('replied')}))::int AS replied`;
