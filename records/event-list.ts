import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

type Before = { value: string; id: string } | null;

/** Everything in a list of newest first that lies behind the last row seen. */
export function olderThan<Field extends string>(field: Field, before: Before) {
  if (!before) return {};
  const at = new Date(before.value);
  return { OR: [{ [field]: { lt: at } }, { [field]: at, id: { lt: before.id } }] };
}

const include = {
  customer: { select: { id: true, name: true } },
  decisions: { include: { journey: { select: { id: true, name: true } } }, orderBy: { decidedAt: 'asc' } },
} satisfies Prisma.EventInclude;

export type ListedEvent = Prisma.EventGetPayload<{ include: typeof include }>;

export type EventSearch = {
  customerId?: string | undefined;
  outcome?: 'enrolled' | 'skipped' | 'asked' | 'none' | undefined;
  before: Before;
  limit: number;
};

/** Events, newest first, each with why it did or did not start a journey. */
export function listEvents(
  tenant: Tenant,
  { customerId, outcome, before, limit }: EventSearch,
): Promise<ListedEvent[]> {
  const decisions = outcome === 'none' ? { none: {} } : { some: { outcome } };
  return tenant.db.event.findMany({
    where: {
      organizationId: tenant.id,
      customerId,
      ...(outcome ? { decisions } : {}),
      ...olderThan('occurredAt', before),
    },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include,
  });
}
