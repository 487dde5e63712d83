import type { Condition } from './conditions.ts';
import type { Definition, Step } from './definition.ts';
import { placesAbove } from './first-text.ts';
import { places } from './tree.ts';

/**
 * The fields that everybody has who comes to a step: the filter, a lane or a wait for their date has let nobody else by.
 */
export function sureValues(definition: Pick<Definition, 'filter' | 'steps'>, stepId: string): Set<string> {
  const sure = new Set(definition.filter ? knownBy(definition.filter) : []);
  const all = places(definition);
  for (const at of placesAbove(
    all,
    all.find(({ step }) => step.id === stepId),
  )) {
    const { parent, lane } = at;
    const taken = parent?.kind === 'branch' ? parent.lanes.find(({ id }) => id === lane) : undefined;
    for (const name of taken ? knownBy(taken.when) : []) sure.add(name);
    for (const { step, path } of all) {
      if (isEarlierSibling(path, at.path) && step.kind === 'wait_until' && waitsForSure(step)) {
        sure.add(step.date?.field ?? '');
      }
    }
  }
  return sure;
}

const waitsForSure = (step: Extract<Step, { kind: 'wait_until' }>): boolean =>
  step.date !== null && step.passed === 'end';

function isEarlierSibling(path: string, than: string): boolean {
  const [list, index] = split(path);
  const [other, end] = split(than);
  return list === other && index < end;
}

function split(path: string): [list: string, index: number] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, dot), Number(path.slice(dot + 1))];
}

/** What is known wherever a condition holds. */
function knownBy(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(knownBy);
  if ('any' in condition) {
    const [first = [], ...rest] = condition.any.map(knownBy);
    return first.filter((name) => rest.every((names) => names.includes(name)));
  }
  if (!('field' in condition)) return [];
  return ['unknown', 'is_not', 'does_not_contain'].includes(condition.is) ? [] : [condition.field];
}
