import { gone, type MessageStatus, troubled } from '../journeys/statuses.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';
import { cameSoFar, type Reach } from './message-reach.ts';

const include = {
  customer: { select: { id: true, name: true } },
  enrollment: { select: { journey: { select: { id: true, name: true } } } },
} satisfies Prisma.MessageInclude;

export type ListedMessage = Prisma.MessageGetPayload<{ include: typeof include }>;

export type MessageSearch = {
  journeyId?: string | undefined;
  customerId?: string | undefined;
  enrollmentId?: string | undefined;
  status?: string | undefined;
  channel?: string | undefined;
  group?: keyof typeof groups | undefined;
  reached?: Reach | undefined;
  /** Made in this time; where it is asked how far they came: sent in it. */
  since?: Date | undefined;
  until?: Date | undefined;
  before: { value: string; id: string } | null;
  limit: number;
};

/** As the journeys count them. */
const groups = { sent: gone, failed: troubled } satisfies Record<string, readonly MessageStatus[]>;

/** The send ledger, newest first. */
export function listMessages(tenant: Tenant, search: MessageSearch): Promise<ListedMessage[]> {
  const { journeyId, customerId, enrollmentId, status, channel, group, reached, since, until, before, limit } = search;
  return tenant.db.message.findMany({
    where: {
      organizationId: tenant.id,
      customerId,
      enrollmentId,
      channel,
      AND: [
        { status },
        group ? { status: { in: [...groups[group]] } } : {},
        reached ? cameSoFar(reached) : {},
        { [reached ? 'sentAt' : 'createdAt']: { gte: since, lt: until } },
      ],
      ...(journeyId ? { enrollment: { journeyId } } : {}),
      ...olderThan('createdAt', before),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include,
  });
}

/** These messages, in the order that is given. */
export async function messagesByIds(tenant: Tenant, ids: readonly string[]): Promise<ListedMessage[]> {
  const rows = await tenant.db.message.findMany({
    where: { organizationId: tenant.id, id: { in: [...ids] } },
    include,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** One message with all that was made of it; null when it is not this organization's. */
export function findMessage(tenant: Tenant, messageId: string): Promise<ListedMessage | null> {
  return tenant.db.message.findUnique({
    where: { organizationId_id: { organizationId: tenant.id, id: messageId } },
    include,
  });
}
