import { describe, expect, it } from '@jest/globals';
import { journeyOf } from '../testing/paper-journey.ts';
import type { Step } from './definition.ts';
import { allSteps, firstOf, lanesOf, mapLanes, places, stepAfter, stepById, stepsBefore, withStep } from './tree.ts';

const exit = (id: string): Step => ({ id, kind: 'exit' });
const always = { all: [] };
const inner: Step = {
  id: 'inner',
  kind: 'split',
  lanes: [
    { id: 'a', share: 50, steps: [exit('i1'), exit('i2')] },
    { id: 'b', share: 50, steps: [] },
  ],
};
const outer: Step = {
  id: 'outer',
  kind: 'branch',
  lanes: [{ id: 'big', when: always, steps: [exit('o1'), inner] }],
  otherwise: [exit('o2')],
};
const length = { amount: 1, unit: 'days' } as const;
const wait: Step = { id: 'wait', kind: 'wait_for', for: 'replied', ...length, happened: [exit('h')], timedOut: [] };
const ask: Step = { id: 'ask', kind: 'ask_owner', question: '', ...length, silence: 'no', yes: [exit('y')], no: [] };
const tree = journeyOf([exit('first'), outer, wait, ask, exit('last')]);
const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const behind = (id: string | null) => stepAfter(tree, id)?.id ?? null;

describe('the tree of a journey', () => {
  it('is read in order, a step before what its lanes hold', () => {
    const order = ['first', 'outer', 'o1', 'inner', 'i1', 'i2', 'o2', 'wait', 'h', 'ask', 'y', 'last'];
    expect(ids(allSteps(tree))).toEqual(order);
  });

  it('tells where each step stands, by the path of the definition', () => {
    const place = (id: string) => places(tree).find(({ step }) => step.id === id);
    expect(place('i2')).toMatchObject({ path: 'steps.1.lanes.0.steps.1.lanes.0.steps.1', lane: 'a', depth: 2 });
    expect(place('o2')).toMatchObject({ path: 'steps.1.otherwise.0', parent: outer, lane: 'otherwise', depth: 1 });
    expect(place('h')?.path).toBe('steps.2.happened.0');
    expect(place('y')?.path).toBe('steps.3.yes.0');
    for (const { path, step } of places(tree)) {
      const at = path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], tree);
      expect(at).toEqual(step);
    }
  });

  it('goes on behind a step when a lane is at its end', () => {
    expect([behind(null), behind('first'), behind('o1'), behind('i2'), behind('o2')]).toEqual([
      'first',
      'outer',
      'inner',
      'wait',
      'wait',
    ]);
    expect([behind('inner'), behind('h'), behind('y'), behind('last'), behind('nobody')]).toEqual([
      'wait',
      'ask',
      'last',
      null,
      null,
    ]);
  });

  it('goes into a lane, or past an empty one', () => {
    const into = (step: Step) => lanesOf(step).map((lane) => `${lane.id}: ${firstOf(tree, step, lane)?.id}`);
    expect(into(inner)).toEqual(['a: i1', 'b: wait']);
    expect(into(outer)).toEqual(['big: o1', 'otherwise: o2']);
    expect(into(wait)).toEqual(['happened: h', 'timed_out: ask']);
    expect(into(ask)).toEqual(['yes: y', 'no: last']);
    expect(into(exit('first'))).toEqual([]);
  });

  it('knows what may have been read before a step, and not what stands in another lane', () => {
    const readBefore = (id: string) => ids(stepsBefore(places(tree), id));
    expect(readBefore('i2')).toEqual(['first', 'outer', 'o1', 'inner', 'i1']);
    expect(readBefore('o2')).toEqual(['first', 'outer']);
    expect(readBefore('wait')).toEqual(['first', 'outer', 'o1', 'inner', 'i1', 'i2', 'o2']);
    expect([readBefore('first'), readBefore('nobody')]).toEqual([[], []]);
  });

  it('finds and replaces a step, however deep, and leaves the rest as it was', () => {
    const other: Step = { id: 'i2', kind: 'exit', goal: true };
    const changed = withStep(tree, 'i2', other);
    expect([stepById(tree, 'i2'), stepById(changed, 'i2')]).toEqual([exit('i2'), other]);
    expect(withStep(changed, 'i2', exit('i2'))).toEqual(tree);
    expect(stepById(tree, 'nobody')).toBeNull();
  });

  it('changes the lanes of every kind of step that has some', () => {
    for (const step of allSteps(tree)) {
      const emptied = mapLanes(step, () => []);
      expect(lanesOf(emptied).flatMap(({ steps }) => steps)).toEqual([]);
      expect(mapLanes(step, (steps) => [...steps])).toEqual(step);
    }
  });
});
