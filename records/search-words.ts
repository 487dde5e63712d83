import type { PostalAddress } from '../providers/provider.ts';

type Searched = {
  name: string;
  companyName: string | null;
  emailKeys: readonly string[];
  phoneKeys: readonly string[];
  address: PostalAddress | null;
};

/** As much as a cursor can carry. */
export const longestName = 80;
const longestWords = 2_000;
const mostTerms = 6;

/** Text as lists sort and searches compare it: without case, accents and needless spaces. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** What of a customer is looked through; it begins with a space, so that every word has one before it. */
export function searchColumns({ name, companyName, emailKeys, phoneKeys, address }: Searched) {
  const place = address ? [address.street1, address.street2, address.city, address.province, address.postalCode] : [];
  const words = [name, companyName, ...emailKeys, ...phoneKeys, ...place].filter(Boolean).join(' ');
  return { sort_name: folded(name).slice(0, longestName), search_words: ` ${folded(words).slice(0, longestWords)}` };
}

/**
 * Patterns for LIKE that all have to fit: each word anywhere, one of less than three letters only where a word begins,
 * and a number however it is written. None, when there is no letter or digit in what was typed.
 */
export function searchPatterns(typed: string): string[] {
  const terms = folded(typed)
    .split(' ')
    .filter((term) => /[\p{L}\p{N}]/u.test(term))
    .slice(0, mostTerms)
    .map(withoutMarks);
  return terms.map((term) => `%${term.length < 3 ? ' ' : ''}${term.replace(/[\\%_]/g, '\\$&')}%`);
}

/** `(207)555-0142` is 2075550142, as numbers are kept; `04101-1234` stays. */
function withoutMarks(term: string): string {
  const digits = term.replace(/\D/g, '');
  const isNumber = /^\+?[\d().+/-]+$/.test(term) && !/^\d{5}-\d{4}$/.test(term);
  return isNumber && digits.length >= 3 ? digits : term;
}
