import { type Composed, compose } from '../compose.ts';
import { type Definition, stepById } from '../definition.ts';
import { templateFacts } from '../fields.ts';
import { unknownPast } from '../past.ts';
import { segmentsOf } from '../sms-text.ts';
import { untracked } from '../templates.ts';
import { asksOf } from './asks.ts';
import { boughtBefore, createHeard } from './log.ts';
import type { Past, PastEvent } from './past.ts';
import type { Rehearsed, RehearsedMessage } from './result.ts';

/** Writes messages of a rehearsal as they would have left, with what was known then. Null: it is not known any more. */
export type Write = (one: Rehearsed, message: RehearsedMessage) => Composed | null;

/** @param unsubscribeUrl where the link below marketing leads; it does nothing */
export function writer(definition: Definition, past: Past, unsubscribeUrl: string): Write {
  const asksForPast = asksOf(definition).past;
  const bought = boughtBefore(past);
  const events = new Map<string, PastEvent>();
  const ofEntity = new Map<string, PastEvent[]>();
  for (const event of past.events) {
    events.set(event.id, event);
    ofEntity.set(event.entity, [...(ofEntity.get(event.entity) ?? []), event]);
  }
  return ({ eventId, customerId }, { stepId, at, dueAt }) => {
    const event = events.get(eventId);
    const customer = customerId === null ? undefined : past.customers.get(customerId);
    const step = stepById(definition, stepId);
    if (!event || !customer || (step?.kind !== 'send_email' && step?.kind !== 'send_sms')) return null;
    const when = at ?? dueAt;
    const heard = createHeard();
    for (const each of ofEntity.get(event.entity) ?? []) if (each.heardAt <= when) heard.add(each, null);
    const known = asksForPast ? bought(customer.person, event, when) : unknownPast;
    const facts = templateFacts(customer.values, past.business, heard.factsOf(event), known);
    return compose(step, definition, facts, past.business, { unsubscribeUrl, track: untracked });
  };
}

/** Enough to know how long the texts of a journey are. */
const writtenAtMost = 100;

/** As how many texts they would have been billed; of many texts a spread of them is written, and the rest reckoned. */
export function billedTexts(rehearsed: readonly Rehearsed[], write: Write): number {
  const texts = rehearsed.flatMap((one) =>
    one.messages.flatMap((message) =>
      message.outcome === 'sent' && message.channel === 'sms' ? { one, message } : [],
    ),
  );
  const every = Math.max(1, texts.length / writtenAtMost);
  let [counted, segments] = [0, 0];
  for (let index = 0; index < texts.length; index += every) {
    const text = texts[Math.floor(index)];
    const written = text && write(text.one, text.message);
    if (!written?.ok) continue;
    counted++;
    segments += segmentsOf(written.text).segments;
  }
  return counted === 0 ? 0 : Math.round((segments / counted) * texts.length);
}
