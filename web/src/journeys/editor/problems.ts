import type { JourneyProblem } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';

export type PlacedProblem = JourneyProblem & { stepId: string | null; part: string };
export type Problems = {
  all: PlacedProblem[];
  /** The error that belongs to one field; `at('trigger')`, `at('exits-0-on')`, `at('step-1', 'subject')`. */
  at(stepIdOrPart: string, part?: string): string | null;
};

/** The publish check's problems at the fields that they are about; its paths count steps. */
export function problemsByPlace(problems: readonly JourneyProblem[], draft: Definition): Problems {
  const all = problems.map((problem) => {
    const [root = '', place = '', part = 'body'] = problem.path.split('.');
    if (root !== 'steps' || !place) return { ...problem, stepId: null, part: problem.path.replaceAll('.', '-') };
    const stepId = draft.steps[Number(place)]?.id ?? draft.steps.find(({ id }) => id === place)?.id ?? null;
    return { ...problem, stepId, part };
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

/** Leads to the field that a problem is about; one without a field leads to the list. */
export function goTo(problem: PlacedProblem): void {
  const place = document.getElementById(fieldOf(problem)) ?? document.getElementById(problemsId);
  place?.scrollIntoView({ block: 'center' });
  place?.focus({ preventScroll: true });
}

const fieldOf = ({ stepId, part }: PlacedProblem) => (stepId ? `field-${stepId}-${part}` : `field-${part}`);
