import { type Definition, emptyDefinition } from '../definition.ts';

/** A ready journey: usable as it is, and a beginning for one's own. */
export type GalleryJourney = {
  name: string;
  /** What it does, in one or two sentences for owners. */
  summary: string;
  /** What an owner should know before turning it on. */
  notes: readonly string[];
  /** One for each provider that can start it, by the provider's key: what starts it and what it may ask differ. */
  definitions: Readonly<Record<string, Definition>>;
};

type Written = Pick<Definition, 'purpose' | 'steps'> & Partial<Definition> & { starts: string; on: string };

/** A definition with what every journey has by default. `starts`: the trigger; `on`: the provider. */
export const written = ({ starts, on, ...rest }: Written): Definition => ({
  ...emptyDefinition(),
  ...rest,
  trigger: { provider: on, type: starts },
});

/** Nobody is written to at breakfast or late in the evening, nor on a public holiday. */
export const daytime: Definition['window'] = { hours: [8, 20], weekdays: null, holidays: false };
export const workdays: Definition['window'] = { hours: [8, 19], weekdays: [1, 2, 3, 4, 5], holidays: false };

/** Where no system tells of finished work. */
export const startsByPayment =
  'QuickBooks Online does not tell when work is done: there it starts when an invoice is paid, also one for a deposit.';

export const hello = 'Hi {{ customer.first_name | default: "there" }},';

/** Only a number that the business has is offered. */
export const orCall = '{% if business.phone %} or call us at {{ business.phone }}{% endif %}';
