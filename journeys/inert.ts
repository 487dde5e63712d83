const address = /(?<![\p{L}\d@-])(?:[\p{L}\d-]+\.)+\p{L}{2,}(?![\p{L}\d@])/gu;
const mailbox = /^[^\s@]+@[^\s@/]+$/;

/**
 * What a customer wrote, so that no mail program or phone makes a link of it by itself: "evil.example" becomes
 * "evil. example". A value that is one mail address stays, and so does what stands in the business's own words.
 */
export function inert(text: string, own: ReadonlySet<string>): string {
  if (mailbox.test(text)) return text;
  return text
    .replace(address, (found) =>
      [...own].some((words) => words.includes(found)) ? found : found.replaceAll('.', '. '),
    )
    .replace(/(\w):\/\//g, '$1: //');
}
