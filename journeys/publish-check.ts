import { isFirstText, mentionsOptOut } from './compose.ts';
import type { Definition, Step } from './definition.ts';
import { commonFields, type TemplateField } from './fields.ts';
import { rulesOf } from './purposes.ts';
import { reactionProblems } from './reaction-check.ts';
import { isReaction } from './reactions.ts';
import type { ChannelName } from './steps/step.ts';
import { textProblems as checkText, type OwnThings } from './text-check.ts';
import { allSteps, lanesOf, places } from './tree.ts';

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
    ...orderProblems(definition),
    ...places(definition).flatMap(({ step, path }) => textProblems(step, path, definition, context)),
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

function orderProblems(definition: Definition): Problem[] {
  const all = places(definition);
  if (!all.some(({ step: { kind } }) => kind === 'send_email' || kind === 'send_sms')) {
    return [problem('steps', 'no_message', 'Add at least one message.')];
  }
  const { steps } = definition;
  const last = steps.length - 1;
  const end = steps[last];
  const isIdle = end?.kind.startsWith('wait') && lanesOf(end).every(isEmpty);
  return [
    ...unreachable(steps, 'steps'),
    ...(isIdle ? [problem(`steps.${last}`, 'last_wait', 'Nothing comes after this wait.', 'warning')] : []),
  ];
}

const isEmpty = ({ steps }: { steps: readonly Step[] }): boolean => steps.length === 0;

function unreachable(steps: readonly Step[], path: string): Problem[] {
  const end = steps.findIndex(alwaysEnds);
  const dead =
    end >= 0 && end < steps.length - 1
      ? [problem(`${path}.${end + 1}`, 'unreachable', 'Nobody comes here: the journey has ended before it.')]
      : [];
  const inside = steps.flatMap((step, index) =>
    lanesOf(step).flatMap((lane) => unreachable(lane.steps, `${path}.${index}.${lane.path}`)),
  );
  return [...dead, ...inside];
}

/** Nobody comes out of it: it ends, or every one of its lanes does. */
function alwaysEnds(step: Step): boolean {
  const lanes = lanesOf(step);
  return step.kind === 'exit' || (lanes.length > 0 && lanes.every((lane) => lane.steps.some(alwaysEnds)));
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

function optOutNote(step: Step, path: string, definition: Definition): Problem[] {
  if (step.kind !== 'send_sms' || mentionsOptOut(step.body) || step.body.trim() === '') return [];
  if (!isFirstText(definition, step.id)) return [];
  const message = 'The first text of a journey says how to opt out: "Reply STOP to opt out" is added to it.';
  return [problem(`${path}.body`, 'opt_out_added', message, 'warning')];
}

function addressProblem(definition: Definition, { hasPostalAddress }: PublishContext): Problem[] {
  const isMarketingMail =
    rulesOf(definition.purpose).class === 'marketing' && allSteps(definition).some(({ kind }) => kind === 'send_email');
  if (hasPostalAddress !== false || !isMarketingMail) return [];
  const message =
    'Marketing emails have to carry the postal address of your business: add it under Settings, Business.';
  return [problem('purpose', 'no_postal_address', message, 'warning')];
}
