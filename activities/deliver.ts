import * as z from 'zod';
import {
  type Channel,
  NotProcessed,
  OutcomeUnknown,
  type Outgoing,
  RateLimited,
  Refused,
} from '../channels/channel.ts';
import { crashPoint } from '../crash-points.ts';
import { defaults } from '../journeys/defaults.ts';
import { fromVendor, isOpen, type Outcome, outcomeOf } from '../journeys/statuses.ts';
import type { Cause } from '../records/causes.ts';
import { suppress } from '../records/contact-points.ts';
import type { Tenant } from '../records/database.ts';
import { type LedgerRow, moveMessage, readMessage, releaseMessage, type StatusNews } from '../records/messages.ts';
import { channelOf } from './channel-of.ts';
import { claimMessage, type Errand } from './claim.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { fallBack, startFallback } from './fallback.ts';
import { heardLimit, heardRefusal, seatFor } from './seats.ts';

export type SendResult =
  | { kind: 'settled'; outcome: Outcome; reason: string | null; messageId: string }
  | { kind: 'moved'; reason: string; until: Date; messageId: string }
  | { kind: 'held'; hold: Cause; reason: string; messageId: string | null }
  /** Something was recorded in the meantime: look again. */
  | { kind: 'changed' };

type Sending = { deps: Dependencies; organizationId: string; channel: Channel; attempt: number };

const unreachableAfterAttempts = 6;
/** As long as one attempt may live: until then its row is in its hands. */
const attemptMs = 45_000;

/**
 * Hands over one message that is written: claimed under the guards, given to the vendor, recorded.
 * @param attempt of the activity, from 1; steers how long the next one waits
 * @throws a retryable failure when the same row has to be tried again
 */
export async function deliver(
  deps: Dependencies,
  organizationId: string,
  written: LedgerRow,
  errand: Errand,
  attempt: number,
): Promise<SendResult> {
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => deps.database.withOrganization(organizationId, work);
  if (!isOpen(written.status)) return settled(written);
  const channel = await channelOf(deps, organizationId, written);
  // The channel was switched off after the message was written.
  if (!channel) return held('no_sender', written.channel, written.id);
  const sending: Sending = { deps, organizationId, channel, attempt };

  const left = await settleUnanswered(sending, written);
  if (left) return left;
  const road = {
    vendorAccount: channel.vendorAccount,
    allowed: deps.settings.allowedRecipients[written.channel],
    quota: quotaOf(deps, errand, written.channel),
  };
  // The seat before the claim: a claim never waits for one.
  const seat = await seatFor(deps, channel, written.fromAddress ?? '', attempt === 1 && errand.manner === 'journey');
  await seat.come();
  const claim = await within((tenant) => claimMessage(tenant, errand, written.id, road, deps.clock()));
  if (claim.kind === 'settled') return settled(claim.row);
  if (claim.kind !== 'claimed') return claim;
  crashPoint('after-claim', claim.row.toAddress);
  await seat.go();
  return handOver(sending, claim.row, claim.until, written.status === 'reserved');
}

const quotasSchema = z
  .object({ email: z.int().min(0), sms: z.int().min(0) })
  .partial()
  .catch({});

function quotaOf({ settings }: Dependencies, { organization }: Errand, channel: 'email' | 'sms'): number | null {
  return quotasSchema.parse(organization.dailyQuota)[channel] ?? settings.dailyQuota[channel];
}

/** A row that is still reserved had an attempt whose end nobody wrote down. */
async function settleUnanswered(
  { deps, organizationId, channel }: Sending,
  row: LedgerRow,
): Promise<SendResult | null> {
  if (row.status !== 'reserved') return null;
  const inHandMs = (row.lastAttemptAt?.getTime() ?? 0) + attemptMs - deps.clock().getTime();
  if (channel.key === 'sms' && inHandMs > 0) throw failure('InHand', { retryAfterMs: inHandMs });
  const settle = (status: 'unknown' | 'review', reason: string) =>
    record(deps, organizationId, row, { status, reason, source: 'journey' });
  if (channel.key === 'sms') return settle('unknown', 'outcome_unknown');
  if (row.vendorAccount !== channel.vendorAccount) return settle('review', 'other_account');
  return isOverdue(row, deps.clock()) ? settle('review', 'retries_over') : null;
}

const isOverdue = ({ firstAttemptAt }: LedgerRow, now: Date): boolean =>
  firstAttemptAt !== null && now.getTime() - firstAttemptAt.getTime() >= defaults.emailRetryForMs;

/** The message as its row has it, word for word. */
export const outgoingOf = (row: LedgerRow, until: Date | null): Outgoing => ({
  id: row.id,
  to: row.toAddress ?? '',
  from: row.fromAddress ?? '',
  replyTo: row.replyTo,
  subject: row.subject,
  text: row.bodyText ?? '',
  html: row.bodyHtml,
  headers: row.headers,
  until,
});

