import { crashPoint } from '../crash-points.ts';
import { mayBeTexted } from '../journeys/contactable.ts';
import type { Definition } from '../journeys/definition.ts';
import { guard, type Manner, type SendingFacts } from '../journeys/guards.ts';
import { readHolidays } from '../journeys/holidays.ts';
import { type Purpose, rulesOf } from '../journeys/purposes.ts';
import { refusedHere } from '../journeys/recipients.ts';
import type { SendingWindow } from '../journeys/sending-window.ts';
import { isOpen } from '../journeys/statuses.ts';
import { whereabouts } from '../journeys/whereabouts.ts';
import type { Organization } from '../prisma/generated/client.ts';
import { type Cause, findCause, marketingOf } from '../records/causes.ts';
import {
  type Contact,
  isQuotaUsed,
  lockContactPoint,
  marketingBefore,
  noteMessage,
  refusesCategory,
} from '../records/contact-points.ts';
import type { Tenant } from '../records/database.ts';
import { type LoadedCustomer, readRecipient } from '../records/loaded-enrollment.ts';
import { type LedgerRow, lockMessage, moveMessage, postponeMessage, reserveMessage } from '../records/messages.ts';

/** Under what a message is handed over: who writes, why, and what could stop it. */
export type Errand = {
  manner: Manner;
  /** Null where no journey writes. */
  purpose: Purpose | null;
  /** What would hold it, if it is there. */
  causes: readonly Cause[];
  organization: Pick<Organization, 'zone' | 'country' | 'province' | 'postalCode' | 'holidays' | 'dailyQuota'>;
  window: SendingWindow;
  /** What the journey wants of its messages; null where no journey writes. */
  journey: Pick<Definition, 'window' | 'caps'> | null;
  /** Until when it helps; null: for ever. */
  usefulUntil: Date | null;
  /** False: something was recorded since it was decided, and it has to be decided again. */
  isCurrent(tenant: Tenant): Promise<boolean>;
};

export type Claim =
  /** Ours for one attempt, until the end of the window. */
  | { kind: 'claimed'; row: LedgerRow; until: Date | null }
  | { kind: 'settled'; row: LedgerRow }
  | { kind: 'moved'; reason: string; until: Date; messageId: string }
  | { kind: 'held'; hold: Cause; reason: string; messageId: string }
  | { kind: 'changed' };

/** By what it leaves. `quota`: messages of the channel in 24 hours; null: as many as there are. */
export type Road = { vendorAccount: string; allowed: readonly string[] | null; quota?: number | null };

type Asked = {
  row: LedgerRow;
  contact: Contact;
  point: { id: string; suppressedAt: Date | null };
  recipient: LoadedCustomer | null;
};

/**
 * Claims a message for one attempt: everything is asked once more under the lock of the address it goes to.
 * A row that is reserved already keeps what is not known: it is never called skipped, but `unknown`.
 */
export async function claimMessage(
  tenant: Tenant,
  errand: Errand,
  messageId: string,
  road: Road,
  now: Date,
): Promise<Claim> {
  const found = await tenant.db.message.findFirstOrThrow({
    where: { id: messageId },
    select: { toAddress: true, channel: true },
  });
  const contact = { channel: found.channel === 'email' ? 'email' : 'sms', address: found.toAddress ?? '' } as const;
  const point = await lockContactPoint(tenant, contact, now);
  const row = await lockMessage(tenant, messageId);
  if (!row || !(await errand.isCurrent(tenant))) return { kind: 'changed' };
  if (!isOpen(row.status)) return { kind: 'settled', row };
  // Another attempt has it in hand, or had: without a key to stop it, a text is handed over once.
  if (row.status === 'reserved' && contact.channel === 'sms') return { kind: 'changed' };
  const recipient = row.customerId === null ? null : await readRecipient(tenant, row.customerId);
  if (errand.manner === 'journey' && (!recipient || recipient.gone)) return { kind: 'changed' };
  const hold = await findCause(tenant, [
    ...errand.causes,
    ...causesOfChannel(tenant, errand, contact.channel),
    ...causesOfAddress(errand, point.id),
  ]);
  if (hold) return { kind: 'held', hold, reason: hold.kind, messageId };

  const refused = refusedHere(contact.address, road.allowed);
  const asked = () => factsOf(tenant, errand, { row, contact, point, recipient }, now);
  const verdict = refused ? ({ verdict: 'skip', reason: refused } as const) : guard(await asked(), now);
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
  if (errand.manner === 'journey' && (await isQuotaFull(tenant, row, road, now))) {
    return { kind: 'held', hold: { kind: 'quota', scope: row.channel }, reason: 'quota', messageId };
  }
  await noteMessage(tenant, contact, now);
  const reserved = await reserveMessage(tenant, row, { vendorAccount: road.vendorAccount, contactId: point.id }, now);
  crashPoint('inside-claim', row.toAddress);
  return { kind: 'claimed', row: reserved, until: verdict.until };
}

/** A row that is reserved has its place in the day already. */
const isQuotaFull = async (tenant: Tenant, row: LedgerRow, { quota }: Road, now: Date): Promise<boolean> =>
  row.status !== 'reserved' && typeof quota === 'number' && (await isQuotaUsed(tenant, row.channel, quota, now));

async function factsOf(
  tenant: Tenant,
  { manner, purpose, organization, window, journey, usefulUntil }: Errand,
  { row, contact, point, recipient }: Asked,
  now: Date,
): Promise<SendingFacts> {
  const rules = purpose && rulesOf(purpose);
  return {
    manner,
    channel: row.channel,
    purpose,
    suppressed: point.suppressedAt !== null,
    refusedCategory: rules !== null && (await refusesCategory(tenant, contact, rules.category)),
    muted: recipient?.muted ?? false,
    consent: recipient?.consent ?? {},
    smsAllowed:
      row.channel === 'email' || !recipient || mayBeTexted(recipient.phones, contact.address, organization.country),
    sentBefore: rules?.class === 'marketing' ? await marketingBefore(tenant, point.id, row.id, now) : [],
    usefulUntil,
    ...whereabouts(organization, recipient?.place ?? null, row.channel === 'sms' ? contact.address : null),
    window,
    holidays: readHolidays(organization.holidays),
    journeyWindow: journey?.window ?? null,
    caps: journey?.caps ?? null,
  };
}

/** Where too much came back, what only offers or asks waits. */
export const causesOfChannel = (tenant: Tenant, { purpose }: Pick<Errand, 'purpose'>, channel: Contact['channel']) =>
  purpose && rulesOf(purpose).class === 'marketing' ? [marketingOf(tenant, channel)] : [];

/** Until the owner has decided what somebody meant, no journey writes there. */
const causesOfAddress = ({ manner }: Errand, contactPointId: string): Cause[] =>
  manner === 'journey' ? [{ kind: 'review', scope: contactPointId }] : [];
