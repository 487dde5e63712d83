import { type Category, categories, categoryKeys, marketingCategories } from '../../journeys/categories.ts';
import type { ContactConsent } from '../../records/consent.ts';
import { html, type Markup, type PublicPage } from './public-page.ts';

/** What was just done; it stands in the address of the page that says so. */
export const outcomes = ['saved', 'unsubscribed', 'everything'] as const;
export type PageOutcome = (typeof outcomes)[number];

type Business = NonNullable<PublicPage['business']>;

/** The page on which somebody chooses what they get. It works without a script and is safe to open: opening changes nothing. */
export function preferencePage(business: Business, consent: ContactConsent, done: PageOutcome | null): PublicPage {
  const { suppressedReason, refused } = consent;
  const closed = suppressedReason !== null && suppressedReason !== 'unsubscribed';
  const wanted = (category: Category) => suppressedReason === null && !refused.includes(category);
  const offersLeft = marketingCategories.some(wanted);
  return {
    title: `Your emails from ${business.name}`,
    business,
    main: html`<h1>Your emails</h1><p class="quiet">To ${masked(consent.address)}</p>
${done && html`<section class="done" role="status"><p style="margin:0">${said[done]}</p></section>`}
${suppressedReason === null ? null : nothingIsSent(closed)}
${offersLeft && done === null ? oneClick : null}
${closed ? null : chooser(wanted)}
${suppressedReason === null ? stopAll : null}
<p class="quiet">This is about email only. Text messages end when you answer one with STOP.</p>`,
  };
}

const said: Record<PageOutcome, string> = {
  saved: 'Saved. From now on you get what is ticked below.',
  unsubscribed:
    'You are unsubscribed from quotes, reviews and offers. Reminders of your own appointments and invoices still come; you can switch them off below, too.',
  everything: 'Done. Nothing is sent to this address any more.',
};

const nothingIsSent = (closed: boolean): Markup =>
  closed
    ? html`<p>Nothing is sent to this address at the moment. If you want emails again, please ask the business.</p>`
    : html`<p>Nothing is sent to this address. Tick what you want again, and save.</p>`;

const oneClick = html`<section><h2>Unsubscribe</h2>
<p>No more quotes, review requests or offers by email. Reminders of your own appointments and invoices still come.</p>
<form method="post"><button class="main" name="action" value="unsubscribe">Unsubscribe</button></form></section>`;

const stopAll = html`<section><h2>Stop everything</h2>
<p>No email of any kind from this business’s reminders and follow-ups, not even about an appointment.</p>
<form method="post"><button class="other" name="action" value="everything">Unsubscribe from everything</button></form>
</section>`;

const chooser = (wanted: (category: Category) => boolean): Markup => html`<section><form method="post">
<fieldset><legend>What you want to get</legend>${categoryKeys.map((key) => choice(key, wanted(key)))}</fieldset>
<button class="other" name="action" value="save">Save</button></form></section>`;

const choice = (category: Category, wanted: boolean): Markup => html`<label><input type="checkbox" name="category"
value="${category}"${wanted ? html` checked` : null}><span>${categories[category].label}<span>${categories[category].about}</span></span></label>`;

/** Enough to know one's own address by, and no more: mails are forwarded. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${[...address][0] ?? ''}•••${address.slice(at)}` : `•••${address.slice(-2)}`;
}

/** What a link leads to that is not one of ours, or not any more: it does not tell which. */
export const unknownLinkPage: PublicPage = {
  title: 'This link does not work',
  business: null,
  main: html`<h1>This link does not work</h1>
<p>It may have been cut in two by a mail program. Please open it from the message itself once more, or answer that message: a person reads the answer.</p>`,
};

/** What the link of a test message leads to. */
export const testLinkPage: PublicPage = {
  title: 'A test message',
  business: null,
  main: html`<h1>This was a test</h1>
<p>In a real message this link opens the page on which a customer says what they want to get. Nothing was changed.</p>`,
};
