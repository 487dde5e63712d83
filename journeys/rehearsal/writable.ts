import type { Definition, StepOf } from '../definition.ts';
import type { TemplateFacts } from '../facts.ts';
import { checkTemplate, nestValues, render, variablesOf } from '../templates.ts';
import { allSteps } from '../tree.ts';

type MessageStep = StepOf<'send_email'> | StepOf<'send_sms'>;

/** Whether texts can be written; they are read once, since most customers have all that a text needs. */
export type Writable = {
  /** The values that it cannot do without; null: it can always be written. An empty set: nobody gets it. */
  needs(stepId: string): ReadonlySet<string> | null;
  /** Why it cannot be written with these values; null: it can. */
  failing(stepId: string, facts: TemplateFacts): string | null;
};

/** The texts of a definition. */
export function writableBy(definition: Definition): Writable {
  const texts = new Map<string, { step: MessageStep; needs: ReadonlySet<string> | null }>();
  for (const step of allSteps(definition)) {
    if (step.kind === 'send_email' || step.kind === 'send_sms') texts.set(step.id, { step, needs: needsOf(step) });
  }
  return {
    needs: (stepId) => texts.get(stepId)?.needs ?? null,
    failing(stepId, facts) {
      const found = texts.get(stepId);
      return found ? failing(found.step, facts) : null;
    },
  };
}

function failing(step: MessageStep, facts: TemplateFacts): string | null {
  const values = nestValues(facts);
  for (const [channel, text] of textsOf(step)) {
    const written = render(channel, text, values);
    if (!written.ok) return written.variable ? `cannot_render:${written.variable}` : 'cannot_render';
  }
  return null;
}

const textsOf = (step: MessageStep): ['email' | 'sms', string][] =>
  step.kind === 'send_email'
    ? [
        ['email', step.subject],
        ['email', step.body],
      ]
    : [['sms', step.body]];

/** What it has no default for; empty where it cannot be written with any value. */
function needsOf(step: MessageStep): ReadonlySet<string> | null {
  const filled = textsOf(step).flatMap(([, text]) => variablesOf(text).map((name) => [name, 'x']));
  if (failing(step, Object.fromEntries(filled)) !== null) return new Set();
  const found = textsOf(step).flatMap(([channel, text]) => checkTemplate(text, channel, variablesOf(text)));
  const bare = found.filter(({ code }) => code === 'no_default').flatMap(({ variable }) => variable ?? []);
  return bare.length > 0 ? new Set(bare) : null;
}
