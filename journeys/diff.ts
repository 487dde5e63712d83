import type { Definition, Step } from './definition.ts';
import { settingChanges } from './diff-settings.ts';
import { stepChanges } from './diff-steps.ts';
import { stepWords } from './step-words.ts';
import { type Place, places } from './tree.ts';

/** One thing that is another in the later definition. `stepId` null: it is a rule of the whole journey. */
export type Change = { what: 'added' | 'removed' | 'changed' | 'moved' | 'rule'; stepId: string | null; words: string };

/**
 * What a later definition does differently, in sentences: first the rules, then the steps from top to bottom.
 * @param labels of triggers, by `provider:type`
 */
export function changesBetween(
  before: Definition,
  after: Definition,
  labels: Readonly<Record<string, string>> = {},
): Change[] {
  const [old, now] = [byId(before), byId(after)];
  const still = (place: Place) => old.get(place.step.id)?.step.kind === place.step.kind;
  const removed = [...old.values()].filter(({ step }) => now.get(step.id)?.step.kind !== step.kind);
  const movedIds = movedBetween(old, now);
  return [
    ...settingChanges(before, after, labels),
    ...removed
      .filter(({ parent }) => parent === null || now.has(parent.id))
      .map(({ step }) => change('removed', step, `${capital(stepWords(step))} is gone${within(step)}.`)),
    ...[...now.values()].flatMap((place): Change[] => {
      const { step } = place;
      const earlier = old.get(step.id);
      if (!earlier || !still(place)) {
        if (place.parent && !old.has(place.parent.id)) return [];
        return [change('added', step, `${capital(stepWords(step))} is new${where(place, now)}${within(step)}.`)];
      }
      const changes = stepChanges(earlier.step, step).map((words) => change('changed', step, words));
      if (movedIds.has(step.id))
        changes.unshift(change('moved', step, `${capital(stepWords(step))} comes${where(place, now)} now.`));
      return changes;
    }),
  ];
}

/** How much is different, in one sentence; null when nothing is. */
export function inOneSentence(changes: readonly Change[]): string | null {
  if (changes.length === 0) return null;
  const count = (what: Change['what'], one: string, many: string) => {
    const steps = new Set(changes.filter((each) => each.what === what).map(({ stepId, words }) => stepId ?? words));
    return steps.size === 0 ? [] : [`${steps.size} ${steps.size === 1 ? one : many}`];
  };
  const parts = [
    ...count('added', 'step is new', 'steps are new'),
    ...count('removed', 'step is gone', 'steps are gone'),
    ...count('changed', 'step is changed', 'steps are changed'),
    ...count('moved', 'step has moved', 'steps have moved'),
    ...count('rule', 'rule is another', 'rules are others'),
  ];
  if (changes.length === 1 && changes[0]) return changes[0].words;
  return `${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]}.`;
}

const byId = (definition: Definition): Map<string, Place> =>
  new Map(places(definition).map((place) => [place.step.id, place]));

const change = (what: Change['what'], step: Step, words: string): Change => ({ what, stepId: step.id, words });

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What a step takes with it. */
function within(step: Step): string {
  const inside = places({ steps: [step] }).length - 1;
  return inside === 0 ? '' : `, with the ${inside} step${inside === 1 ? '' : 's'} in it`;
}

function where({ step, parent, lane }: Place, all: ReadonlyMap<string, Place>): string {
  const siblings = [...all.values()].filter((one) => one.parent?.id === parent?.id && one.lane === lane);
  const before = siblings[siblings.findIndex((one) => one.step.id === step.id) - 1];
  if (before) return ` after ${stepWords(before.step)}`;
  return parent ? ` first in a way of ${stepWords(parent)}` : ' first';
}

/** The steps that stand in another lane, or not in the order in which most of their lane still stands. */
function movedBetween(old: ReadonlyMap<string, Place>, now: ReadonlyMap<string, Place>): Set<string> {
  const laneOf = (place: Place | undefined) => place && `${place.parent?.id ?? ''} ${place.lane ?? ''}`;
  const found = new Set<string>();
  const lanes = new Map<string, string[]>();
  for (const [id, place] of now) {
    const lane = laneOf(place) ?? '';
    if (!old.has(id)) continue;
    if (laneOf(old.get(id)) === lane) lanes.set(lane, [...(lanes.get(lane) ?? []), id]);
    else found.add(id);
  }
  const order = new Map([...old.keys()].map((id, index) => [id, index]));
  for (const ids of lanes.values()) {
    const kept = new Set(longestRising(ids, (id) => order.get(id) ?? 0));
    for (const id of ids) if (!kept.has(id)) found.add(id);
  }
  return found;
}

function longestRising(ids: readonly string[], at: (id: string) => number): string[] {
  const ends: string[][] = [];
  for (const id of ids) {
    const before = ends.reduce<string[]>((best, run) => {
      const last = run.at(-1);
      return last !== undefined && at(last) < at(id) && run.length > best.length ? run : best;
    }, []);
    ends.push([...before, id]);
  }
  return ends.reduce<string[]>((best, run) => (run.length > best.length ? run : best), []);
}
