import type { Consent, TemplateFacts } from '../facts.ts';
import type { Business } from '../fields.ts';
import type { Holidays } from '../holidays.ts';
import type { Place } from '../regions.ts';
import type { SendingWindow } from '../sending-window.ts';
import type { PersonWithPlace } from '../values.ts';
import type { HomePlace } from '../whereabouts.ts';

/** Something that happened, as the log has it. */
export type PastEvent = {
  id: string;
  provider: string;
  trigger: string;
  /** The kind of what it is about: `job`, `invoice`. */
  entityKind: string;
  /** What it is about, by the name of one provider. */
  entity: string;
  /** The same for all copies of one paper. */
  paper: string;
  customerId: string | null;
  occurredAt: Date;
  /** When it was heard of; of what was read as history: when it happened. */
  heardAt: Date;
  /** It is so of its entity today, too. */
  holds: boolean;
  facts: TemplateFacts;
};

/** A change that a customer, a vendor or the business made at an address. `category` null: of everything. */
export type ConsentChange = { at: Date; refused: boolean; category: string | null };

/** A customer as of today, and what is known of earlier. */
export type PastCustomer = {
  id: string;
  /** The same for every record of one person. */
  person: string;
  values: PersonWithPlace;
  place: Place;
  consent: Consent;
  phones: readonly { number: string; smsAllowed: boolean }[];
  mutedAt: Date | null;
  goneAt: Date | null;
  /** Oldest first. */
  changes: Readonly<Record<'email' | 'sms', readonly ConsentChange[]>>;
};

/** Somebody was in a journey before, or is. `leftAt` null: still. */
export type PastStay = { person: string; paper: string | null; enteredAt: Date; leftAt: Date | null };

/** The same in a journey of the group. */
export type StayElsewhere = PastStay & { journeyId: string; enrollmentId: string };

/** Marketing that really left, by another journey. */
export type PastSend = { channel: 'email' | 'sms'; address: string; at: Date };

/** A job completed or an invoice paid. */
export type Purchase = { person: string; kind: 'job' | 'invoice'; paper: string; at: Date };

/** Everything that a rehearsal reads, of one business. */
export type Past = {
  business: Business & HomePlace;
  window: SendingWindow;
  holidays: Holidays;
  /** Oldest first by the time they were heard of. */
  events: readonly PastEvent[];
  customers: ReadonlyMap<string, PastCustomer>;
  /** Of this journey, as it really ran. */
  stays: readonly PastStay[];
  /** Of the journeys that exclude it. */
  elsewhere: readonly StayElsewhere[];
  sends: readonly PastSend[];
  purchases: readonly Purchase[];
};

/** What is rehearsed of it. */
export type Span = {
  /** Events from here on are told of. */
  from: Date;
  /** Nothing that would be later is told. */
  to: Date;
  /** From here on events start the journey, so that those who were written to shortly before are known. */
  warmFrom: Date;
};
