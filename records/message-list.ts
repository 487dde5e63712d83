import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';

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
  before: { value: string; id: string } | null;
  limit: number;
};

/** The send ledger, newest first. */
export function listMessages(tenant: Tenant, search: MessageSearch): Promise<ListedMessage[]> {
  const { journeyId, customerId, enrollmentId, status, before, limit } = search;
  return tenant.db.message.findMany({
    where: {
      organizationId: tenant.id,
      customerId,
      enrollmentId,
      status,
      ...(journeyId ? { enrollment: { journeyId } } : {}),
      ...olderThan('createdAt', before),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include,
  });
}
