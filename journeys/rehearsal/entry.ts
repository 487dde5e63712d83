import type { Values } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import { type EntryDetail, judgeEntry } from '../entry.ts';
import type { PastCustomer, PastEvent, PastStay, StayElsewhere } from './past.ts';

export type Refusal = { reason: string; detail: EntryDetail };

/** What stands for or against starting at an instant. `elsewhere`: in journeys that exclude this one. */
export type Door = {
  customer: PastCustomer | null;
  /** Needed only where there is a filter. */
  values: Values;
  earlier: readonly PastStay[];
  elsewhere: readonly StayElsewhere[];
};

/** Why an event would not start the journey; null: it would. By the rules of a real decision. */
export function refusal(definition: Definition, event: PastEvent, door: Door, now: Date): Refusal | null {
  const { customer, earlier, elsewhere } = door;
  if (!customer) return { reason: 'no_customer', detail: {} };
  if (customer.goneAt && customer.goneAt <= now) return { reason: 'customer_gone', detail: {} };
  const isIn = ({ enteredAt, leftAt }: PastStay) => enteredAt <= now && (leftAt === null || leftAt > now);
  const facts = {
    values: door.values,
    earlier: earlier.map((stay) => ({
      enrolledAt: stay.enteredAt,
      active: isIn(stay),
      sameEntity: stay.paper === event.paper,
    })),
    beside: elsewhere.find(isIn) ?? null,
    occurredAt: event.occurredAt,
  };
  const verdict = judgeEntry(definition, facts, now);
  return verdict.kind === 'enter' ? null : { reason: verdict.reason, detail: verdict.detail };
}
