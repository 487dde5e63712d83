import { silenceWords } from '../../journeys/question-notice.ts';
import { isOpenAt, type Question } from '../../records/question-list.ts';
import { html, type Markup, type PublicPage } from './public-page.ts';

type Business = NonNullable<PublicPage['business']>;

/** The page on which somebody of the business answers a question without an account. Opening it answers nothing. */
export function answerPage(business: Business, question: Question, zone: string, at: Date): PublicPage {
  const { customer, message, journey } = question;
  const what = message?.channel === 'email' ? 'email' : 'text';
  const title = message ? `May this ${what} go to ${customer.name}?` : `About ${customer.name}`;
  return {
    title,
    business,
    main: html`<h1>${title}</h1><p class="quiet">From the journey “${journey.name}”</p>
<section>${message ? messageText(message) : lines(question.question)}</section>
${isOpenAt(question, at) ? form(question, zone) : outcome(question)}`,
  };
}

const messageText = ({ to, subject, text }: NonNullable<Question['message']>): Markup =>
  html`${to && html`<p class="quiet">To ${to}</p>`}${subject && html`<h2>${subject}</h2>`}${lines(text)}`;

const lines = (text: string): Markup =>
  html`<p style="white-space:pre-line;overflow-wrap:anywhere;margin:0">${text.trim()}</p>`;

function form({ message, dueAt, silence }: Question, zone: string): Markup {
  const [yes, no] = message ? ['Send it', 'Leave it out'] : ['Yes', 'No'];
  return html`<form method="post" style="display:flex;flex-wrap:wrap;gap:.75rem">
<button class="main" name="answer" value="yes">${yes}</button>
<button class="other" name="answer" value="no">${no}</button></form>
<p class="quiet" style="margin-top:1rem">${silenceWords({ message, dueAt, silence, zone })}</p>`;
}

const outcome = (question: Question): Markup =>
  html`<section class="done" role="status"><p style="margin:0">${said(question)}</p></section>`;

function said({ answer, message }: Question): string {
  if (answer === 'yes') return message ? 'Noted: it is sent.' : 'Noted: yes.';
  if (answer === 'no') return message ? 'Noted: it is left out.' : 'Noted: no.';
  return 'There is nothing to answer any more: its time is over, or the journey went on without it.';
}
