import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createKeyRing } from './encryption.ts';
import { questionToken, readQuestionToken } from './question-tokens.ts';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-tokens.ts';

const keys = createKeyRing(`k1:${randomBytes(32).toString('base64')}`);
const link = { organizationId: randomUUID(), questionId: randomUUID() };

describe('the token of an answer link', () => {
  it('tells which question of whom', () => {
    expect(readQuestionToken(keys, questionToken(keys, link))).toEqual(link);
  });

  it('is refused with any one of its characters changed', () => {
    const token = questionToken(keys, link);
    const other = (character: string) => (character === 'A' ? 'B' : 'A');
    const changed = [...token].map((_, at) => token.slice(0, at) + other(token[at] ?? '') + token.slice(at + 1));
    expect(changed.map((each) => readQuestionToken(keys, each)).filter((read) => read !== null)).toEqual([]);
  });

  it('is not one that unsubscribes, nor the other way round', () => {
    expect(readUnsubscribeToken(keys, questionToken(keys, link))).toBeNull();
    const point = { organizationId: link.organizationId, contactPointId: link.questionId };
    expect(readQuestionToken(keys, unsubscribeToken(keys, point))).toBeNull();
  });
});
