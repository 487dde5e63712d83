import type { Definition } from '../definition.ts';
import { isMessage, waysOf } from '../message-texts.ts';
import type { PublishContext } from '../publish-check.ts';
import { rulesOf } from '../purposes.ts';
import { variablesOf } from '../templates.ts';
import { allSteps } from '../tree.ts';

export type NeedKind =
  | 'connection'
  | 'review_link'
  | 'booking_link'
  | 'postal_address'
  | 'email_sender'
  | 'sms_sender'
  | 'somebody_to_ask';

/** Something that a journey cannot do without; `met`: this business has it. */
export type Need = { kind: NeedKind; met: boolean };

/** What a definition needs of a business before it can do its work, in the order in which one sets it up. */
export function needsOf(definition: Definition, context: PublishContext): Need[] {
  const { trigger, purpose } = definition;
  const steps = allSteps(definition);
  const messages = steps.filter(isMessage);
  const channels = new Set(messages.map(({ kind }) => kind));
  const mayMail = messages.some((step) => waysOf(definition, step).some(({ channel }) => channel === 'email'));
  const names = new Set(messages.flatMap(({ body }) => variablesOf(body)));
  const has = (link: string) => context.own?.links?.includes(link) ?? false;
  const leaves = (channel: 'email' | 'sms') => context.senders?.[channel] === null;
  const needs: (Need & { asked: boolean })[] = [
    { kind: 'connection', asked: trigger !== null, met: context.connected?.includes(trigger?.provider ?? '') ?? false },
    { kind: 'email_sender', asked: channels.has('send_email'), met: leaves('email') },
    { kind: 'sms_sender', asked: channels.has('send_sms'), met: leaves('sms') },
    {
      kind: 'postal_address',
      asked: mayMail && rulesOf(purpose).class === 'marketing',
      met: context.hasPostalAddress ?? false,
    },
    { kind: 'review_link', asked: names.has('business.review_link'), met: has('business.review_link') },
    { kind: 'booking_link', asked: names.has('business.booking_link'), met: has('business.booking_link') },
    {
      kind: 'somebody_to_ask',
      asked: steps.some(({ kind }) => kind === 'ask_owner'),
      met: context.canAsk ?? false,
    },
  ];
  return needs.filter(({ asked }) => asked).map(({ kind, met }) => ({ kind, met }));
}
