import { describe, expect, it } from '@jest/globals';
import { type Figures, levelOf } from './reputation.ts';

const figures = (more: Partial<Figures>): Figures => ({
  sent: 10_000,
  bounced: 0,
  complained: 0,
  filtered: 0,
  ...more,
});

describe('the standing of a channel', () => {
  it('is good below 50 messages, whatever became of them', () => {
    expect(levelOf('email', figures({ sent: 49, bounced: 49 }))).toBe('good');
    expect(levelOf('email', figures({ sent: 50, bounced: 2 }))).toBe('held');
  });

  it.each([
    [299, 'good'],
    [300, 'warned'],
    [399, 'warned'],
    [400, 'held'],
  ])('of 10,000 emails with %i bounces is %s', (bounced, level) => {
    expect(levelOf('email', figures({ bounced }))).toBe(level);
  });

  it.each([
    [5, 'good'],
    [6, 'warned'],
    [7, 'warned'],
    [8, 'held'],
  ])('of 10,000 emails with %i complaints is %s', (complained, level) => {
    expect(levelOf('email', figures({ complained }))).toBe(level);
  });

  it.each([
    [299, 'good'],
    [300, 'warned'],
    [400, 'held'],
  ])('of 10,000 texts with %i filtered by carriers is %s', (filtered, level) => {
    expect(levelOf('sms', figures({ filtered }))).toBe(level);
  });
});
