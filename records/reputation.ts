import { defaults } from '../journeys/defaults.ts';
import { type Figures, type Level, levelOf } from '../journeys/reputation.ts';
import { type Cause, clearCause, marketingOf, raiseCause } from './causes.ts';
import type { Tenant } from './database.ts';

type ChannelName = 'email' | 'sms';

/** How one channel of an organization stands. `heldSince`: its marketing waits until somebody lifts it. */
export type Reputation = { channel: ChannelName; figures: Figures; level: Level; heldSince: Date | null };

// Kept beside the causes: when the owner was warned, and from when on is counted since a hold was lifted.
const warned = (tenant: Tenant, channel: ChannelName): Cause => ({ ...marketingOf(tenant, channel), kind: 'warned' });
const lifted = (tenant: Tenant, channel: ChannelName): Cause => ({ ...marketingOf(tenant, channel), kind: 'lifted' });

/** How a channel stands now, by what became of the messages of the last days. */
export async function readReputation(tenant: Tenant, channel: ChannelName, at: Date): Promise<Reputation> {
  const figures = await figuresOf(tenant, channel, at);
  const hold = await tenant.db.cause.findFirst({ where: { ...marketingOf(tenant, channel) } });
  return { channel, figures, level: hold ? 'held' : levelOf(channel, figures), heldSince: hold?.since ?? null };
}

/**
 * Judges a channel after bad news: marketing is held, or the owner warned. Returns what is new and should be told; null
 * when it was known, or all is well.
 */
export async function judgeReputation(tenant: Tenant, channel: ChannelName, at: Date): Promise<Reputation | null> {
  const figures = await figuresOf(tenant, channel, at);
  const level = levelOf(channel, figures);
  if (level === 'good') return null;
  // A warning of long ago is no news of today.
  await tenant.db.cause.deleteMany({ where: { ...warned(tenant, channel), since: { lt: windowStart(at) } } });
  const first = await raiseCause(tenant, warned(tenant, channel), at);
  if (level === 'warned') return first ? { channel, figures, level, heldSince: null } : null;
  const held = await raiseCause(tenant, marketingOf(tenant, channel), at);
  return held ? { channel, figures, level, heldSince: at } : null;
}

/** Marketing of the channel may go again, and counting begins anew. Returns false when nothing held it. Wake it after. */
export async function liftHold(tenant: Tenant, channel: ChannelName, at: Date): Promise<boolean> {
  if (!(await clearCause(tenant, marketingOf(tenant, channel)))) return false;
  for (const cause of [warned(tenant, channel), lifted(tenant, channel)]) await clearCause(tenant, cause);
  return raiseCause(tenant, lifted(tenant, channel), at);
}

async function figuresOf(tenant: Tenant, channel: ChannelName, at: Date): Promise<Figures> {
  const anew = await tenant.db.cause.findFirst({ where: lifted(tenant, channel) });
  const from = anew && anew.since > windowStart(at) ? anew.since : windowStart(at);
  // What went to the business's own people says nothing of its lists; a full mailbox (no reason) is no wrong address.
  const [figures] = await tenant.db.$queryRaw<Figures[]>`
    SELECT count(*)::int AS sent,
      count(*) FILTER (WHERE status = 'bounced' AND reason IS NOT NULL)::int AS bounced,
      count(*) FILTER (WHERE status = 'complained')::int AS complained,
      count(*) FILTER (WHERE status = 'failed' AND reason = 'not_delivered:30007')::int AS filtered
    FROM afterjob.messages
    WHERE organization_id = ${tenant.id}::uuid AND channel = ${channel} AND kind NOT IN ('test', 'notice')
      AND vendor_id IS NOT NULL AND first_attempt_at > ${from}::timestamptz`;
  if (!figures) throw new Error('A count gave no row');
  return figures;
}

const windowStart = (at: Date): Date => new Date(at.getTime() - defaults.breaker.windowMs);
