import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition, type Step } from './definition.ts';
import { readDefinition } from './read-definition.ts';

const exits = (count: number): Step[] => Array.from({ length: count }, (_, n) => ({ id: `s${n}`, kind: 'exit' }));
const given = (steps: unknown, more: object = {}) => readDefinition({ ...emptyDefinition(), steps, ...more });
const firstFault = (reading: ReturnType<typeof readDefinition>) => (reading.read ? null : reading.problems[0]);

/** One branch in another, as many times. */
function nested(levels: number, wrap = (inner: unknown, n: number): unknown => branch([inner], n)): unknown {
  let inner: unknown = { id: 'end', kind: 'exit' };
  for (let n = 0; n < levels; n++) inner = wrap(inner, n);
  return inner;
}
const branch = (steps: unknown[], n: number) => ({
  id: `b${n}`,
  kind: 'branch',
  lanes: [{ id: 'l', when: { all: [] }, steps }],
  otherwise: [],
});
const not = (levels: number) => nested(levels, (inner, n) => ({ not: n === 0 ? { field: 'a', is: 'known' } : inner }));

describe('a definition from outside', () => {
  it('is read as it was written', () => {
    const definition: Definition = { ...emptyDefinition(), steps: exits(300) };
    expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ read: true, definition });
    expect(given([nested(20)]).read).toBe(true);
    expect(given([], { filter: not(19) }).read).toBe(true);
  });

  it.each([301, 10_000, 400_000])('has at most 300 steps: not %d', (count) => {
    expect(firstFault(given(exits(count)))).toEqual({ path: 'steps', message: 'A journey has at most 300 steps' });
  });

  it('has at most 300 steps in all its lanes together', () => {
    const lanes = Array.from({ length: 4 }, (_, lane) => ({ ...branch(exits(80), lane), otherwise: [] }));
    expect(firstFault(given(lanes))).toEqual({ path: 'steps', message: 'A journey has at most 300 steps' });
  });

  it.each([21, 500, 100_000])('has lanes at most 20 deep: not %d', (levels) => {
    const fault = firstFault(given([nested(levels)]));
    expect(fault?.message).toBe('Lanes stand at most 20 deep inside each other');
    expect(fault?.path).toMatch(/^steps\.0(\.lanes\.0\.steps\.0)+/);
  });

  it.each([21, 500, 100_000])('has conditions at most 20 deep: not %d', (levels) => {
    const message = 'Conditions stand at most 20 deep inside each other';
    expect(firstFault(given([], { filter: not(levels) }))).toMatchObject({ message });
    const fork = { id: 'b', kind: 'branch', lanes: [{ id: 'l', when: not(levels), steps: [] }], otherwise: [] };
    expect(firstFault(given([fork]))).toMatchObject({ path: expect.stringMatching(/^steps\.0\.lanes/), message });
  });

  it('is not any other tower, and not a mountain', () => {
    expect(firstFault(readDefinition(nested(100_000, (inner) => [inner])))?.message).toMatch(/too deep/);
    expect(firstFault(readDefinition(nested(100_000, (inner) => ({ x: inner }))))?.message).toMatch(/too deep/);
    expect(firstFault(given([], { exits: Array(200_000).fill(0) }))?.message).toMatch(/too large/);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['a wait of nothing', { kind: 'wait', amount: 0, unit: 'days' }, 'steps.0.amount', /at least 1/],
    ['a wait of five years', { kind: 'wait', amount: 1826, unit: 'days' }, 'steps.0.amount', /at most two years/],
    ['half an hour of days', { kind: 'wait', amount: 0.02, unit: 'days' }, 'steps.0.amount', /whole number/],
    [
      'an hour that there is not',
      { kind: 'wait_until', time: '24:00', weekdays: [], date: null, passed: 'end' },
      'steps.0.time',
      /09:30/,
    ],
    [
      'shares that make too little',
      { kind: 'split', lanes: [{ id: 'a', share: 30, steps: [] }] },
      'steps.0.lanes',
      /100 %/,
    ],
    ['a step that there is not', { kind: 'fax' }, 'steps.0.kind', /send_email/],
    ['no step at all', null, 'steps.0', /./],
  ])('says where and why %s is refused', (_, step, path, message) => {
    const fault = firstFault(given([step && { id: 's', ...(step as object) }]));
    expect(fault?.path).toBe(path);
    expect(fault?.message).toMatch(message);
  });

  it.each([null, 1, 'x', [], undefined, { format: 2 }])('is not %p', (json) => {
    expect(readDefinition(json).read).toBe(false);
  });
});
