import type { Definition, Step } from './definition.ts';
import { lanesOf, type Place, places } from './tree.ts';

/** Whether somebody may get this text as the first of the journey: there is a way to it without another one. */
export function isFirstText(definition: Pick<Definition, 'steps'>, stepId: string): boolean {
  return !isAlwaysBefore(definition, stepId, ({ kind }) => kind === 'send_sms');
}

/** Whether everybody who comes to a step has come by such a step before. */
export function isAlwaysBefore(
  definition: Pick<Definition, 'steps'>,
  stepId: string,
  isOne: (step: Step) => boolean,
): boolean {
  const all = places(definition);
  for (const at of placesAbove(
    all,
    all.find(({ step }) => step.id === stepId),
  )) {
    if (
      siblingsOf(definition, at)
        .slice(0, indexOf(at))
        .some((step) => isMet(step, isOne))
    )
      return true;
    if (at.parent && isOne(at.parent)) return true;
  }
  return false;
}

/** A place, then that of the step whose lane it stands in, and so on up to the trunk. */
export function placesAbove(all: readonly Place[], place: Place | undefined): Place[] {
  const bySteps = new Map(all.map((each) => [each.step, each]));
  const found: Place[] = [];
  for (let at = place; at; at = at.parent ? bySteps.get(at.parent) : undefined) found.push(at);
  return found;
}

/** Whoever comes out of a step has come by one: it is one, or each of its lanes has one or ends. */
function isMet(step: Step, isOne: (step: Step) => boolean): boolean {
  if (isOne(step)) return true;
  const lanes = lanesOf(step);
  return lanes.length > 0 && lanes.every(({ steps }) => steps.some((each) => alwaysEnds(each) || isMet(each, isOne)));
}

/** Whether everybody comes by such a step, whichever lane of a step they take. */
export const isMetInAll = (step: Step, isOne: (step: Step) => boolean): boolean =>
  lanesOf(step).every(({ steps }) => steps.some((each) => isMet(each, isOne)));

/** Nobody comes out of it: it ends, or every one of its lanes does. */
export function alwaysEnds(step: Step): boolean {
  const lanes = lanesOf(step);
  return step.kind === 'exit' || (lanes.length > 0 && lanes.every((lane) => lane.steps.some(alwaysEnds)));
}

const indexOf = ({ path }: Place): number => Number(path.slice(path.lastIndexOf('.') + 1));

const siblingsOf = ({ steps }: Pick<Definition, 'steps'>, { parent, lane }: Place): readonly Step[] =>
  parent ? (lanesOf(parent).find(({ id }) => id === lane)?.steps ?? []) : steps;
