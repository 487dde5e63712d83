import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../../../journeys/definition.ts';
import { graphOf } from './graph.ts';

const text = (id: string): Step => ({ id, kind: 'send_sms', body: '' });
const ask = (id: string, yes: Step[], no: Step[]): Step => ({
  ...{ id, kind: 'ask_owner', question: '?', amount: 1, unit: 'days', silence: 'no', yes, no },
});
const arrows = (...steps: Step[]) => graphOf({ steps }).arrows.map(({ from, to }) => `${from}>${to}`);

describe('the picture of a journey', () => {
  it('leads from its start to its end', () => {
    expect(arrows(text('a'), text('b'))).toEqual([':start>a', 'a>b', 'b>:end']);
    expect(arrows()).toEqual([':start>:end']);
  });

  it('leads through a sign for every way, and together again behind them', () => {
    expect(arrows(ask('q', [text('y')], []), text('z'))).toEqual([
      ...[':start>q', 'q>q/yes', 'q/yes>y', 'q>q/no', 'y>z', 'q/no>z', 'z>:end'],
    ]);
  });

  it('goes no further than where the journey ends', () => {
    expect(arrows(ask('q', [{ id: 'x', kind: 'exit' }], []))).toEqual([
      ...[':start>q', 'q>q/yes', 'q/yes>x', 'q>q/no', 'q/no>:end'],
    ]);
  });
});
