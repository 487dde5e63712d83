import { guard } from '../journeys/guards.ts';
import { normalizePhone } from '../journeys/phone.ts';
import { refusedHere } from '../journeys/recipients.ts';
import { isOpen } from '../journeys/statuses.ts';
import { type Cause, findCause } from '../records/causes.ts';
import { lockContactPoint, noteMessage } from '../records/contact-points.ts';
import type { Tenant } from '../records/database.ts';
import { hasNewRecords } from '../records/enrollment-records.ts';
import { type LoadedCustomer, type LoadedEnrollment, readRecipient } from '../records/loaded-enrollment.ts';
import { type LedgerRow, lockMessage, moveMessage, postponeMessage, reserveMessage } from '../records/messages.ts';

export type Claim =
  /** Ours for one attempt, until the end of the window. */
  | { kind: 'claimed'; row: LedgerRow; until: Date | null }
  | { kind: 'settled'; row: LedgerRow }
  | { kind: 'moved'; reason: string; until: Date; messageId: string }
  | { kind: 'held'; hold: Cause; reason: string; messageId: string }
  | { kind: 'changed' };

/**
 * Claims a message for one attempt: everything is asked once more under the lock of the address it goes to.
 * A row that is reserved already keeps what is not known: it is never called skipped, but `unknown`.
 */
export async function claimMessage(
  tenant: Tenant,
  loaded: LoadedEnrollment,
  messageId: string,
  road: { vendorAccount: string; allowed: readonly string[] | null },
  now: Date,
): Promise<Claim> {
  const found = await tenant.db.message.findFirstOrThrow({
    where: { id: messageId },
    select: { toAddress: true, channel: true },
  });
  const contact = { channel: found.channel === 'email' ? 'email' : 'sms', address: found.toAddress ?? '' } as const;
  const point = await lockContactPoint(tenant, contact, now);
  const row = await lockMessage(tenant, messageId);
  if (!row || (await hasNewRecords(tenant, loaded.id, loaded.records))) return { kind: 'changed' };
  if (!isOpen(row.status)) return { kind: 'settled', row };
  const recipient = await readRecipient(tenant, row.customerId);
  if (!recipient || recipient.gone) return { kind: 'changed' };
  const hold = await findCause(tenant, loaded.causes);
  if (hold) return { kind: 'held', hold, reason: hold.kind, messageId };

  const refused = refusedHere(contact.address, road.allowed);
  const asked = guard(
    {
      channel: row.channel,
      purpose: loaded.definition.purpose,
      suppressed: point.suppressedAt !== null,
      consent: recipient.consent,
      smsAllowed: row.channel === 'email' || mayBeTexted(recipient, contact.address, loaded.organization.country),
      zones: [loaded.organization.zone],
      window: loaded.window,
    },
    now,
  );
  const verdict = refused ? ({ verdict: 'skip', reason: refused } as const) : asked;
  if (verdict.verdict === 'move') {
    await postponeMessage(tenant, messageId, verdict.to);
    return { kind: 'moved', reason: verdict.reason, until: verdict.to, messageId };
  }
  if (verdict.verdict === 'skip') {
    const status = row.status === 'reserved' ? 'unknown' : 'skipped';
    const reason = row.status === 'reserved' ? 'outcome_unknown' : verdict.reason;
    await moveMessage(tenant, messageId, { status, reason, source: 'journey', code: verdict.reason }, now);
    return { kind: 'settled', row: { ...row, status, reason } };
  }
  await noteMessage(tenant, contact, now);
  return { kind: 'claimed', row: await reserveMessage(tenant, row, road.vendorAccount, now), until: verdict.until };
}

const mayBeTexted = ({ phones }: LoadedCustomer, number: string, region: string): boolean =>
  !phones.some((phone) => !phone.smsAllowed && normalizePhone(phone.number, region) === number);
