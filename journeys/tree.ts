import type { Definition } from './definition.ts';
import type { Step } from './steps/schema.ts';

/** One way out of a step that has several: its steps are read, then what follows the step. */
export type Lane = { id: string; steps: Step[] };

/** `path` as in the definition: `steps.2.lanes.0.steps.1`. `parent`: the step whose lane it stands in. */
export type Place = { step: Step; path: string; parent: Step | null; lane: string | null; depth: number };

/** The lanes that a step holds; none for most. */
export function lanesOf(step: Step): (Lane & { path: string })[] {
  switch (step.kind) {
    case 'branch':
      return [
        ...step.lanes.map(({ id, steps }, index) => ({ id, steps, path: `lanes.${index}.steps` })),
        { id: 'otherwise', steps: step.otherwise, path: 'otherwise' },
      ];
    case 'split':
      return step.lanes.map(({ id, steps }, index) => ({ id, steps, path: `lanes.${index}.steps` }));
    case 'wait_for':
      return [
        { id: 'happened', steps: step.happened, path: 'happened' },
        { id: 'timed_out', steps: step.timedOut, path: 'timedOut' },
      ];
    case 'ask_owner':
      return [
        { id: 'yes', steps: step.yes, path: 'yes' },
        { id: 'no', steps: step.no, path: 'no' },
      ];
    default:
      return [];
  }
}

/** Every step with its place, in reading order: a step before what its lanes hold. */
export function places({ steps }: Pick<Definition, 'steps'>): Place[] {
  const found: Place[] = [];
  const walk = (list: readonly Step[], base: string, parent: Step | null, lane: string | null, depth: number) => {
    for (const [index, step] of list.entries()) {
      const path = `${base}.${index}`;
      found.push({ step, path, parent, lane, depth });
      for (const each of lanesOf(step)) walk(each.steps, `${path}.${each.path}`, step, each.id, depth + 1);
    }
  };
  walk(steps, 'steps', null, null, 0);
  return found;
}

/** All steps in reading order. */
export const allSteps = (definition: Pick<Definition, 'steps'>): Step[] => places(definition).map(({ step }) => step);

/** What may have been read before a step: not what stands in another lane of a step that it is in a lane of. */
export function stepsBefore(all: readonly Place[], stepId: string): Step[] {
  const lanes = new Map<string, string>();
  const byId = new Map(all.map((place) => [place.step.id, place]));
  for (let at = byId.get(stepId); at?.parent && at.lane !== null; at = byId.get(at.parent.id)) {
    lanes.set(at.parent.id, at.lane);
  }
  const isElsewhere = (place: Place): boolean => {
    for (let at: Place | undefined = place; at?.parent; at = byId.get(at.parent.id)) {
      const own = lanes.get(at.parent.id);
      if (own !== undefined && own !== at.lane) return true;
    }
    return false;
  };
  const upTo = all.findIndex(({ step }) => step.id === stepId);
  return all
    .slice(0, Math.max(upTo, 0))
    .filter((place) => !isElsewhere(place))
    .map(({ step }) => step);
}

/** The step that stands at an id, wherever in the tree. */
export const stepById = (definition: Pick<Definition, 'steps'>, stepId: string): Step | null =>
  indexOf(definition).get(stepId)?.step ?? null;

/** The step that is read after the given one and its lanes; the first for null; null at the end. */
export function stepAfter(definition: Pick<Definition, 'steps'>, stepId: string | null): Step | null {
  if (stepId === null) return definition.steps[0] ?? null;
  const index = indexOf(definition);
  for (let at = index.get(stepId); at; at = at.parent === null ? undefined : index.get(at.parent)) {
    if (at.following) return at.following;
  }
  return null;
}

/** The first step of a lane; what follows its step where the lane is empty. */
export const firstOf = (definition: Pick<Definition, 'steps'>, step: Step, lane: Lane): Step | null =>
  lane.steps[0] ?? stepAfter(definition, step.id);

/** The same tree with one step replaced. */
export function withStep<D extends Pick<Definition, 'steps'>>(definition: D, stepId: string, other: Step): D {
  const replaced = (steps: readonly Step[]): Step[] =>
    steps.map((step) => (step.id === stepId ? other : mapLanes(step, replaced)));
  return { ...definition, steps: replaced(definition.steps) };
}

/** The same step with every lane's steps changed. */
export function mapLanes(step: Step, change: (steps: readonly Step[]) => Step[]): Step {
  switch (step.kind) {
    case 'branch': {
      const lanes = step.lanes.map((lane) => ({ ...lane, steps: change(lane.steps) }));
      return { ...step, lanes, otherwise: change(step.otherwise) };
    }
    case 'split':
      return { ...step, lanes: step.lanes.map((lane) => ({ ...lane, steps: change(lane.steps) })) };
    case 'wait_for':
      return { ...step, happened: change(step.happened), timedOut: change(step.timedOut) };
    case 'ask_owner':
      return { ...step, yes: change(step.yes), no: change(step.no) };
    default:
      return step;
  }
}

type Entry = { step: Step; following: Step | null; parent: string | null };
const indexes = new WeakMap<readonly Step[], Map<string, Entry>>();

/** Built once for each definition: advancing asks it at every step. */
function indexOf({ steps }: Pick<Definition, 'steps'>): Map<string, Entry> {
  const known = indexes.get(steps);
  if (known) return known;
  const index = new Map<string, Entry>();
  const walk = (list: readonly Step[], parent: string | null) => {
    for (const [place, step] of list.entries()) {
      index.set(step.id, { step, following: list[place + 1] ?? null, parent });
      for (const lane of lanesOf(step)) walk(lane.steps, step.id);
    }
  };
  walk(steps, null);
  indexes.set(steps, index);
  return index;
}
