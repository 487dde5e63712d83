import type { Value, Values } from '../conditions.ts';
import { mayBeTexted } from '../contactable.ts';
import type { TemplateFacts } from '../facts.ts';
import { type CustomerPast, unknownPast } from '../past.ts';
import type { ChannelName } from '../steps/step.ts';
import { conditionValues } from '../values.ts';
import { type Whereabouts, whereabouts } from '../whereabouts.ts';
import type { Past, PastCustomer } from './past.ts';

/** Where a customer is written to by one channel. */
export type Contact = {
  address: string;
  /** When marketing left for it, really or on paper: the same list for whoever has the address. */
  sent: Date[];
  allowed: boolean;
  where: Whereabouts;
};

/** What does not change about a customer, made once: a journey asks for it at every step. */
export type Card = { customer: PastCustomer; email: Contact | null; sms: Contact | null; values: Values | null };

/** The cards of all customers of one business. */
export type Cards = (customer: PastCustomer) => Card;

export function openCards({ business, sends }: Past): Cards {
  const cards = new Map<PastCustomer, Card>();
  const sent = new Map<string, Date[]>();
  for (const { channel, address, at } of sends) sentTo(channel, address).push(at);

  return (customer) => {
    const before = cards.get(customer);
    if (before) return before;
    const { email, phone } = customer.values;
    const card: Card = {
      customer,
      email: email === null ? null : contact(customer, 'email', email),
      sms: phone === null ? null : contact(customer, 'sms', phone),
      values: null,
    };
    cards.set(customer, card);
    return card;
  };

  function contact({ place, phones }: PastCustomer, channel: ChannelName, address: string): Contact {
    return {
      address,
      sent: sentTo(channel, address),
      allowed: channel === 'email' || mayBeTexted(phones, address, business.country),
      where: whereabouts(business, place, channel === 'sms' ? address : null),
    };
  }

  function sentTo(channel: ChannelName, address: string): Date[] {
    // Nobody's mailbox differs by case.
    const key = channel === 'email' ? address.trim().toLowerCase() : address.trim();
    const before = sent.get(key);
    if (before) return before;
    const list: Date[] = [];
    sent.set(key, list);
    return list;
  }
}

/** What was known at an instant of one way through the journey. */
export type Known = { card: Card; facts: TemplateFacts; past: CustomerPast };

/** Values by their names, as conditions have them; only what is asked for is made. */
export function pick(names: ReadonlySet<string>, known: Known, { business }: Past): Values {
  const found: Record<string, Value> = {};
  for (const name of names) found[name] = valueAt(name, known, business);
  return found;
}

const own = /^(customer|business)\./;

function valueAt(name: string, { card, facts, past }: Known, business: Past['business']): Value {
  if (name === 'customer.is_first_job') return past.isFirstJob;
  if (name === 'customer.last_purchase_at') return past.lastPurchaseAt?.toISOString() ?? null;
  if (own.test(name)) {
    card.values ??= conditionValues(card.customer.values, business, {}, unknownPast);
    return card.values[name] ?? null;
  }
  const value = facts[name] ?? null;
  if (!name.endsWith('.tags')) return value;
  // Tags are a list for conditions, as they are in real ones.
  return conditionValues(card.customer.values, business, { [name]: value }, unknownPast)[name] ?? null;
}
