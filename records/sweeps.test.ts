import { describe, expect, it } from '@jest/globals';
import { isNews } from './sweeps.ts';

const at = (time: string) => new Date(`2026-11-23T10:00:${time}Z`);
const seen = (updatedAt: Date | null, observedAt: Date, holds = false) => ({
  epoch: 2,
  updatedAt,
  observedAt,
  holds: { visit_completed: { holds, at: null } },
});

describe('a change that is listed', () => {
  it.each([
    ['an entity never seen', { updatedAt: at('00'), says: null }, undefined, true],
    ['one only spoken of by others', { updatedAt: at('00'), says: null }, seen(at('00'), new Date(0)), true],
    [
      'one of an earlier connection',
      { updatedAt: at('00'), says: null },
      { ...seen(at('00'), at('09')), epoch: 1 },
      true,
    ],
    ['a later change', { updatedAt: at('05'), says: null }, seen(at('00'), at('01')), true],
    ['the change that was read', { updatedAt: at('00'), says: null }, seen(at('00'), at('09')), false],
    ['an earlier change', { updatedAt: at('00'), says: null }, seen(at('05'), at('05')), false],
    ['one read in the second of the change', { updatedAt: at('00'), says: null }, seen(at('00'), at('00.700')), true],
    ['what is said and known', { updatedAt: null, says: 'visit_completed' }, seen(null, at('00'), true), false],
    ['what is said and not known', { updatedAt: null, says: 'visit_completed' }, seen(null, at('00'), false), true],
    ['nothing said at all', { updatedAt: null, says: null }, seen(null, at('00')), false],
  ])('of %s', (_of, change, state, news) => {
    expect(isNews(change, state, 2)).toBe(news);
  });
});
