/** Per channel, whom it may write to; null: no limit. */
export type AllowedRecipients = Readonly<Record<'email' | 'sms', readonly string[] | null>>;

/** Why a channel of this installation must not write to somebody; null: it may. */
export function refusedHere(
  to: string,
  allowed: readonly string[] | null,
): 'not_allowed_here' | 'nobody_allowed_here' | null {
  if (isAllowedRecipient(to, allowed)) return null;
  return allowed?.length === 0 ? 'nobody_allowed_here' : 'not_allowed_here';
}

/**
 * Whether an address or number is on a list of addresses, numbers and domains.
 * Null: there is no list, and everybody is.
 */
export function isAllowedRecipient(to: string, allowed: readonly string[] | null): boolean {
  if (allowed === null) return true;
  const wanted = to.trim().toLowerCase();
  const domain = wanted.includes('@') ? wanted.slice(wanted.lastIndexOf('@') + 1) : null;
  return allowed
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry === wanted || (domain !== null && entry.replace(/^@/, '') === domain));
}
