import { tokensOf } from './markup.ts';
import { variablesOf } from './templates.ts';
import type { OwnThings } from './text-check.ts';

/**
 * Carriers refuse texts with them, since nobody sees where they lead: Twilio's error 30963 and its article "How can I
 * send shortened URLs", T-Mobile's Code of Conduct 5.3 (read November 2026).
 */
const shorteners: ReadonlySet<string> = new Set(
  (
    'bit.ly bitly.com bitly.ws bit.do tinyurl.com tiny.cc t.co t.ly goo.gl ow.ly is.gd v.gd buff.ly rb.gy rebrand.ly ' +
    'cutt.ly shorturl.at shorte.st s.id lnkd.in soo.gd bc.vc clicky.me budurl.com alturl.com 9qr.de shrtco.de u.to ' +
    'qr.ae adf.ly tr.im snip.ly bl.ink short.io'
  ).split(' '),
);

/** Pages on which the public is told how somebody's work was. */
const reviewPages: readonly RegExp[] = [
  /^g\.page\/(r\/|.*\/review)/,
  /^search\.google\.[a-z.]+\/local\/(writereview|reviews)/,
  /^(maps\.app\.goo\.gl|g\.co\/kgs)\//,
  /^(www\.)?google\.[a-z.]+\/maps\//,
  /^(www\.|m\.)?yelp\.[a-z.]+\//,
  /^(www\.|m\.)?facebook\.com\/.*\/reviews/,
  /^([a-z]+\.)?trustpilot\.[a-z.]+\//,
  /^(www\.)?(angi|angieslist|homeadvisor|thumbtack|houzz|nextdoor|bbb|tripadvisor)\.[a-z.]+\//,
];

/** Web addresses that a text has, those of the business's own links included where they are known. */
export function addressesIn(text: string, { addresses }: Pick<OwnThings, 'addresses'>): string[] {
  const written = tokensOf([{ text, trusted: true }]).flatMap((token) => (token.kind === 'link' ? token.url : []));
  const own = variablesOf(text).flatMap((name) => addresses?.[name] ?? []);
  return [...new Set([...written, ...own])];
}

/** The public shorteners among the addresses of a text, by their host. */
export const shortenersIn = (text: string, own: Pick<OwnThings, 'addresses'>): string[] => [
  ...new Set(
    addressesIn(text, own)
      .flatMap((address) => hostOf(address) ?? [])
      .filter((host) => shorteners.has(host)),
  ),
];

/** Whether a text asks for a public review. */
export function asksForReview(text: string): boolean {
  if (variablesOf(text).includes('business.review_link')) return true;
  return addressesIn(text, {}).some((address) => {
    const bare = address.replace(/^https?:\/\//i, '').toLowerCase();
    return reviewPages.some((page) => page.test(bare));
  });
}

function hostOf(address: string): string | null {
  // An address that a variable completes cannot be read as one.
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '').toLowerCase() : null;
}
