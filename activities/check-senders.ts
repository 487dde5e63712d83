import type { Channel } from '../channels/channel.ts';
import type { Numbers, SetupState } from '../channels/sender-setup.ts';
import {
  noteSetup,
  readdress,
  readOwnSender,
  type SenderRef,
  type SenderRow,
  type Setup,
  sendersToCheck,
} from '../records/own-senders.ts';
import { readSenderAccount } from '../records/sender-accounts.ts';
import type { Dependencies } from './dependencies.ts';

const minute = 60_000;
const pendingEveryMs = 5 * minute;
const othersEveryMs = 24 * 60 * minute;
/** One after the other, so that the vendor's limit is left to messages. */
const batch = 20;

/** Looks at senders that are being set up, and now and then at those that work. Returns how many were looked at. */
export async function checkSenders(deps: Dependencies, stopping: AbortSignal): Promise<number> {
  const now = deps.clock().getTime();
  const before = { pending: new Date(now - pendingEveryMs), others: new Date(now - othersEveryMs) };
  let looked = 0;
  for (const ref of await sendersToCheck(deps.database, before, batch)) {
    if (stopping.aborted) break;
    await checkSender(deps, ref);
    looked++;
  }
  return looked;
}

async function checkSender(deps: Dependencies, { organizationId, senderId }: SenderRef): Promise<void> {
  const { database, clock, log } = deps;
  const row = await database.withOrganization(organizationId, (tenant) => readOwnSender(tenant, senderId));
  if (!row) return;
  const known: Setup = { status: statusOf(row) };
  const setup = await setUpOf(deps, row).catch((error: unknown) => {
    log.warn({ senderId, err: error }, 'a sender could not be looked at');
    return known;
  });
  await database.withOrganization(organizationId, async (tenant) => {
    await noteSetup(tenant, senderId, setup, clock());
    await readdress(tenant, row.channel === 'sms' ? 'sms' : 'email');
  });
  await wake(deps, row, setup);
}

async function wake({ temporal }: Dependencies, row: SenderRow, setup: Setup): Promise<void> {
  const { organizationId, channel: scope } = row;
  if (row.status !== 'ready' && setup.status === 'ready')
    await temporal.startResume({ organizationId, reason: 'no_sender', scope });
  if (row.registration !== setup.registration && setup.registration === 'registered')
    await temporal.startResume({ organizationId, reason: 'sms_not_registered', scope });
}

async function setUpOf(deps: Dependencies, row: SenderRow): Promise<Setup> {
  if (row.kind === 'domain') return setUpOfDomain(deps.channels.email, row);
  const numbers = await numbersOf(deps, row);
  if (!numbers || row.vendorId === null || (row.kind !== 'number' && row.kind !== 'service'))
    return { status: statusOf(row) };
  const { kind, vendorId, address } = row;
  return { status: 'ready', registration: await numbers.registration({ kind, vendorId, address, label: address }) };
}

async function setUpOfDomain(email: Channel | undefined, row: SenderRow): Promise<Setup> {
  if (!email?.domains) return { status: statusOf(row) };
  const domain = row.address.slice(row.address.indexOf('@') + 1);
  // Wished for while the vendor was out of reach.
  const added = row.vendorId === null ? await email.domains.add(domain) : null;
  if (added) await email.domains.verify(added.vendorId);
  const found = await email.domains.read(added?.vendorId ?? row.vendorId ?? '');
  return found ? { status: found.state, dns: found.dns, vendorId: found.vendorId } : { status: 'failed' };
}

async function numbersOf({ database, keys, channels }: Dependencies, row: SenderRow): Promise<Numbers | null> {
  const account = await database.withOrganization(row.organizationId, (tenant) =>
    readSenderAccount(tenant, keys, 'sms'),
  );
  if (account?.vendorAccount !== row.vendorAccount) return null;
  return channels.sms?.subaccounts?.open(account).numbers ?? null;
}

const statusOf = ({ status }: SenderRow): SetupState =>
  status === 'ready' || status === 'failed' ? status : 'pending';
