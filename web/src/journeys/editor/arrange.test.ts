import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Step } from '../../../../journeys/definition.ts';
import { allSteps } from '../../../../journeys/tree.ts';
import { changeLane, duplicated, findBlock, keyOfStep, keysOf, movedBy, movedTo, spotsOf } from './arrange.ts';

const text = (id: string): Step => ({ id, kind: 'send_sms', body: id });
const wait = (id: string): Step => ({ id, kind: 'wait', amount: 1, unit: 'days' });
const ask = (id: string, yes: Step[], no: Step[] = []): Step => ({
  ...{ id, kind: 'ask_owner', question: '?', amount: 1, unit: 'days', silence: 'no', yes, no },
});
const fork = (id: string, first: Step[], otherwise: Step[] = []): Step => ({
  ...{ id, kind: 'branch', otherwise },
  lanes: [{ id: 'lane-1', when: { all: [{ step: 'b', was: 'clicked' }] }, steps: first }],
});
const steps = [text('a'), fork('f', [text('b')], [text('c')]), wait('w'), text('d')];

/** `a f(b|c) w d`: what stands where. */
const drawn = (list: readonly Step[]): string =>
  list
    .map((step) => {
      if (step.kind === 'branch') return `${step.id}(${drawn(step.lanes[0]?.steps ?? [])}|${drawn(step.otherwise)})`;
      return step.kind === 'ask_owner' ? `${step.id}(${drawn(step.yes)}|${drawn(step.no)})` : step.id;
    })
    .join(' ');

describe('a step that is moved', () => {
  it('goes through every place on its way down, into lanes and out of them', () => {
    const seen = [drawn(steps)];
    for (let now = steps; seen.length < 9; ) {
      const next = movedBy(now, 'a', 1);
      if (next === now) break;
      seen.push(drawn(next));
      now = next;
    }
    expect(seen).toEqual([
      'a f(b|c) w d',
      'f(a b|c) w d',
      'f(b a|c) w d',
      'f(b|a c) w d',
      'f(b|c a) w d',
      'f(b|c) a w d',
      'f(b|c) w d a',
    ]);
  });

  it('takes along the wait before it, and what it holds', () => {
    expect(drawn(movedBy(steps, 'd', -1))).toBe('a f(b|c w d)');
    expect(drawn(movedTo(steps, 'f', { lane: '', index: 3 }))).toBe('a w d f(b|c)');
  });

  it('never goes into itself', () => {
    expect(movedTo(steps, 'f', { lane: 'f/otherwise', index: 0 })).toBe(steps);
    expect(movedTo(steps, 'a', { lane: '', index: 1 })).toBe(steps);
  });

  it('goes no deeper than lanes may stand in each other', () => {
    let deep: Step[] = [text('x')];
    for (let level = 0; level < 20; level++) deep = [fork(`f${level}`, deep)];
    const all = [ask('q', []), ...deep];
    expect(movedTo(all, 'q', { lane: 'f0/lane-1', index: 0 })).not.toBe(all);
    expect(movedTo([ask('q', [text('y')]), ...deep], 'q', { lane: 'f0/lane-1', index: 0 })).toHaveLength(2);
  });

  it('comes back the way it went, and is never lost', () => {
    const tree = fc.letrec<{ steps: number[] }>(() => ({ steps: fc.array(fc.nat(3), { maxLength: 8 }) })).steps;
    fc.assert(
      fc.property(tree, fc.nat(20), fc.constantFrom(1, -1), (kinds, pick, by) => {
        const list = kinds.map((kind, index): Step => {
          if (kind === 0) return ask(`q${index}`, [text(`y${index}`)], [text(`n${index}`)]);
          return kind === 1 ? fork(`f${index}`, [], [text(`o${index}`)]) : text(`t${index}`);
        });
        const keys = keysOf(list);
        const key = keys[pick % Math.max(keys.length, 1)];
        if (key === undefined) return;
        const there = movedBy(list, key, by as 1 | -1);
        expect(allSteps({ steps: there })).toHaveLength(allSteps({ steps: list }).length);
        if (there !== list) expect(drawn(movedBy(there, key, -by as 1 | -1))).toBe(drawn(list));
      }),
    );
  });
});

describe('a step that is duplicated', () => {
  it('stands behind itself with ids of its own, and asks about its own steps', () => {
    const made = duplicated(steps, 'f');
    const all = allSteps({ steps: made?.steps ?? [] });
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(drawn(made?.steps ?? [])).toMatch(/^a f\(b\|c\) step-\d+\(step-\d+\|step-\d+\) w d$/);
    const copy = findBlock(made?.steps ?? [], made?.key ?? '')?.block.step;
    const inner = copy?.kind === 'branch' ? copy.lanes[0] : null;
    expect(inner?.when).toEqual({ all: [{ step: inner?.steps[0]?.id, was: 'clicked' }] });
  });

  it('is not made where the journey is full', () => {
    expect(
      duplicated(
        Array.from({ length: 300 }, (_, index) => text(`t${index}`)),
        't1',
      ),
    ).toBeNull();
  });
});

describe('the tree of a journey', () => {
  it('has a place before and behind every block', () => {
    expect(spotsOf(steps).map(({ lane, index }) => `${lane}${index}`)).toEqual([
      '0',
      '1',
      'f/lane-10',
      'f/lane-11',
      'f/otherwise0',
      'f/otherwise1',
      '2',
      '3',
    ]);
  });

  it('leaves alone what is not changed', () => {
    const next = changeLane(steps, 'f/otherwise', () => []);
    expect(next[0]).toBe(steps[0]);
    expect(next[3]).toBe(steps[3]);
    expect(changeLane(steps, 'f/gone', () => [])).toBe(steps);
  });

  it('knows the block of a wait', () => {
    expect(keyOfStep(steps, 'w')).toBe('d');
    expect(keyOfStep(steps, 'c')).toBe('c');
    expect(keyOfStep(steps, 'z')).toBeNull();
  });
});
