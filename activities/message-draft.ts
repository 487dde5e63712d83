import { compose } from '../journeys/compose.ts';
import { missingAddress } from '../journeys/contactable.ts';
import { stepById } from '../journeys/definition.ts';
import { templateFacts } from '../journeys/fields.ts';
import type { ChannelName } from '../journeys/steps/step.ts';
import { untracked } from '../journeys/templates.ts';
import type { Tenant } from '../records/database.ts';
import type { NewLink } from '../records/links.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import type { NewMessage } from '../records/messages.ts';
import { fromLine, type Sender } from '../records/senders.ts';
import type { Dependencies } from './dependencies.ts';
import { trackedLinks } from './tracked-links.ts';
import { unsubscribeHeaders, unsubscribeUrl } from './unsubscribe.ts';

/** The message of a step as it will leave, and the links of ours that stand in it: to be saved with its row. */
export async function draftWithLinks(
  tenant: Tenant,
  deps: Dependencies,
  loaded: LoadedEnrollment,
  due: { channel: ChannelName; stepId: string },
  sender: Sender,
): Promise<{ draft: NewMessage; links: readonly NewLink[] }> {
  const { track, made } = trackedLinks(deps.settings.publicUrl);
  const unsubscribe = await unsubscribeUrl(tenant, deps, loaded, due.channel);
  const draft = draftMessage(loaded, due, sender, unsubscribe, loaded.organization.trackLinks ? track : untracked);
  return { draft, links: made };
}

/** Writes the ledger row of a step: the message, or why there will be none. */
export function draftMessage(
  loaded: LoadedEnrollment,
  { channel, stepId }: { channel: ChannelName; stepId: string },
  sender: Sender,
  unsubscribeUrl: string | null,
  track: (url: string) => string = untracked,
): NewMessage {
  const { customer, organization, definition, event, past } = loaded;
  const to = channel === 'email' ? customer.email : customer.phone;
  const row: NewMessage = {
    enrollmentId: loaded.id,
    stepId,
    customerId: customer.id,
    channel,
    purpose: definition.purpose,
    to,
    sender: { id: sender.id, from: fromLine(channel, sender), replyTo: replyTo(channel, sender, organization.replyTo) },
    subject: null,
    text: null,
    html: null,
    headers: {},
    skipped: null,
  };
  if (to === null) return { ...row, skipped: missingAddress(customer.phones, channel) };
  const step = stepById(definition, stepId);
  if (step?.kind !== 'send_email' && step?.kind !== 'send_sms') return { ...row, skipped: 'step_missing' };
  const facts = templateFacts(customer, organization, event?.facts ?? {}, past);
  const composed = compose(step, definition, facts, organization, { unsubscribeUrl, track });
  if (!composed.ok) return { ...row, skipped: composed.reason };
  const { subject, text, html } = composed;
  const headers = channel === 'email' ? unsubscribeHeaders(definition.purpose, unsubscribeUrl) : {};
  return { ...row, subject, text, html, headers };
}

const replyTo = (channel: ChannelName, sender: Sender, organization: string | null): string | null =>
  channel === 'email' ? (sender.replyTo ?? organization) : null;
