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
