import { crashPoint } from '../crash-points.ts';
import type { ChannelName } from '../journeys/steps/step.ts';
import { findCause } from '../records/causes.ts';
import type { Tenant } from '../records/database.ts';
import { saveLinks } from '../records/links.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import { ensureMessage, findMessage, type LedgerRow } from '../records/messages.ts';
import { findSender, whyNoSender } from '../records/senders.ts';
import { reviewed } from './approval.ts';
import { causesOfChannel } from './claim.ts';
import { deliver, held, type SendResult } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { errandOf } from './errand.ts';
import { draftWithLinks } from './message-draft.ts';
import { untrue } from './truths.ts';

export type DueMessage = { channel: ChannelName; stepId: string; usefulUntil: Date };

/** The row of a step, or what holds it before there is one. */
export type Written = { row: LedgerRow } | Extract<SendResult, { kind: 'held' }>;

/**
 * Hands over the message of a step, once it is written and committed.
 * @param attempt of the activity, from 1
 * @throws a retryable failure when the same row has to be tried again
 */
export async function sendMessage(
  deps: Dependencies,
  organizationId: string,
  loaded: LoadedEnrollment,
  written: Written,
  usefulUntil: Date,
  attempt: number,
): Promise<SendResult> {
  if ('hold' in written) return written;
  const { row } = written;
  crashPoint('after-render-stored', row.toAddress);
  // What an attempt has in hand is not asked about.
  if (row.status === 'rendered') {
    const waits = await reviewed(deps, organizationId, loaded, row, usefulUntil);
    const stays = waits ?? (await untrue(deps, organizationId, loaded, row, usefulUntil));
    if (stays) return stays;
  }
  return deliver(deps, organizationId, row, errandOf(loaded, usefulUntil), attempt);
}

/** The row of the step; written now if there is none and nothing holds it. */
export async function writeMessage(
  tenant: Tenant,
  deps: Dependencies,
  loaded: LoadedEnrollment,
  due: DueMessage,
): Promise<Written> {
  const row = await findMessage(tenant, loaded.id, due.stepId);
  if (row) return { row };
  const errand = errandOf(loaded, due.usefulUntil);
  const cause = await findCause(tenant, [...errand.causes, ...causesOfChannel(tenant, errand, due.channel)]);
  if (cause) return held(cause.kind, cause.scope, null);
  const sender = deps.channels[due.channel] ? await findSender(tenant, due.channel) : null;
  if (!sender) return held(await whyNoSender(tenant, due.channel), due.channel, null);
  const { draft, links } = await draftWithLinks(tenant, deps, loaded, due, sender);
  crashPoint('before-render-stored', draft.to);
  const written = await ensureMessage(tenant, draft, deps.clock());
  await saveLinks(tenant, written, links, deps.clock());
  return { row: written };
}
