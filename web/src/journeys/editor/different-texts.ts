import type { Definition, Step } from '../../../../journeys/definition.ts';
import { allSteps } from '../../../../journeys/tree.ts';

/** One text that two drafts say differently; null: that draft does not have it. */
export type DifferentText = {
  stepId: string;
  part: 'subject' | 'body' | 'question';
  mine: string | null;
  theirs: string | null;
};

/** The texts that a save over the other draft would lose, in the order of mine. */
export function differentTexts(mine: Definition, theirs: Definition): DifferentText[] {
  const [own, other] = [textsOf(mine), textsOf(theirs)];
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((key): DifferentText[] => {
    const [here, there] = [own.get(key) ?? null, other.get(key) ?? null];
    const known = here ?? there;
    if (!known || here?.text === there?.text) return [];
    return [{ stepId: known.stepId, part: known.part, mine: here?.text ?? null, theirs: there?.text ?? null }];
  });
}

type Text = Pick<DifferentText, 'stepId' | 'part'> & { text: string };

const textsOf = (definition: Definition): Map<string, Text> =>
  new Map(
    allSteps(definition)
      .flatMap(textsOfStep)
      .map((text) => [`${text.stepId} ${text.part}`, text]),
  );

function textsOfStep(step: Step): Text[] {
  const stepId = step.id;
  if (step.kind === 'ask_owner') return [{ stepId, part: 'question', text: step.question }];
  if (step.kind === 'send_sms') return [{ stepId, part: 'body', text: step.body }];
  if (step.kind !== 'send_email') return [];
  return [
    { stepId, part: 'subject', text: step.subject },
    { stepId, part: 'body', text: step.body },
  ];
}
