import { allSending, clearCause, raiseCause } from './causes.ts';
import type { Tenant } from './database.ts';
import { type Reputation, readReputation } from './reputation.ts';

/** Whether an organization sends. `waiting`: customers who are held by the pause. */
export type Sending = { pausedSince: Date | null; waiting: number; channels: (Reputation & { waiting: number })[] };

/** Nothing of a journey and nobody's answer leaves from now on. Returns false when that was so already. */
export const pauseSending = (tenant: Tenant, at: Date): Promise<boolean> => raiseCause(tenant, allSending(tenant), at);

/** What waits may go, through the guards. Returns false when nothing was paused. Wake it afterwards. */
export const resumeSending = (tenant: Tenant): Promise<boolean> => clearCause(tenant, allSending(tenant));

/** How sending stands: paused or not, and each channel. */
export async function readSending(tenant: Tenant, at: Date): Promise<Sending> {
  const { kind, scope } = allSending(tenant);
  const pause = await tenant.db.cause.findFirst({ where: { kind, scope } });
  const held = await tenant.db.enrollment.groupBy({
    by: ['holdScope'],
    where: { status: 'held', holdReason: kind },
    _count: true,
  });
  const waiting = (own: string) => held.find(({ holdScope }) => holdScope === own)?._count ?? 0;
  const channels: Sending['channels'] = [];
  for (const channel of ['email', 'sms'] as const) {
    channels.push({ ...(await readReputation(tenant, channel, at)), waiting: waiting(`${scope}:${channel}`) });
  }
  return { pausedSince: pause?.since ?? null, waiting: waiting(scope), channels };
}

/** What has a workflow of its own and has not left: answers by hand, messages on another channel; at most `limit`. */
export function waitingAnswers(tenant: Tenant, limit: number): Promise<{ id: string; channel: string }[]> {
  return tenant.db.message.findMany({
    where: { kind: { in: ['answer', 'fallback'] }, status: 'rendered' },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { id: true, channel: true },
  });
}
