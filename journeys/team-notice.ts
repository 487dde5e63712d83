import { oneLine, shortened } from './one-line.ts';

/** What a customer wrote, for the people of the business. */
export type TeamNotice = {
  /** Null: nobody that we know. */
  customerName: string | null;
  number: string;
  text: string;
  media: number;
  /** Of the conversation: where it is answered. */
  link: string;
  /** Where an answer by email goes; null: nowhere. */
  email: string | null;
};

const shownInText = 100;

const nameOf = ({ customerName, number }: TeamNotice): string => oneLine(customerName ?? '') || number;

const mediaOf = ({ media }: TeamNotice): string =>
  media === 0 ? '' : media === 1 ? '[1 picture or file]' : `[${media} pictures or files]`;

/** The notice as a text: who, what, and where it is answered. */
export function noticeText(notice: TeamNotice): string {
  const said = [shortened(oneLine(notice.text), shownInText), mediaOf(notice)].filter(Boolean).join(' ');
  return `${shortened(nameOf(notice), 40)}: ${said}\nAnswer: ${notice.link}`;
}

/** The same as an email. */
export function noticeEmail(notice: TeamNotice): { subject: string; text: string } {
  const name = shortened(nameOf(notice), 80);
  const by = name === notice.number ? '' : ` (${notice.number})`;
  const reply = notice.email
    ? `A reply to this email goes to ${notice.email}, as an email of yours.`
    : 'A reply to this email does not reach the customer.';
  const said = [notice.text.trim(), mediaOf(notice)].filter(Boolean).join('\n');
  return {
    subject: `${name} wrote to you`,
    text: [`${name}${by} wrote:`, said, `Answer by text: ${notice.link}`, reply].join('\n\n'),
  };
}
