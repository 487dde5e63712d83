import type { Connection } from '../records/connections.ts';

const dayMs = 24 * 60 * 60_000;
/** So many days before a consent ends the owner is told; the vendor itself tells at about the same times. */
const marks = [7, 30];

/** Which telling of the coming end of the consent is due now, in days before it; null: none, or it was told already. */
export function consentMark(
  { consentEndsAt, toldConsentDays }: Pick<Connection, 'consentEndsAt' | 'toldConsentDays'>,
  at: Date,
): number | null {
  if (!consentEndsAt) return null;
  const left = consentEndsAt.getTime() - at.getTime();
  const mark = marks.find((days) => left <= days * dayMs);
  if (mark === undefined) return null;
  return toldConsentDays === null || mark < toldConsentDays ? mark : null;
}
