import type { Channel } from '../channels/channel.ts';
import type { LedgerRow } from '../records/messages.ts';
import { readSenderAccount } from '../records/sender-accounts.ts';
import type { Dependencies } from './dependencies.ts';

type Known = { channel: Channel; until: number };

const keptForMs = 60_000;
const most = 1_000;
const known = new WeakMap<Dependencies, Map<string, Known>>();

/**
 * The channel that a message leaves by: under the organization's own account where its sender is of that, else the
 * installation's. Null: the channel is off, or the account is gone.
 */
export async function channelOf(
  deps: Dependencies,
  organizationId: string,
  { channel: key, senderId }: Pick<LedgerRow, 'channel' | 'senderId'>,
): Promise<Channel | null> {
  const shared = deps.channels[key];
  if (!shared?.subaccounts || senderId === null) return shared ?? null;
  // A sender's account never changes, so the way to it is asked for once a minute and not once a message.
  const kept = known.get(deps) ?? new Map<string, Known>();
  known.set(deps, kept);
  const now = deps.clock().getTime();
  const found = kept.get(senderId);
  if (found && found.until > now) return found.channel;
  const channel = await open(deps, organizationId, shared, senderId);
  kept.delete(senderId);
  if (channel) kept.set(senderId, { channel, until: now + keptForMs });
  for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
  return channel;
}

async function open(
  { database, keys }: Dependencies,
  organizationId: string,
  shared: Channel,
  senderId: string,
): Promise<Channel | null> {
  const account = await database.withOrganization(organizationId, async (tenant) => {
    const select = { kind: true, vendorAccount: true } as const;
    const sender = await tenant.db.sender.findFirst({ where: { id: senderId }, select });
    // What everybody shares goes with the installation, also to another account of the operator.
    if (!sender || sender.kind === 'shared') return 'shared';
    const own = await readSenderAccount(tenant, keys, shared.key);
    return own?.vendorAccount === sender.vendorAccount ? own : null;
  });
  if (account === 'shared') return shared;
  return account ? (shared.subaccounts?.open(account) ?? null) : null;
}
