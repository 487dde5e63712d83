import type { Value, Values } from '../conditions.ts';
import { mayBeTexted } from '../contactable.ts';
import type { TemplateFacts } from '../facts.ts';
import { templateFacts } from '../fields.ts';
import type { CustomerPast } from '../past.ts';
import type { ChannelName } from '../steps/step.ts';
import { conditionValues, type PersonWithPlace } from '../values.ts';
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
export type Card = { customer: PastCustomer; email: Contact | null; sms: Contact | null };

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
  // Names are an owner's: none of them may be one that every object has.
  const found: Record<string, Value> = Object.create(null);
  for (const name of names) found[name] = valueAt(name, known, business);
  return found;
}

function valueAt(name: string, known: Known, business: Past['business']): Value {
  const { card, facts, past } = known;
  const personal = ofPerson.get(name);
  if (personal) return personal(card.customer.values);
  if (name === 'customer.is_first_job') return past.isFirstJob;
  if (name === 'customer.last_purchase_at') return past.lastPurchaseAt?.toISOString() ?? null;
  if (name.startsWith('business.')) return ofBusiness(business)[name] ?? null;
  const isOwn = name.startsWith('customer.');
  const ofEvent = Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
  if (!isOwn && !name.endsWith('.tags')) return ofEvent;
  // The rest is asked for seldom, and made as it is for real ones; tags become a list there.
  const told = isOwn ? {} : { [name]: ofEvent };
  return conditionValues(card.customer.values, business, told, past)[name] ?? null;
}

const businesses = new WeakMap<Past['business'], Values>();
const nobody = { name: '', firstName: '', lastName: '', companyName: null, email: null, phone: null };

function ofBusiness(business: Past['business']): Values {
  const before = businesses.get(business);
  if (before) return before;
  const values = templateFacts(nobody, business, {});
  businesses.set(business, values);
  return values;
}

/** What conditions and texts ask for at every step, without making all the rest. */
const ofPerson: ReadonlyMap<string, (person: PersonWithPlace) => Value> = new Map(
  Object.entries<(person: PersonWithPlace) => Value>({
    'customer.first_name': ({ firstName }) => firstName,
    'customer.last_name': ({ lastName }) => lastName,
    'customer.name': ({ name }) => name,
    'customer.company_name': ({ companyName }) => companyName,
    'customer.is_company': ({ isCompany }) => isCompany,
    'customer.is_lead': ({ isLead }) => isLead,
    'customer.city': ({ city }) => city ?? null,
    'customer.province': ({ province }) => province ?? null,
  }),
);