async function handOver(sending: Sending, row: LedgerRow, until: Date | null, doubtful: boolean): Promise<SendResult> {
  const { deps, organizationId, channel } = sending;
  try {
    const accepted = await channel.send(outgoingOf(row, until));
    crashPoint('after-answer', row.toAddress);
    const status = fromVendor[accepted.status] ?? 'accepted';
    const news: StatusNews = { status, source: 'vendor', vendorId: accepted.vendorId };
    const recorded = await record(deps, organizationId, row, news);
    await heardLimit(deps, channel, row.fromAddress ?? '', accepted.perSecond);
    return recorded;
  } catch (error) {
    return afterFailure(sending, row, error, doubtful);
  }
}

/** `doubtful`: an earlier attempt of this row may have gone out, so the row keeps its claim whatever this one says. */
async function afterFailure(sending: Sending, row: LedgerRow, error: unknown, doubtful: boolean): Promise<SendResult> {
  const { deps, organizationId, channel, attempt } = sending;
  const release = async (code: string) => {
    if (doubtful) return;
    crashPoint('after-refusal', row.toAddress);
    await deps.database.withOrganization(organizationId, async (tenant) => {
      await releaseMessage(tenant, row.id, code, deps.clock());
      crashPoint('inside-release', row.toAddress);
    });
    crashPoint('after-release', row.toAddress);
  };
  if (error instanceof Refused) return afterRefusal(sending, row, error, release);
  if (error instanceof RateLimited) {
    await release('rate_limited');
    await heardRefusal(deps, channel, row.fromAddress ?? '', error);
    if (error.quota) return held('quota', channel.key, row.id);
    throw failure('RateLimited', { retryAfterMs: Math.max(error.retryAfterMs, 1_000) });
  }
  if (error instanceof NotProcessed) {
    await release('not_processed');
    if (attempt >= unreachableAfterAttempts) return held('vendor_unreachable', channel.key, row.id);
    throw failure('NotProcessed', { retryAfterMs: backoffMs(attempt) });
  }
  if (!(error instanceof OutcomeUnknown)) throw error;
  const settle = (status: 'unknown' | 'review', reason: string) =>
    record(deps, organizationId, row, { status, reason, source: 'vendor' });
  if (channel.key === 'sms') return settle('unknown', 'outcome_unknown');
  if (error.review) return settle('review', 'outcome_unknown');
  if (isOverdue(row, deps.clock())) return settle('review', 'retries_over');
  throw failure('OutcomeUnknown', { retryAfterMs: backoffMs(attempt) });
}

async function afterRefusal(
  { deps, organizationId, channel }: Sending,
  row: LedgerRow,
  { about, code }: Refused,
  release: (code: string) => Promise<void>,
): Promise<SendResult> {
  switch (about) {
    case 'opted_out':
      await deps.database.withOrganization(organizationId, (tenant) =>
        suppress(
          tenant,
          { channel: row.channel, address: row.toAddress ?? '', reason: 'opted_out', source: 'vendor' },
          deps.clock(),
        ),
      );
      return record(deps, organizationId, row, { status: 'skipped', reason: 'opted_out', source: 'vendor', code });
    case 'recipient':
    case 'message':
      return record(deps, organizationId, row, {
        status: 'failed',
        reason: `refused_${about}:${code}`,
        source: 'vendor',
        code,
      });
    // Nobody's message is lost because a domain or an account is not in order: it waits until it is.
    case 'sender':
      await release(code);
      return { ...held('no_sender', channel.key, row.id), reason: `refused_sender:${code}` };
    case 'account':
      await release(code);
      return { ...held('channel_down', channel.key, row.id), reason: `refused_account:${code}` };
  }
}

async function record(
  deps: Dependencies,
  organizationId: string,
  row: LedgerRow,
  news: StatusNews,
): Promise<SendResult> {
  const { result, fallback } = await deps.database.withOrganization(organizationId, async (tenant) => {
    await moveMessage(tenant, row.id, news, deps.clock());
    crashPoint('inside-record', row.toAddress);
    // A callback may have been faster: what the row says counts.
    const result = settled((await readMessage(tenant, row.id)) ?? row);
    if (news.status !== 'failed') return { result, fallback: null };
    const refused = news.reason?.startsWith('refused_recipient') ?? false;
    const word = { status: 'failed', code: news.code ?? null, refused } as const;
    return { result, fallback: await fallBack(deps, tenant, row.id, word) };
  });
  await startFallback(deps, organizationId, fallback);
  crashPoint('after-record', row.toAddress);
  return result;
}

const settled = (row: LedgerRow): SendResult => ({
  kind: 'settled',
  outcome: outcomeOf(row.status) ?? 'unknown',
  reason: row.reason,
  messageId: row.id,
});

/** It waits until what holds it is gone. */
export const held = (kind: string, scope: string, messageId: string | null) =>
  ({ kind: 'held', hold: { kind, scope }, reason: kind, messageId }) as const;

const backoffMs = (attempt: number): number => Math.min(30 * 60_000, 5_000 * 2 ** Math.min(attempt - 1, 10));
