import { mentionsOptOut } from './compose.ts';
import type { Definition, Step } from './definition.ts';
import { isFirstText } from './first-text.ts';
import { shortenersIn } from './link-check.ts';
import { isMessage, waysOf } from './message-texts.ts';
import { textFields } from './publish-check-conditions.ts';
import { error, type Problem, type PublishContext, warning } from './publish-check-problem.ts';
import { sampleSegments } from './sample-segments.ts';
import { limits } from './steps/schema.ts';
import { sureValues } from './sure-values.ts';
import { variablesOf } from './templates.ts';
import { textProblems as checkText } from './text-check.ts';
import { stepById } from './tree.ts';

const emptyWords: Record<string, string> = { subject: 'Write a subject.', body: 'Write the message.' };
const tooMany = 3;

/** What is wrong with the texts of one step, in every way in which they may leave. */
export function textsProblems(step: Step, path: string, definition: Definition, context: PublishContext): Problem[] {
  if (step.kind === 'ask_owner') return questionProblems(step, path, definition, context);
  if (!isMessage(step)) return [];
  const texts = step.kind === 'send_email' ? { subject: step.subject, body: step.body } : { body: step.body };
  return [
    ...Object.entries(texts).flatMap(([field, text]) => fieldProblems(text, field, step, path, definition, context)),
    ...truthProblems(step, path, definition, context),
    ...waysOf(definition, step).flatMap((way) =>
      way.channel === 'sms' ? smsProblems(step.id, path, way.definition, context) : [],
    ),
    ...linkProblems(step, path, context),
  ];
}

type Message = Extract<Step, { kind: 'send_email' | 'send_sms' }>;

function fieldProblems(
  text: string,
  field: string,
  step: Message,
  path: string,
  definition: Definition,
  context: PublishContext,
): Problem[] {
  const at = `${path}.${field}`;
  if (text.trim() === '') return [error(at, 'empty', emptyWords[field] ?? 'Write the message.')];
  const channel = step.kind === 'send_email' ? 'email' : 'sms';
  const known = knownFields(definition, context);
  const sure = sureValues(definition, step.id);
  return [
    ...checkText(text, channel, known, context.own ?? {})
      .filter(({ code, variable }) => code !== 'no_default' || variable === null || !sure.has(variable))
      .map(({ code, message, severity }) => (severity === 'note' ? warning : error)(at, code, message)),
    ...rawDates(text, definition, context).map((name) =>
      warning(at, 'raw_date', `Say how ${name} is shown: {{ ${name} | date: "%B %-d" }}, or it reads 2026-06-12.`),
    ),
  ];
}

/** The names that texts may use after the trigger of a definition. */
export const knownFields = (definition: Definition, context: Pick<PublishContext, 'providers'>): string[] =>
  textFields(definition, context).map(({ name }) => name);

function rawDates(text: string, definition: Definition, context: PublishContext): string[] {
  const dates = textFields(definition, context).filter(({ type }) => type === 'date');
  return dates.flatMap(({ name }) =>
    new RegExp(`\\{\\{-?\\s*${name.replaceAll('.', '\\.')}\\s*(\\|\\s*default\\s*:[^|}]*)?-?\\}\\}`).test(text)
      ? name
      : [],
  );
}

function questionProblems(
  step: Extract<Step, { kind: 'ask_owner' }>,
  path: string,
  definition: Definition,
  context: PublishContext,
): Problem[] {
  if (step.question.trim() === '') return [];
  // One that cannot be filled in is asked as it stands: the people of the business can read it.
  return checkText(step.question, 'sms', knownFields(definition, context), {})
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => error(`${path}.question`, code, message));
}

function smsProblems(stepId: string, path: string, definition: Definition, context: PublishContext): Problem[] {
  const step = stepById(definition, stepId);
  if (step?.kind !== 'send_sms' || step.body.trim() === '') return [];
  const at = `${path}.body`;
  if (step.body.length > limits.smsBody) {
    return [error(at, 'text_too_long', `As a text this has more than ${limits.smsBody} characters. Shorten it.`)];
  }
  const isFirst = isFirstText(definition, stepId);
  const name = context.own?.name;
  const saysWho = variablesOf(step.body).includes('business.name') || Boolean(name && step.body.includes(name));
  const { segments, costly } = sampleSegments(step, definition, context);
  const signs = costly.length > 0 ? ` ${costly.slice(0, 5).join(' ')} make it longer: write plain characters.` : '';
  return [
    ...(isFirst && !mentionsOptOut(step.body)
      ? [
          warning(
            at,
            'opt_out_added',
            'The first text of a journey says how to opt out: "Reply STOP to opt out" is added to it.',
          ),
        ]
      : []),
    ...(isFirst && !saysWho
      ? [warning(at, 'no_business_name', 'The first text has to say who writes: begin with {{ business.name }}.')]
      : []),
    ...(segments > tooMany
      ? [warning(at, 'long_text', `This goes out and is billed as ${segments} texts. Shorten it.${signs}`)]
      : []),
  ];
}

function linkProblems(step: Message, path: string, { own = {} }: PublishContext): Problem[] {
  const bySms = step.kind === 'send_sms' || step.fallback === true;
  return shortenersIn(step.body, own).map((host) => {
    const advice = 'Use the whole address: clicks are counted anyway.';
    return bySms
      ? error(`${path}.body`, 'link_shortener', `Phone companies block texts with ${host} links. ${advice}`)
      : warning(`${path}.body`, 'link_shortener', `Mail filters distrust ${host} links. ${advice}`);
  });
}

const aboutPapers = { invoice_unpaid: 'invoice', quote_open: 'quote' } as const;

function truthProblems(step: Message, path: string, { trigger }: Definition, context: PublishContext): Problem[] {
  const { providers, connected } = context;
  const tellers = (fact: string) =>
    Object.entries(providers).filter(([, { truths }]) => !truths || Object.hasOwn(truths, fact));
  const started = trigger ? providers[trigger.provider]?.triggers[trigger.type] : undefined;
  if (!started) return [];
  return (step.onlyIf ?? []).flatMap(({ fact, tag }, index) => {
    const at = `${path}.onlyIf.${index}`;
    if (fact === 'tag_absent' && !tag) return [error(at, 'no_tag', 'Say which tag must not be there.')];
    const able = tellers(fact);
    if (able.length === 0) return [error(at, 'truth_unknown', 'No system that is set up here can tell this.')];
    const paper = fact === 'invoice_unpaid' || fact === 'quote_open' ? aboutPapers[fact] : null;
    if (paper !== null && paper !== started.entity)
      return [
        error(at, 'truth_of_other_kind', `This journey is not about one ${paper}, so nobody can say that of it.`),
      ];
    // That the system which starts the journey is missing is said at the trigger.
    const asked = connected && [...connected, trigger?.provider];
    if (!asked || able.some(([key]) => asked.includes(key))) return [];
    const names = able.map(([, { name }]) => name).join(' or ');
    const message = `Only ${names} can tell this: the message is left out until you connect it under Settings, Integrations.`;
    return [warning(at, 'truth_not_connected', message)];
  });
}
