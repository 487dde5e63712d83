import type { Step, WaitUnit } from './definition.ts';

const shown = 40;

/** A step as people call it: `the email “Thank you”`, `the wait of 3 days`. */
export function stepWords(step: Step): string {
  switch (step.kind) {
    case 'send_email':
      return named('email', step.subject);
    case 'send_sms':
      return named('text', step.body);
    case 'ask_owner':
      return named('question', step.question);
    case 'wait':
      return `the wait of ${lengthWords(step)}`;
    case 'wait_until':
      return `the wait until ${momentWords(step)}`;
    case 'wait_for':
      return `the wait for “${plain(step.for)}”`;
    case 'branch':
      return `the branch into ${step.lanes.length + 1} ways`;
    case 'split':
      return `the split ${step.lanes.map(({ share }) => share).join('/')}`;
    case 'exit':
      return step.goal ? 'the end with the goal reached' : 'the end';
  }
}

/** `3 days`, `1 hour`. */
export const lengthWords = ({ amount, unit }: { amount: number; unit: WaitUnit }): string =>
  `${amount.toLocaleString('en-US')} ${amount === 1 ? unit.slice(0, -1) : unit}`;

/** How a text stands in a sentence: on one line, and not longer than it helps. */
export function quoted(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return `“${characters.length > shown ? `${characters.slice(0, shown).join('').trim()}…` : characters.join('')}”`;
}

/** A code as words. */
export const plain = (code: string): string => code.replaceAll('_', ' ');

const named = (what: string, text: string): string =>
  text.trim() === '' ? `the ${what} without words` : `the ${what} ${quoted(text)}`;

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function momentWords({ time, weekdays, date }: Extract<Step, { kind: 'wait_until' }>): string {
  const days = weekdays.length > 0 ? weekdays.map((day) => weekdayNames[day - 1]).join(', ') : null;
  const parts = [date && dateWords(date), days && `on ${days}`, time && `at ${time}`].filter(Boolean);
  return parts.join(' ') || 'the next moment';
}

function dateWords({ field, amount, unit }: { field: string; amount: number; unit: WaitUnit }): string {
  if (amount === 0) return plain(field);
  return `${lengthWords({ amount: Math.abs(amount), unit })} ${amount < 0 ? 'before' : 'after'} ${plain(field)}`;
}
