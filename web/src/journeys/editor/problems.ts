import type { JourneyProblem } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { places } from '../../../../journeys/tree.ts';
import { keyOfStep } from './arrange.ts';
import type { Item } from './selection.ts';

export type PlacedProblem = JourneyProblem & { stepId: string | null; part: string };
export type Problems = {
  all: PlacedProblem[];
  /** The error that belongs to one field; `at('trigger')`, `at('exits-0-on')`, `at('step-1', 'subject')`. */
  at(stepIdOrPart: string, part?: string): string | null;
};

/** The publish check's problems at the fields that they are about; its paths count steps, lane by lane. */
export function problemsByPlace(problems: readonly JourneyProblem[], draft: Definition): Problems {
  // The deepest first: a step's path begins with that of the step around it.
  const tree = places(draft).reverse();
  const all = problems.map((problem): PlacedProblem => {
    const place = tree.find(({ path }) => problem.path === path || problem.path.startsWith(`${path}.`));
    if (!place) return { ...problem, stepId: null, part: problem.path.replaceAll('.', '-') };
    const part = problem.path.slice(place.path.length + 1).replaceAll('.', '-') || 'body';
    return { ...problem, stepId: place.step.id, part };
  });
  return {
    all,
    at: (first, second) => {
      const found = all.filter(({ severity, stepId, part }) =>
        severity === 'error' && second === undefined
          ? stepId === null && part === first
          : stepId === first && part === second,
      );
      return found.find(({ severity }) => severity === 'error')?.message ?? null;
    },
  };
}

/** Where all of them are listed. */
export const problemsId = 'problems';

/** What must be mended before it can be published, in the order of the page; undefined: nothing. */
export const firstFault = ({ all }: Problems): PlacedProblem | undefined =>
  all.find(({ severity }) => severity === 'error');

/** What has to be open for a problem to be seen; null: it is about no part in particular. */
export function itemOf({ stepId, part }: PlacedProblem, steps: Definition['steps']): Item | null {
  if (stepId !== null) return keyOfStep(steps, stepId);
  if (part === 'trigger') return ':start';
  if (part.startsWith('filter')) return ':who';
  if (part.startsWith('exits')) return ':exits';
  return part.startsWith('steps') || part === 'name' || part === '' ? null : ':rules';
}

/** The ids of the field that a problem is about, the nearest first. */
export const fieldsOf = ({ stepId, part }: PlacedProblem): string[] =>
  stepId === null ? [`field-${part}`] : [`field-${stepId}-${part}`];

/** The worst that is said about each item, by its key. */
export function faultsByItem(problems: Problems, steps: Definition['steps']): Map<Item, 'error' | 'warning'> {
  const faults = new Map<Item, 'error' | 'warning'>();
  for (const problem of problems.all) {
    const item = itemOf(problem, steps);
    if (item !== null && faults.get(item) !== 'error') faults.set(item, problem.severity);
  }
  return faults;
}
