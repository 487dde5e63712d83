import { type Channel, type Looked, RateLimited } from '../channels/channel.ts';
import { defaults } from '../journeys/defaults.ts';
import { fromVendor, isForward, type MessageStatus } from '../journeys/statuses.ts';
import { messagesToAsk, type Question, takeToAsk, vendorIdsOfOthers } from '../records/asked-messages.ts';
import type { Tenant } from '../records/database.ts';
import type { ForgottenMessage } from '../records/forgotten-messages.ts';
import { type LedgerRow, moveMessage } from '../records/messages.ts';
import { channelOf } from './channel-of.ts';
import { outgoingOf } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { seatToLook } from './seats.ts';
import { hearVendor } from './vendor-word.ts';

export type Asked = { asked: number; moved: number; reviewed: number };

type Round = { statuses: readonly MessageStatus[]; afterMs: number; everyMs: number; forMs: number };
type Answer = { kind: 'known'; looked: Looked } | { kind: 'no_trace' } | { kind: 'no_answer' };

const minute = 60_000;
const batch = 200;

/** Callbacks get lost, and Twilio tells nothing twice: what stays open is asked for. */
const rounds: readonly Round[] = [
  { statuses: ['unknown'], ...defaults.ask.unknown },
  { statuses: ['reserved'], ...defaults.ask.reserved },
  { statuses: ['accepted', 'sent'], ...defaults.ask.onItsWay },
];

/** Asks the vendors about every message that stayed open for too long. What leaves no trace goes to the owner. */
export async function sweepMessages(deps: Dependencies, stopping?: AbortSignal): Promise<Asked> {
  const sum: Asked = { asked: 0, moved: 0, reviewed: 0 };
  for (const { statuses, afterMs, everyMs, forMs } of rounds) {
    const now = deps.clock().getTime();
    const question: Question = {
      statuses,
      attempted: { after: new Date(now - forMs), before: new Date(now - afterMs) },
      checkedBefore: new Date(now - everyMs),
    };
    for (const ref of await messagesToAsk(deps.database, question, batch)) {
      if (stopping?.aborted) return sum;
      const became = await askAbout(deps, ref, question);
      // The vendor's patience is for sending.
      if (became === 'later') return sum;
      sum.asked += 1;
      if (became === 'moved') sum.moved += 1;
      if (became === 'reviewed') sum.reviewed += 1;
    }
  }
  return sum;
}

/** One at a time, so that two equal texts are not both taken for the same one. */
async function askAbout(
  deps: Dependencies,
  { organizationId, messageId }: ForgottenMessage,
  question: Question,
): Promise<'moved' | 'reviewed' | 'same' | 'later'> {
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => deps.database.withOrganization(organizationId, work);
  const row = await within((tenant) => takeToAsk(tenant, messageId, question, deps.clock()));
  if (!row) return 'same';
  const channel = await channelOf(deps, organizationId, row);
  // Another account of the vendor knows nothing of it.
  const asked = channel?.vendorAccount === row.vendorAccount ? channel : null;
  if (asked && !(await seatToLook(deps, asked, row.fromAddress ?? ''))) return 'later';
  let answer: Answer;
  try {
    answer = asked ? await ask(asked, row, within) : { kind: 'no_answer' };
  } catch (error) {
    if (error instanceof RateLimited) return 'later';
    deps.log.warn({ organizationId, messageId, err: error }, 'the vendor could not be asked');
    answer = { kind: 'no_answer' };
  }
  if (answer.kind === 'known') {
    const { status, vendorId, code } = answer.looked;
    const news = fromVendor[status];
    if (news && !isForward(row.status, news)) return 'same';
    await hearVendor(
      deps,
      { organizationId, messageId, channel: row.channel },
      { status, vendorId, code, source: 'vendor' },
    );
    return 'moved';
  }
  // What is reserved still has somebody who works on it; what was accepted once did go out.
  if (row.status !== 'unknown' || !isHopeless(row, answer.kind, deps.clock())) return 'same';
  const reason = answer.kind === 'no_trace' ? 'no_trace' : 'outcome_unknown';
  await within((tenant) =>
    moveMessage(tenant, messageId, { status: 'review', reason, source: 'vendor' }, deps.clock()),
  );
  return 'reviewed';
}

async function ask(
  channel: Channel,
  row: LedgerRow,
  within: <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>,
): Promise<Answer> {
  const known = row.vendorId === null ? null : await channel.lookUp(row.vendorId);
  if (known) return { kind: 'known', looked: known };
  if (row.vendorId !== null || row.firstAttemptAt === null) return { kind: 'no_trace' };
  // Clocks differ a little, and vendors tell whole seconds.
  const found = await channel.sentTo(outgoingOf(row, null), new Date(row.firstAttemptAt.getTime() - minute));
  const others = await within((tenant) =>
    vendorIdsOfOthers(
      tenant,
      found.map(({ vendorId }) => vendorId),
      row.id,
    ),
  );
  const looked = found.find(({ vendorId }) => !others.has(vendorId));
  return looked ? { kind: 'known', looked } : { kind: 'no_trace' };
}

function isHopeless({ lastAttemptAt }: LedgerRow, answer: 'no_trace' | 'no_answer', now: Date): boolean {
  const forMs = now.getTime() - (lastAttemptAt?.getTime() ?? 0);
  return forMs >= defaults.ask.reviewAfterMs[answer];
}
