/** How people write the words by which they end texts; the first of a line is the one that the rules know. */
const spellings: readonly (readonly [string, RegExp])[] = [
  ['stop', /^(stopp+|sotp|stpo|s+top+|stp|stap|stahp|stawp|stopit|5top)$/],
  ['unsubscribe', /^(unsub|unsubs|unsubscribed|unsubscribing|unsubscription)$/],
  ['text', /^(te?xt(s|n|in|ing|ed)?|texing|tezt(ing)?|tx|sms(es)?|me?ss?[ae]?ge?s?|messaging|messagin|msg(s|ing)?)$/],
  ['text', /^(contact(ing|ed)?|notifications?|alerts?|reminders?|communications?|solicit(ing|ation|ations)?)$/],
  ['text', /^(ads?|advertisements?|promos?|promotions?|spam(ming)?|junk)$/],
  ['bother', /^(bother(ing|in)?|bug(ging)?|harass(ing|in)?|pester(ing)?|annoy(ing)?|hitting)$/],
  ['please', /^(pls+|plz+|plse|pleas|pleease|kindly)$/],
  ['dont', /^(dnt|donot|dontt)$/],
  ['you', /^(u|ya|yall)$/],
  ['your', /^ur$/],
  ['number', /^(num|nbr|cell|phone)$/],
  ['want', /^(wanna|wnat|wish|care)$/],
  ['these', /^(thes|thees|those)$/],
  ['wrong', /^(worng|wrng|wron|rong)$/],
  ['list', /^(lists?|database|system|contacts|files?|records)$/],
];

const digits: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '5': 's', '@': 'a', $: 's' };

/**
 * A message in plain words: lower case, no accents, no punctuation, abbreviations and common typos written out, single
 * spaces. Spanish survives it without its accents.
 */
export function plainWords(text: string): string {
  return text
    .slice(0, 1_600)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[🛑✋⛔🚫]/gu, ' stop ')
    .replace(/['’‘`´]/g, '')
    .replace(/\b([a-z])[.\-_ ]([a-z])[.\-_ ]([a-z])[.\-_ ]([a-z])\b/g, '$1$2$3$4')
    .replace(/[a-z0-9@$]+/g, spelledOut)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(do not|don t)\b/g, 'dont')
    .replace(/\b(un subscribe|unsubscribe me)\b/g, 'unsubscribe')
    .replace(/\bopt(ing|ed)? ?(me |us )?out\b/g, 'optout')
    .trim();
}

function spelledOut(given: string): string {
  // A price or an hour stays a number; `st0p` does not.
  const letters = /^[a-z]*[0135@$][a-z]+$/.test(given)
    ? given.replace(/[0135@$]/g, (sign) => digits[sign] ?? '')
    : given;
  const word = letters.replace(/([a-z])\1{2,}/g, '$1');
  if (isNearly(word, 'unsubscribe')) return 'unsubscribe';
  return spellings.find(([, pattern]) => pattern.test(word))?.[0] ?? word;
}

/** A long word with at most three letters wrong, missing or swapped. */
function isNearly(word: string, wanted: string): boolean {
  return /^u[nms]/.test(word) && Math.abs(word.length - wanted.length) <= 3 && distance(word, wanted) <= 3;
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
