import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answeredText, answerIn, type QuestionNotice, questionEmail, questionText } from './question-notice.ts';
import { segmentsOf } from './sms-text.ts';

const link = `https://app.example/a/${'x'.repeat(64)}`;
const notice = (more: Partial<QuestionNotice> = {}): QuestionNotice => ({
  customerName: 'Ada Lovelace',
  question: 'Offer 10 % off?',
  message: null,
  dueAt: new Date('2026-11-24T21:00:00Z'),
  silence: 'no',
  link,
  zone: 'America/New_York',
  ...more,
});
const message = { channel: 'email', subject: 'Thank you', text: 'Hi Ada,\nthank you.' } as const;

describe('a question as a text', () => {
  it('says about whom, what, how it is answered and what counts otherwise', () => {
    expect(questionText(notice())).toBe(
      `About Ada Lovelace: Offer 10 % off?\nReply YES or NO, or open ${link}\nWithout an answer by Tue, Nov 24, 4:00 PM EST it is no.`,
    );
  });

  it('shows the beginning of the message that waits', () => {
    const text = questionText(notice({ message: { ...message, text: `Hi Ada,\n${'word '.repeat(100)}` } }));
    expect(text).toMatch(/^Email to Ada Lovelace: “Thank you: Hi Ada, word .*…”\nReply YES to send it, NO to leave/);
    expect(text).toContain('Without a yes by Tue, Nov 24, 4:00 PM EST it is left out.');
  });

  it('has three lines and an end, whatever people are called and ask', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 2_000 }), (name, question) => {
        const text = questionText(notice({ customerName: name, question }));
        expect(text.split('\n')).toHaveLength(3);
        expect(text).toContain(link);
        expect(segmentsOf(text).segments).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('a question as an email', () => {
  it('has it in full, with its link', () => {
    const { subject, text } = questionEmail(notice({ question: 'Offer\n10 % off?' }));
    expect(subject).toBe('Yes or no? About Ada Lovelace');
    expect(text).toContain(`Offer\n10 % off?\n\nAnswer here: ${link}`);
  });

  it('has the whole message that waits', () => {
    const { subject, text } = questionEmail(notice({ message }));
    expect(subject).toBe('May this email go to Ada Lovelace?');
    expect(text).toContain('Thank you\n\nHi Ada,\nthank you.');
  });

  it('has a subject of one line, whoever it is about', () => {
    const { subject } = questionEmail(notice({ customerName: 'Ada\r\nBcc: all@example.com' }));
    expect(subject).toBe('Yes or no? About Ada Bcc: all@example.com');
  });
});

describe('an answer by text', () => {
  it.each(['yes', 'YES', ' Yes. ', 'y', 'Yep!', 'yeah'])('%s is yes', (text) => expect(answerIn(text)).toBe('yes'));
  it.each(['no', 'NO.', 'n', 'Nope'])('%s is no', (text) => expect(answerIn(text)).toBe('no'));
  it.each(['', 'yes please call', 'not now', 'none', 'yesterday', 'y n', '1'])('%s is none', (text) =>
    expect(answerIn(text)).toBeNull(),
  );

  it('is said back, with what is left', () => {
    expect(answeredText('Ada', 'yes', 0, link)).toBe('Noted: yes, about Ada.');
    expect(answeredText('', 'no', 1, link)).toBe(`Noted: no, about a customer.\n1 more question waits: ${link}`);
    expect(answeredText('Ada', 'no', 3, link)).toContain('3 more questions wait');
  });
});
