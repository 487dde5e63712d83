import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../../../journeys/definition.ts';
import { graphOf } from './graph.ts';
import { layoutOf } from './layout.ts';

const text = (id: string): Step => ({ id, kind: 'send_sms', body: '' });
const ask = (id: string, yes: Step[], no: Step[]): Step => ({
  ...{ id, kind: 'ask_owner', question: '?', amount: 1, unit: 'days', silence: 'no', yes, no },
});
const graph = graphOf({ steps: [text('a'), ask('q', [text('y'), ask('p', [text('z')], [])], []), text('b')] });
const { boxes, routes } = layoutOf(graph);

describe('the boxes of the picture', () => {
  it('never cover each other', () => {
    const covered = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter((other) => Math.abs(one.x + one.width / 2 - other.x - other.width / 2) < (one.width + other.width) / 2)
        .filter((other) => one.y < other.y + other.height && other.y < one.y + one.height)
        .map((other) => `${one.id} ${other.id}`),
    );
    expect(covered).toEqual([]);
  });

  it('are led to from above', () => {
    const box = new Map(boxes.map((each) => [each.id, each]));
    for (const [index, { from, to }] of graph.arrows.entries()) {
      expect((box.get(from)?.y ?? 0) < (box.get(to)?.y ?? 0)).toBe(true);
      expect(routes[index]?.length).toBeGreaterThan(1);
    }
  });
});
