import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noticeEmail, noticeText, type TeamNotice } from './team-notice.ts';

const link = 'https://app.example/conversations/1';
const notice = (more: Partial<TeamNotice> = {}): TeamNotice => ({
  customerName: 'Ada',
  number: '+12025550123',
  text: 'Hello',
  media: 0,
  link,
  email: null,
  ...more,
});

describe('a notice to the team', () => {
  it('names who wrote, or the number', () => {
    expect(noticeText(notice())).toBe(`Ada: Hello\nAnswer: ${link}`);
    expect(noticeText(notice({ customerName: ' ' }))).toBe(`+12025550123: Hello\nAnswer: ${link}`);
    expect(noticeEmail(notice({ customerName: null })).subject).toBe('+12025550123 wrote to you');
  });

  it('says how many pictures came, with words or without', () => {
    expect(noticeText(notice({ text: '', media: 2 }))).toContain('Ada: [2 pictures or files]');
    expect(noticeEmail(notice({ media: 1 })).text).toContain('Hello\n[1 picture or file]');
  });

  it('says where a reply to the email goes', () => {
    expect(noticeEmail(notice({ email: 'ada@example.com' })).text).toContain('goes to ada@example.com');
    expect(noticeEmail(notice()).text).toContain('does not reach the customer');
  });

  it('keeps a text short, however long the message, without half a character', () => {
    const text = noticeText(notice({ text: '🌻'.repeat(900), customerName: 'x'.repeat(300) }));
    expect(text.length).toBeLessThan(300);
    expect(Buffer.from(text).toString()).toBe(text);
  });

  it('has two lines and one subject line, whatever is in the name or the message', () => {
    const marks = fc.constantFrom('\n', '\r\n', '\u2028', '\u202e', '\u0000', 'a', ' ', 'Bcc: x@y.z');
    fc.assert(
      fc.property(fc.array(marks), fc.array(marks), (name, said) => {
        const one = notice({ customerName: name.join(''), text: said.join('') });
        expect(noticeText(one).split('\n')).toHaveLength(2);
        expect(noticeText(one).split('\n')[0]).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(noticeEmail(one).subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
