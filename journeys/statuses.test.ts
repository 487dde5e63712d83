import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isForward, type MessageStatus, messageStatuses, outcomeOf } from './statuses.ts';

const settle = (news: readonly MessageStatus[]) =>
  news.reduce<MessageStatus>((known, status) => (isForward(known, status) ? status : known), 'rendered');

describe('the status of a message', () => {
  it('ends the same in whatever order the news arrives', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(messageStatuses), (news) => {
        expect(settle(news)).toBe(settle([...news].reverse()));
      }),
    );
  });

  it('is moved out of unknown by a late callback', () => {
    expect(settle(['reserved', 'unknown', 'sent'])).toBe('sent');
  });

  it('is not moved back by a late callback', () => {
    expect(settle(['delivered', 'sent'])).toBe('delivered');
  });

  it('stays skipped', () => {
    expect(messageStatuses.every((status) => settle(['skipped', status]) === 'skipped')).toBe(true);
  });

  it('comes to nothing while it is still ours', () => {
    expect([outcomeOf('rendered'), outcomeOf('reserved'), outcomeOf('accepted'), outcomeOf('bounced')]).toEqual([
      null,
      null,
      'sent',
      'sent',
    ]);
  });
});
