import { fieldsOf } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import type { Truth } from '../steps/schema.ts';
import { variablesOf } from '../templates.ts';
import { allSteps } from '../tree.ts';

/** What a definition asks for: a rehearsal reads and computes nothing else. */
export type Asks = {
  /** By its conditions and dates. */
  values: ReadonlySet<string>;
  /** By its texts. */
  texts: ReadonlySet<string>;
  truths: ReadonlySet<Truth['fact']>;
  /** Whether it may ask the owner something. */
  owner: boolean;
  /** Whether it looks at what customers do with messages. */
  reactions: boolean;
  /** Whether it looks at what the customer bought before. */
  past: boolean;
};

const pastFields = ['customer.is_first_job', 'customer.last_purchase_at'];

/** Reads the whole tree once. */
export function asksOf(definition: Definition): Asks {
  const [values, texts] = [new Set<string>(), new Set<string>()];
  const truths = new Set<Truth['fact']>();
  let owner = definition.review;
  let reactions = definition.exits.some(({ on }) => on === 'replied' || on === 'clicked');
  if (definition.filter) for (const field of fieldsOf(definition.filter)) values.add(field);
  for (const step of allSteps(definition)) {
    if (step.kind === 'branch')
      for (const { when } of step.lanes) for (const field of fieldsOf(when)) values.add(field);
    if (step.kind === 'wait_until' && step.date) values.add(step.date.field);
    if (step.kind === 'ask_owner') owner = true;
    if (step.kind === 'wait_for' && (step.for === 'replied' || step.for === 'clicked')) reactions = true;
    if (step.kind !== 'send_email' && step.kind !== 'send_sms') continue;
    const words = step.kind === 'send_email' ? [step.subject, step.body] : [step.body];
    for (const variable of words.flatMap(variablesOf)) texts.add(variable);
    for (const { fact } of step.onlyIf ?? []) truths.add(fact);
  }
  if (truths.has('tag_absent')) values.add('client.tags');
  const past = pastFields.some((field) => values.has(field) || texts.has(field));
  return { values, texts, truths, owner, reactions, past };
}
