import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import { plainFacts } from '../testing/paper-journey.ts';
import { advance, type EnrollmentState, stateSchema } from './advance.ts';
import { generateCase } from './parity/generate.ts';
import type { News } from './steps/step.ts';
import { allSteps } from './tree.ts';

const numRuns = cases('random journeys in random states, with whatever is known', { sample: 500, whole: 20_000 });
const any = fc.oneof(fc.constant(null), fc.string(), fc.double(), fc.boolean(), fc.array(fc.string()));
const dates = fc.constantFrom('0000-01-01', '9999-12-31', '2026-02-30', '2026-11-24T25:00:00Z', '+275760-09-13', '');
const instant = fc
  .date({ noInvalidDate: true, min: new Date('1971-01-01'), max: new Date('2200-01-01') })
  .map((date) => date.toISOString());
const zone = fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'Moon/Tranquility', '');

const anything = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  step: fc.nat({ max: 40 }),
  due: fc.option(instant),
  since: fc.option(instant),
  basis: fc.option(fc.string()),
  now: instant,
  values: fc.record({ 'job.ends_at': fc.oneof(any, dates), 'job.due_date': fc.oneof(any, dates), 'job.total': any }),
  zone,
  news: fc.array(
    fc.constantFrom('skip_wait', 'skip_message', 'moved', 'answer', 'asked', 'stop', 'event', 'reaction'),
    {
      maxLength: 4,
    },
  ),
});
type Anything = typeof anything extends fc.Arbitrary<infer Each> ? Each : never;

function look({ seed, step, due, since, basis, now, values, zone, news }: Anything) {
  const { definition } = generateCase(seed);
  const stepId = allSteps(definition)[step]?.id ?? (step % 2 === 0 ? 'gone' : null);
  const state: EnrollmentState = stateSchema.parse({ stepId, due, since, basis });
  const told = news.map((kind): News => newsOf(kind, stepId ?? 's0', now));
  return advance(
    definition,
    state,
    { ...plainFacts, values, zone, news: told, messages: { s0: 'bounced', s1: 'rendered' } },
    new Date(now),
  );
}

function newsOf(kind: string, stepId: string, now: string): News {
  if (kind === 'stop') return { kind };
  if (kind === 'moved') return { kind, stepId, reason: 'capped', until: now, messageId: null };
  if (kind === 'answer') return { kind, stepId, answer: 'yes' };
  if (kind === 'event') return { kind, eventId: 'e', trigger: 'invoice_paid', provider: 'acme', about: 'entity' };
  if (kind === 'reaction') return { kind, reaction: 'replied', about: 'entity' };
  return { kind: kind as 'skip_wait' | 'skip_message' | 'asked', stepId };
}

describe('reading a journey on', () => {
  it('has an answer for every state of every journey, the same each time, that can be stored', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const answer = look(given);
        expect(look(given)).toEqual(answer);
        expect(stateSchema.parse(JSON.parse(JSON.stringify(answer.state)))).toEqual(answer.state);
        if (answer.next.kind === 'wait') expect(answer.next.due.getTime()).not.toBeNaN();
      }),
      { numRuns },
    );
  });
});
