import type { Step } from './definition.ts';
import { lengthWords, quoted, stepWords } from './step-words.ts';

/** What a step of the same id and kind does differently; what its lanes hold is told of by itself. */
export function stepChanges(before: Step, after: Step): string[] {
  const name = stepWords(before);
  switch (before.kind) {
    case 'send_email':
      return after.kind === 'send_email' ? [...emailChanges(before, after), ...optionChanges(before, after)] : [];
    case 'send_sms':
      return after.kind === 'send_sms'
        ? [...differs(before.body, after.body, `The words of ${name} are changed.`), ...optionChanges(before, after)]
        : [];
    case 'wait':
      return after.kind === 'wait' ? becomes(before, after) : [];
    case 'wait_until':
      return after.kind === 'wait_until'
        ? [...becomes(before, after), ...differs(before.passed, after.passed, passed)]
        : [];
    case 'wait_for':
      return after.kind === 'wait_for'
        ? [...becomes(before, after), ...differs(lengthWords(before), lengthWords(after), lasts(name, after))]
        : [];
    case 'branch':
      return after.kind === 'branch'
        ? differs(before.lanes.map(bare), after.lanes.map(bare), `The conditions of ${name} are changed.`)
        : [];
    case 'split':
      return after.kind === 'split' ? differs(before.lanes.map(bare), after.lanes.map(bare), splits(name, after)) : [];
    case 'ask_owner':
      return after.kind === 'ask_owner' ? questionChanges(before, after) : [];
    case 'exit':
      return after.kind === 'exit' ? becomes(before, after) : [];
  }
}

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;
type Message = Of<'send_email' | 'send_sms'>;

const passed = 'What happens when the date of a wait has passed already is changed.';
const lasts = (name: string, after: Of<'wait_for'>) => `${capital(name)} lasts ${lengthWords(after)} at most now.`;
const splits = (name: string, after: Of<'split'>) => `${capital(name)} is ${stepWords(after)} now.`;

function emailChanges(before: Of<'send_email'>, after: Of<'send_email'>): string[] {
  const name = stepWords(before);
  return [
    ...differs(before.subject, after.subject, `The subject of ${name} is ${quoted(after.subject)} now.`),
    ...differs(before.body, after.body, `The words of ${name} are changed.`),
  ];
}

function optionChanges(before: Message, after: Message): string[] {
  const name = stepWords(before);
  return [
    ...differs(
      before.fallback ?? false,
      after.fallback ?? false,
      `${capital(name)} ${after.fallback ? 'takes the other channel when it cannot arrive' : 'takes no other channel any more'}.`,
    ),
    ...differs(before.onlyIf ?? [], after.onlyIf ?? [], `What must be true for ${name} to leave is changed.`),
    ...differs(
      before.usefulForHours ?? null,
      after.usefulForHours ?? null,
      after.usefulForHours
        ? `${capital(name)} helps for ${lengthWords({ amount: after.usefulForHours, unit: 'hours' })} now.`
        : `${capital(name)} helps as long as the journey says.`,
    ),
  ];
}

function questionChanges(before: Of<'ask_owner'>, after: Of<'ask_owner'>): string[] {
  const name = stepWords(before);
  return [
    ...differs(before.question, after.question, `${capital(name)} is ${quoted(after.question)} now.`),
    ...differs(
      lengthWords(before),
      lengthWords(after),
      `${capital(name)} waits ${lengthWords(after)} for an answer now.`,
    ),
    ...differs(before.silence, after.silence, `Without an answer ${name} means ${after.silence} now.`),
  ];
}

const becomes = (before: Step, after: Step): string[] =>
  differs(stepWords(before), stepWords(after), `${capital(stepWords(before))} is ${stepWords(after)} now.`);

const bare = <Lane extends { steps: unknown }>({ steps: _, ...lane }: Lane): Omit<Lane, 'steps'> => lane;

const differs = (before: unknown, after: unknown, words: string): string[] =>
  JSON.stringify(before) === JSON.stringify(after) ? [] : [words];

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
