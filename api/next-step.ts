import * as z from 'zod';
import type { Definition, Step, StepOf } from '../journeys/definition.ts';
import { stepAfter, stepById } from '../journeys/definition.ts';
import { templateFacts } from '../journeys/fields.ts';
import type { CustomerPast } from '../journeys/past.ts';
import { nestValues, render } from '../journeys/templates.ts';
import { allSteps } from '../journeys/tree.ts';
import type { EnrollmentTimeline } from '../records/enrollment-list.ts';
import type { Organization } from '../records/organizations.ts';

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const shownOfText = 60;

/** What this customer gets next, in the words that they will read. */
export function nextWords(
  row: EnrollmentTimeline,
  definition: Definition,
  organization: Organization,
  past: CustomerPast,
): string {
  const begin = row.status === 'held' || row.journey.status === 'paused' ? 'When it goes on,' : 'Then';
  const at = row.stepId === null ? null : stepById(definition, row.stepId);
  const next = at && !isWait(at) ? at : stepAfter(definition, at?.id ?? null);
  if (!next) return `${begin} the journey is at its end.`;
  if (next.kind === 'exit') return `${begin} it leaves the journey.`;
  if (next.kind === 'branch' || next.kind === 'split') return `${begin} it goes on as the journey branches.`;
  if (next.kind === 'ask_owner') return `${begin} you are asked: ${quoted(next.question)}`;
  if (next.kind === 'wait' || next.kind === 'wait_until') return `${begin} it waits again.`;
  if (next.kind === 'wait_for') return `${begin} it waits until ${happens(next.for)}.`;
  const text = written(row, next) ?? filledIn(row, next, organization, past);
  const unless = at?.kind === 'wait_for' ? `, unless ${happens(at.for)} first` : '';
  const what = next.kind === 'send_email' ? 'email' : 'text';
  return `${begin} the ${what} ${text ?? numbered(definition, next)} is sent${unless}.`;
}

/** A step at which an enrollment waits of itself. */
export const isWait = ({ kind }: Step): boolean => kind.startsWith('wait') || kind === 'ask_owner';

const happens = (what: string): string => {
  if (what === 'replied') return 'the customer answers';
  if (what === 'clicked') return 'the customer opens a link';
  return `this happens: ${what.replaceAll('_', ' ')}`;
};

type MessageStep = StepOf<'send_email' | 'send_sms'>;

/** A message that was moved or held is written already. */
function written({ messages }: EnrollmentTimeline, { id }: MessageStep): string | null {
  const message = messages.find(({ stepId }) => stepId === id);
  return quoted(message?.subject ?? message?.bodyText);
}

function filledIn(
  { customer, event }: EnrollmentTimeline,
  step: MessageStep,
  organization: Organization,
  past: CustomerPast,
) {
  const facts = templateFacts(customer, organization, factsSchema.parse(event?.facts ?? {}), past);
  const [channel, template] =
    step.kind === 'send_email' ? (['email', step.subject] as const) : (['sms', step.body] as const);
  const filled = render(channel, template, nestValues(facts));
  return filled.ok ? quoted(filled.text) : null;
}

/** A text that cannot be filled in is named by its place: nobody reads template language. */
function numbered(definition: Definition, step: MessageStep): string {
  const messages = allSteps(definition).filter(({ kind }) => kind === 'send_email' || kind === 'send_sms');
  return `of message ${messages.findIndex(({ id }) => id === step.id) + 1}`;
}

function quoted(text: string | null | undefined): string | null {
  const line = text?.replace(/\s+/g, ' ').trim();
  if (!line) return null;
  const characters = [...line];
  return `“${characters.length > shownOfText ? `${characters.slice(0, shownOfText).join('').trim()}…` : line}”`;
}
