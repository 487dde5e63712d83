import { describe, expect, it } from '@jest/globals';
import { journeyOf, linesOf, read, said } from '../../testing/paper-journey.ts';
import type { Condition } from '../conditions.ts';
import type { Step } from '../definition.ts';

const out = (id: string): Step => ({ id, kind: 'exit' });
const mail: Step = { id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Hello' };
const fork = (...when: Condition[]): Step => ({
  id: 'fork',
  kind: 'branch',
  lanes: when.map((each, n) => ({ id: `l${n}`, when: each, steps: [] })),
  otherwise: [],
});
const big: Condition = { field: 'job.total', is: 'more_than', value: 1000 };
const small: Condition = { field: 'job.total', is: 'more_than', value: 10 };
const taken = (step: Step, total: number | null) =>
  linesOf(read(journeyOf([step]), { values: { 'job.total': total } }))[0];

describe('a branch', () => {
  it('takes the first lane whose condition holds, else the last one', () => {
    const step = fork(big, small);
    expect([taken(step, 5000), taken(step, 50), taken(step, 5), taken(step, null)]).toEqual([
      'branched lane:l0',
      'branched lane:l1',
      'branched lane:otherwise',
      'branched lane:otherwise',
    ]);
  });

  it('goes on behind itself when its lane is at its end or empty', () => {
    const nested: Step = {
      id: 'outer',
      kind: 'branch',
      lanes: [{ id: 'in', when: { all: [] }, steps: [fork(big)] }],
      otherwise: [out('never')],
    };
    expect(read(journeyOf([nested, mail])).next).toMatchObject({ stepId: 'mail' });
  });

  it('knows what a message came to a moment ago, whatever the ledger said before', () => {
    const definition = journeyOf([mail, fork({ step: 'mail', was: 'sent' }, { step: 'mail', was: 'skipped' })]);
    const due = read(definition);
    const branched = (news: ReturnType<typeof said>, messages = {}) =>
      linesOf(read(definition, { state: due.state, news: [news], messages }))[1];
    expect(branched(said('mail'), { mail: 'rendered' })).toBe('branched lane:l0');
    expect(branched(said('mail', 'skipped'), { mail: 'rendered' })).toBe('branched lane:l1');
    expect(branched(said('mail', 'failed'))).toBe('branched lane:otherwise');
  });

  it('knows how far a message has come since', () => {
    const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
    const definition = journeyOf([
      mail,
      rest,
      fork({ step: 'mail', was: 'bounced' }, { step: 'mail', was: 'clicked' }),
    ]);
    const waiting = read(definition, { state: read(definition).state, news: [said('mail')] });
    const lane = (mail: 'bounced' | 'replied' | 'delivered') =>
      linesOf(read(definition, { state: waiting.state, at: '2026-11-25T15:00:00Z', messages: { mail } }))[0];
    expect([lane('bounced'), lane('replied'), lane('delivered')]).toEqual([
      'branched lane:l0',
      'branched lane:l1',
      'branched lane:otherwise',
    ]);
  });

  it('knows the lanes that were taken before', () => {
    const definition = journeyOf([fork(big), { ...fork({ step: 'fork', took: 'l0' }), id: 'again' }]);
    expect(linesOf(read(definition, { values: { 'job.total': 5000 } })).slice(0, 2)).toEqual([
      'branched lane:l0',
      'branched lane:l0',
    ]);
    expect(linesOf(read(definition)).slice(0, 2)).toEqual(['branched lane:otherwise', 'branched lane:otherwise']);
  });
});
