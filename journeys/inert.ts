const dots = '.\u3002\uFF0E\uFF61';
const run = new RegExp(`[\\p{L}\\p{M}\\d${dots}-]+`, 'gu');
const host = new RegExp(`[${dots}]\\p{L}{2}`, 'u');
const beforeLetter = new RegExp(`[${dots}](?=\\p{L})`, 'gu');
const mailbox = /^[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+$/;

/**
 * What a customer wrote, so that no mail program or phone makes a link of it by itself: "evil.example" becomes
 * "evil. example". A value that is one mail address stays, and so does a part of the business's own words.
 */
export function inert(text: string, own: ReadonlySet<string>): string {
  if (mailbox.test(text) || [...own].some((said) => said.includes(text))) return text;
  const apart = text.replace(run, (words) => (host.test(words) ? words.replace(beforeLetter, '. ') : words));
  return apart.replace(/:\/\//g, ': //');
}
