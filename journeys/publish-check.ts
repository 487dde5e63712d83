import { mentionsOptOut } from './compose.ts';
import type { Definition, Step } from './definition.ts';
import { commonFields, type TemplateField } from './fields.ts';
import { rulesOf } from './purposes.ts';
import { alwaysEnds, reactionProblems } from './reaction-check.ts';
import { isReaction } from './reactions.ts';
import type { ChannelName } from './steps/step.ts';
import { textProblems as checkText, type OwnThings } from './text-check.ts';

/** `path` as in the definition: `steps.2.body`. An error stands in the way of publishing, a warning does not. */
export type Problem = { path: string; code: string; message: string; severity: 'error' | 'warning' };

export type PublishContext = {
  /** What every provider offers: its manifest is enough. */
  providers: Readonly<
    Record<
      string,
      { name: string; triggers: Readonly<Record<string, { entity: string; fields: readonly TemplateField[] }>> }
    >
  >;
  /** Keys of the providers that this organization has connected; left out: not asked. */
  connected?: readonly string[];
  /** The channels that this installation has; left out: all. */
  channels?: readonly ChannelName[];
  /** Whether the business's postal address is known, which marketing mail has to carry; left out: not asked. */
  hasPostalAddress?: boolean;
  /** What texts may need of the business; left out: not asked. */
  own?: OwnThings;
  /** Whether opened links are counted; left out: not asked. */
  linksTracked?: boolean;
};

const problem = (path: string, code: string, message: string, severity: Problem['severity'] = 'error'): Problem => ({
  path,
  code,
  message,
  severity,
});

/** Everything that stands in the way of publishing a definition, and what its owner may want to know. */
export function publishProblems(definition: Definition, context: PublishContext): Problem[] {
  return [
    ...triggerProblems(definition, context),
    ...orderProblems(definition.steps),
    ...definition.steps.flatMap((step, index) => textProblems(step, `steps.${index}`, definition, context)),
    ...exitProblems(definition, context),
    ...reactionProblems(definition, context.linksTracked),
    ...addressProblem(definition, context),
  ];
}

/** The names that texts may use after the trigger of a definition. */
export function knownFields({ trigger }: Definition, { providers }: Pick<PublishContext, 'providers'>): string[] {
  const own = trigger ? (providers[trigger.provider]?.triggers[trigger.type]?.fields ?? []) : [];
  return [...commonFields, ...own].map(({ name }) => name);
}

function triggerProblems({ trigger }: Definition, { providers, connected }: PublishContext): Problem[] {
  if (!trigger) return [problem('trigger', 'no_trigger', 'Choose what starts this journey.')];
  const provider = providers[trigger.provider];
  if (!provider?.triggers[trigger.type]) {
    return [problem('trigger', 'unknown_trigger', 'What starts this journey is not available here. Choose another.')];
  }
  if (connected && !connected.includes(trigger.provider)) {
    const message = `Nobody starts until you connect ${provider.name} under Settings, Integrations.`;
    return [problem('trigger', 'not_connected', message, 'warning')];
  }
  return [];
}

/** What no provider tells of, what started it, and what is never the same thing would end nobody. */
function exitProblems({ trigger, exits }: Definition, { providers }: PublishContext): Problem[] {
  const started = trigger && providers[trigger.provider]?.triggers[trigger.type];
  return exits.flatMap(({ on, about }, index) => {
    const path = `exits.${index}.on`;
    if (on === '') return [problem(path, 'no_exit_trigger', 'Choose what ends the journey early, or remove the line.')];
    const known = Object.values(providers).flatMap(({ triggers }) => triggers[on] ?? []);
    if (known.length === 0 && !isReaction(on)) {
      const message = 'What ends this journey early is not available here. Choose another or remove the line.';
      return [problem(path, 'unknown_exit', message)];
    }
    if (exits.findIndex((other) => other.on === on && other.about === about) < index)
      return [problem(path, 'exit_twice', 'This ending stands here twice. Remove one of the two lines.')];
    if (about === 'customer' || !started || isReaction(on)) return [];
    if (on === trigger.type) {
      const message = 'What starts the journey cannot end it for the same one. Let another one of the customer end it.';
      return [problem(path, 'exit_is_start', message)];
    }
    if (known.some(({ entity }) => entity === started.entity)) return [];
    const message = 'This is about something else than what starts the journey. Let any of the same customer end it.';
    return [problem(path, 'exit_of_other_kind', message)];
  });
}

function orderProblems(steps: readonly Step[]): Problem[] {
  if (!steps.some(({ kind }) => kind === 'send_email' || kind === 'send_sms')) {
    return [problem('steps', 'no_message', 'Add at least one message.')];
  }
  const exit = steps.findIndex((step) => step.kind === 'exit' || (step.kind === 'wait_for' && alwaysEnds(step)));
  if (exit >= 0 && exit < steps.length - 1) {
    return [problem(`steps.${exit + 1}`, 'unreachable', 'Nobody comes here: the journey has ended before it.')];
  }
  const last = steps.length - 1;
  const end = steps[last];
  // A wait that may end the journey says how it ended.
  return end?.kind === 'wait' || (end?.kind === 'wait_for' && end.happened === end.timedOut && end.happened === 'go_on')
    ? [problem(`steps.${last}`, 'last_wait', 'Nothing comes after this wait.', 'warning')]
    : [];
}

function textProblems(step: Step, path: string, definition: Definition, context: PublishContext): Problem[] {
  if (step.kind !== 'send_email' && step.kind !== 'send_sms') return [];
  const channel = step.kind === 'send_email' ? 'email' : 'sms';
  const known = knownFields(definition, context);
  const texts = step.kind === 'send_email' ? { subject: step.subject, body: step.body } : { body: step.body };
  const off = context.channels && !context.channels.includes(channel);
  return [
    ...(off ? [problem(path, 'channel_off', `${channelName[channel]} is not set up on this installation.`)] : []),
    ...Object.entries(texts).flatMap(([field, text]) =>
      text.trim() === ''
        ? [problem(`${path}.${field}`, 'empty', emptyWords[field] ?? 'Write the message.')]
        : checkText(text, channel, known, context.own ?? {}).map((found) => fromTemplate(`${path}.${field}`, found)),
    ),
    ...optOutNote(step, path, definition),
  ];
}

const channelName = { email: 'Email', sms: 'SMS' } as const;
const emptyWords: Record<string, string> = { subject: 'Write a subject.', body: 'Write the message.' };

const fromTemplate = (path: string, { code, message, severity }: ReturnType<typeof checkText>[number]): Problem =>
  problem(path, code, message, severity === 'note' ? 'warning' : 'error');

function optOutNote(step: Step, path: string, { steps }: Definition): Problem[] {
  const first = steps.find(({ kind }) => kind === 'send_sms');
  if (step.kind !== 'send_sms' || first?.id !== step.id || mentionsOptOut(step.body) || step.body.trim() === '')
    return [];
  const message = 'The first text of a journey says how to opt out: "Reply STOP to opt out" is added to it.';
  return [problem(`${path}.body`, 'opt_out_added', message, 'warning')];
}

function addressProblem({ purpose, steps }: Definition, { hasPostalAddress }: PublishContext): Problem[] {
  const isMarketingMail = rulesOf(purpose).class === 'marketing' && steps.some(({ kind }) => kind === 'send_email');
  if (hasPostalAddress !== false || !isMarketingMail) return [];
  const message =
    'Marketing emails have to carry the postal address of your business: add it under Settings, Business.';
  return [problem('purpose', 'no_postal_address', message, 'warning')];
}
