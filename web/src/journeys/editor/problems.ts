import type { JourneyProblem } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { places } from '../../../../journeys/tree.ts';

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

/** Leads to the field that a problem is about, else to its step; one without either leads to the list. */
export function goTo({ stepId, part }: PlacedProblem): void {
  const ids = stepId ? [`field-${stepId}-${part}`, `step-${stepId}`] : [`field-${part}`];
  const found = [...ids, problemsId].map((id) => document.getElementById(id)).find((element) => element !== null);
  found?.scrollIntoView({ block: 'center' });
  found?.focus({ preventScroll: true });
}
