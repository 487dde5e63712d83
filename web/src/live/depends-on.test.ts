import { expect, it } from '@jest/globals';
import { dependsOn } from './depends-on.ts';

const on = (...topics: string[]) => new Set(topics);

it.each([
  [['list', '/api/messages', { status: 'review' }], 'messages', 'twins'],
  [['list', '/api/conversations', 'an-id'], 'conversations', 'events'],
  [['list', '/api/conversations/an-id/messages'], 'messages', 'questions'],
  [['list', '/api/customers/matches/count'], 'matches', 'messages'],
  [['integrations'], 'integrations', 'messages'],
  [['journey', 'an-id'], 'enrollments', 'matches'],
])('%j is read again after a change of %s, not of %s', (key, topic, other) => {
  expect(dependsOn(key, on(topic))).toBe(true);
  expect(dependsOn(key, on(other))).toBe(false);
  expect(dependsOn(key, on('*'))).toBe(true);
});

it('what is not known to the table shows everything', () => {
  expect(dependsOn(['new-thing'], on('twins'))).toBe(true);
  expect(dependsOn(['list', '/api/new-things'], on('twins'))).toBe(true);
});

it('what is computed over months is never read again by itself', () => {
  expect(dependsOn(['rehearsal', 'an-id'], on('*', 'journeys'))).toBe(false);
});
