import { capsFor } from './caps.ts';
import type { Definition } from './definition.ts';
import { channelOf, isMessage, waysOf } from './message-texts.ts';
import { error, type Problem, type PublishContext, warning } from './publish-check-problem.ts';
import { rulesOf } from './purposes.ts';
import type { ChannelName } from './steps/step.ts';
import { places } from './tree.ts';
import { reasonWords } from './words.ts';
import { worstCase } from './worst-case.ts';

const names = { email: 'Email', sms: 'SMS' } as const;

/** Whether the messages of a definition can leave, and how many they are. */
export function sendingProblems(definition: Definition, context: PublishContext): Problem[] {
  return [
    ...channelProblems(definition, context),
    ...addressProblem(definition, context),
    ...senderProblems(definition, context),
    ...askingProblem(definition, context),
    ...amountProblems(definition),
    ...automationProblem(definition, context),
  ];
}

function channelProblems(definition: Definition, { channels }: PublishContext): Problem[] {
  if (!channels) return [];
  return places(definition).flatMap(({ step, path }) => {
    if (!isMessage(step)) return [];
    const off = (channel: ChannelName) => !channels.includes(channel);
    const [own, other] = waysOf(definition, step).map(({ channel }) => channel);
    if (own && off(own)) return [error(path, 'channel_off', `${names[own]} is not set up on this installation.`)];
    if (!other || !off(other)) return [];
    const message = `${names[other]} is not set up on this installation, so it cannot stand in.`;
    return [warning(`${path}.fallback`, 'fallback_off', message)];
  });
}

/** The channels by which messages of a definition may leave. */
const channelsOf = (definition: Definition): Set<ChannelName> =>
  new Set(
    places(definition).flatMap(({ step }) =>
      isMessage(step) ? waysOf(definition, step).map(({ channel }) => channel) : [],
    ),
  );

/** CAN-SPAM (15 USC 7704(a)(5)) and CASL (SOR/2012-36, section 2) want it in every commercial email. */
function addressProblem(definition: Definition, { hasPostalAddress }: PublishContext): Problem[] {
  const isMarketingMail = rulesOf(definition.purpose).class === 'marketing' && channelsOf(definition).has('email');
  if (hasPostalAddress !== false || !isMarketingMail) return [];
  const message =
    'Marketing emails have to carry the postal address of your business: add it under Settings, Business.';
  return [error('purpose', 'no_postal_address', message)];
}

function senderProblems(definition: Definition, { senders, channels }: PublishContext): Problem[] {
  if (!senders) return [];
  return places(definition).flatMap(({ step, path }, index, all) => {
    if (!isMessage(step)) return [];
    const channel = channelOf(step);
    const why = senders[channel];
    const isFirst = all.findIndex((other) => isMessage(other.step) && channelOf(other.step) === channel) === index;
    // Said once for each channel, and not of one that is off altogether.
    if (!why || !isFirst || (channels && !channels.includes(channel))) return [];
    return [warning(path, why, reasonWords(why))];
  });
}

function askingProblem(definition: Definition, { canAsk }: PublishContext): Problem[] {
  const asking = places(definition).find(({ step }) => step.kind === 'ask_owner');
  if (canAsk !== false || !asking) return [];
  const message = 'Nobody is told of the question: say under Settings, Notifications, whom it goes to.';
  return [warning(asking.path, 'nobody_to_ask', message)];
}

/** More than these in one journey are seldom welcome. */
const many = { transactionalPerDay: 2, inAll: 8 };

function amountProblems(definition: Definition): Problem[] {
  const { perDay, inAll } = worstCase(definition);
  const isMarketing = rulesOf(definition.purpose).class === 'marketing';
  const allowed = isMarketing ? capsFor(definition.caps).perDay : many.transactionalPerDay;
  const most = isMarketing
    ? `One address gets at most ${allowed} of this kind a day: the others are moved to the days after, or left out.`
    : 'That is a lot for one day: let more time pass between them.';
  return [
    ...(perDay > allowed
      ? [warning('steps', 'many_a_day', `One customer can get ${perDay} messages within a day. ${most}`)]
      : []),
    ...(inAll > many.inAll
      ? [warning('steps', 'many_in_all', `One customer can get ${inAll} messages in all. Are all of them wanted?`)]
      : []),
  ];
}

/** The same message from two sides annoys: asked once for each purpose. */
function automationProblem({ trigger, purpose }: Definition, context: PublishContext): Problem[] {
  const { providers, connected, accepted = [] } = context;
  const asked = Object.keys(providers).filter((key) => key === trigger?.provider || connected?.includes(key));
  return asked.flatMap((key) => {
    const provider = providers[key];
    const where = provider?.automations?.[purpose];
    const code = `own_automation:${key}:${purpose}`;
    if (!provider || !where || accepted.includes(code)) return [];
    const message = `${provider.name} can send the same by itself: ${where}. See that it does not, or customers get it twice.`;
    return [warning('purpose', code, message)];
  });
}
