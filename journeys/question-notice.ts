import { DateTime } from 'luxon';
import { oneLine, shortened } from './one-line.ts';
import type { Answer } from './steps/step.ts';

/** Something that the people of the business are asked, as their notice tells it. */
export type QuestionNotice = {
  customerName: string;
  question: string;
  /** The written message that waits for their yes; null: the question of a step. */
  message: { channel: 'email' | 'sms'; subject: string | null; text: string } | null;
  dueAt: Date;
  silence: Answer;
  /** Where it is answered without an account. */
  link: string;
  /** IANA zone of the business. */
  zone: string;
};

const shownOfName = 40;
const shownInText = 160;

/** The notice as a text; it can be answered with one word. */
export function questionText(notice: QuestionNotice): string {
  const name = shortened(nameOf(notice), shownOfName);
  const { message } = notice;
  const asked = message
    ? `${message.channel === 'email' ? 'Email' : 'Text'} to ${name}: “${shortened(whole(message), shownInText)}”`
    : `About ${name}: ${shortened(oneLine(notice.question), shownInText)}`;
  const how = message ? 'Reply YES to send it, NO to leave it out' : 'Reply YES or NO';
  return `${asked}\n${how}, or open ${notice.link}\n${silenceWords(notice)}`;
}

/** The same as an email. */
export function questionEmail(notice: QuestionNotice): { subject: string; text: string } {
  const name = shortened(nameOf(notice), 80);
  const { message, link } = notice;
  if (!message) {
    return {
      subject: `Yes or no? About ${name}`,
      text: [notice.question.trim(), `Answer here: ${link}`, silenceWords(notice)].join('\n\n'),
    };
  }
  const what = message.channel === 'email' ? 'email' : 'text';
  const words = [message.subject, message.text.trim()].filter(Boolean).join('\n\n');
  return {
    subject: `May this ${what} go to ${name}?`,
    text: [words, '---', `Send it, or leave it out: ${link}`, silenceWords(notice)].join('\n\n'),
  };
}

/** Until when there is time, and what counts afterwards. */
export function silenceWords({
  message,
  dueAt,
  silence,
  zone,
}: Pick<QuestionNotice, 'dueAt' | 'silence' | 'zone'> & { message: object | null }): string {
  const until = DateTime.fromJSDate(dueAt, { zone }).setLocale('en-US').toFormat('ccc, LLL d, h:mm a ZZZZ');
  return message ? `Without a yes by ${until} it is left out.` : `Without an answer by ${until} it is ${silence}.`;
}

/** What an answer by text is answered: which question it was taken for, and how many are left. */
export function answeredText(customerName: string, answer: Answer, left: number, link: string): string {
  const more = left === 0 ? '' : `\n${left === 1 ? '1 more question waits' : `${left} more questions wait`}: ${link}`;
  return `Noted: ${answer}, about ${shortened(oneLine(customerName) || 'a customer', shownOfName)}.${more}`;
}

/** Yes or no, as one word of a text; null: it is something else. */
export function answerIn(text: string): Answer | null {
  const word = /^\s*(yes|yeah|yep|yup|y|no|nope|n)\s*[.!]*\s*$/i.exec(text)?.[1];
  return word === undefined ? null : word.toLowerCase().startsWith('y') ? 'yes' : 'no';
}

const nameOf = ({ customerName }: QuestionNotice): string => oneLine(customerName) || 'a customer';

const whole = ({ subject, text }: { subject: string | null; text: string }): string =>
  oneLine([subject, text].filter(Boolean).join(': '));
