import { describe, expect, it } from '@jest/globals';
import { type ObservedTransition, observe, type State, stateKey } from './observation.ts';

const zone = 'America/New_York';
const connectedAt = new Date('2026-03-01T15:00:00Z');
const connection = { connectedAt, zone, epoch: 1 };
const invoice = { kind: 'invoice', id: 'i1' };
const visit = { kind: 'visit', id: 'v1' };
const job = { kind: 'job', id: 'j1' };
const utc = (text: string) => new Date(text);

type Seen = {
  at: string;
  due?: string | null;
  owed?: boolean;
  createdAt?: string;
  updatedAt?: string;
  told?: string;
  from?: typeof visit;
};
type Told = { n: number; origin: string; at: string };

/** One invoice as it is read again and again; `due` is a day, or an instant when it has a time. */
class Books {
  private readonly states = new Map<string, State>();
  connection = connection;
  events: Told[] = [];
  due: string | null = null;

  see({ at, due = '2026-03-20', owed = true, createdAt = '2026-02-01T12:00:00Z', updatedAt, told, from }: Seen): this {
    const isDay = due?.length === 10;
    const transition: ObservedTransition = {
      trigger: from ? 'job_started' : 'invoice_overdue',
      entity: from ? job : invoice,
      holds: owed,
      at: due ? utc(isDay ? `${due}T00:00:00Z` : due) : null,
      ...(isDay && { dateOnly: true }),
      source: 'dueDate',
      saidBy: [],
      due: true,
    };
    const now = utc(at);
    const entity = from ?? invoice;
    const reading = {
      entity,
      createdAt: utc(createdAt),
      updatedAt: updatedAt ? utc(updatedAt) : now,
      transitions: [transition],
    };
    const hints = told ? [{ topic: 'invoice.updated', at: utc(told) }] : [];
    const outcome = observe({ reading, states: this.states, hints, connection: this.connection, now });
    if (outcome.stale) throw new Error('stale');
    for (const { entity: of, holds, counts } of outcome.changes)
      this.states.set(stateKey(of), { epoch: this.connection.epoch, holds, counts, updatedAt: reading.updatedAt });
    for (const { n, origin, occurredAt } of outcome.events)
      this.events.push({ n, origin, at: occurredAt.toISOString() });
    for (const { at: next } of outcome.due) this.due = next?.toISOString() ?? null;
    return this;
  }
}

const live = (n: number, at: string) => ({ n, origin: 'live', at });
const endOfTwentieth = '2026-03-21T03:59:59.999Z';

const table: { what: string; seen: Seen[]; events: Told[]; due: string | null }[] = [
  { what: 'begins in the future: only asks', seen: [{ at: '2026-03-02T00:00:00Z' }], events: [], due: endOfTwentieth },
  {
    what: 'begins while nobody looks: is of that moment, whenever it is read',
    seen: [{ at: '2026-03-02T00:00:00Z' }, { at: '2026-03-22T00:00:00Z' }, { at: '2026-03-23T00:00:00Z' }],
    events: [live(1, endOfTwentieth)],
    due: null,
  },
  {
    what: 'has not begun on the last minute of its day',
    seen: [{ at: '2026-03-02T00:00:00Z' }, { at: '2026-03-21T03:59:00Z' }],
    events: [],
    due: endOfTwentieth,
  },
  {
    what: 'ends its day an hour earlier before the clocks go forward than after',
    seen: [{ at: '2026-03-02T00:00:00Z', due: '2026-03-07' }],
    events: [],
    due: '2026-03-08T04:59:59.999Z',
  },
  {
    what: 'ends the day on which the clocks go forward by the new time',
    seen: [{ at: '2026-03-02T00:00:00Z', due: '2026-03-08' }],
    events: [],
    due: '2026-03-09T03:59:59.999Z',
  },
  {
    what: 'with a time begins at that instant',
    seen: [{ at: '2026-03-02T00:00:00Z', due: '2026-03-05T13:00:00Z' }],
    events: [],
    due: '2026-03-05T13:00:00.000Z',
  },
  {
    what: 'moved later: waits for the new day',
    seen: [{ at: '2026-03-02T00:00:00Z' }, { at: '2026-03-10T00:00:00Z', due: '2026-03-25' }],
    events: [],
    due: '2026-03-26T03:59:59.999Z',
  },
  {
    what: 'moved earlier, still ahead: waits for the new day',
    seen: [{ at: '2026-03-02T00:00:00Z' }, { at: '2026-03-10T00:00:00Z', due: '2026-03-12' }],
    events: [],
    due: '2026-03-13T03:59:59.999Z',
  },
  {
    what: 'moved into the past: begins when it was moved',
    seen: [
      { at: '2026-03-02T00:00:00Z' },
      { at: '2026-03-15T10:00:05Z', due: '2026-03-05', told: '2026-03-15T10:00:00Z' },
    ],
    events: [live(1, '2026-03-15T10:00:00.000Z')],
    due: null,
  },
  {
    what: 'moved ahead and begun before anybody looked: is of its own moment',
    seen: [
      { at: '2026-03-02T00:00:00Z' },
      { at: '2026-03-15T10:00:05Z', due: '2026-03-12', updatedAt: '2026-03-10T00:00:00Z' },
    ],
    events: [live(1, '2026-03-13T03:59:59.999Z')],
    due: null,
  },
  {
    what: 'moved later after it began: begins once more, as a second event',
    seen: [
      { at: '2026-03-02T00:00:00Z' },
      { at: '2026-03-21T05:00:00Z' },
      { at: '2026-03-22T00:00:00Z', due: '2026-03-25' },
      { at: '2026-03-26T05:00:00Z', due: '2026-03-25' },
    ],
    events: [live(1, endOfTwentieth), live(2, '2026-03-26T03:59:59.999Z')],
    due: null,
  },
  {
    what: 'moved within the past after it began: is no news',
    seen: [
      { at: '2026-03-02T00:00:00Z' },
      { at: '2026-03-21T05:00:00Z' },
      { at: '2026-03-22T00:00:00Z', due: '2026-03-18' },
    ],
    events: [live(1, endOfTwentieth)],
    due: null,
  },
  {
    what: 'is settled before its day: never begins, and asks no more',
    seen: [
      { at: '2026-03-02T00:00:00Z' },
      { at: '2026-03-10T00:00:00Z', owed: false },
      { at: '2026-03-25T00:00:00Z', owed: false },
    ],
    events: [],
    due: null,
  },
  {
    what: 'is settled after its day, and opened again with the same day: is no second event',
    seen: [
      { at: '2026-03-02T00:00:00Z' },
      { at: '2026-03-21T05:00:00Z' },
      { at: '2026-03-22T00:00:00Z', owed: false },
      { at: '2026-03-23T00:00:00Z' },
    ],
    events: [live(1, endOfTwentieth)],
    due: null,
  },
  {
    what: 'was not sent on its day: begins when it is',
    seen: [
      { at: '2026-03-02T00:00:00Z', owed: false },
      { at: '2026-03-28T12:00:01Z', told: '2026-03-28T12:00:00Z' },
    ],
    events: [live(1, '2026-03-28T12:00:00.000Z')],
    due: null,
  },
  {
    what: 'loses its day: asks no more',
    seen: [{ at: '2026-03-02T00:00:00Z' }, { at: '2026-03-03T00:00:00Z', due: null }],
    events: [],
    due: null,
  },
  {
    what: 'passed before connecting: is history',
    seen: [{ at: '2026-03-02T00:00:00Z', due: '2026-02-20' }],
    events: [{ n: 1, origin: 'history', at: '2026-02-21T04:59:59.999Z' }],
    due: null,
  },
  {
    what: 'passed between connecting and the first reading: is live',
    seen: [{ at: '2026-03-05T06:00:00Z', due: '2026-03-04' }],
    events: [live(1, '2026-03-05T04:59:59.999Z')],
    due: null,
  },
  {
    what: 'ended with the day of connecting, a moment later: is live',
    seen: [{ at: '2026-03-05T06:00:00Z', due: '2026-03-01' }],
    events: [live(1, '2026-03-02T04:59:59.999Z')],
    due: null,
  },
  {
    what: 'is entered after connecting with a day of the past: begins with its entry',
    seen: [{ at: '2026-03-05T06:00:00Z', due: '2026-02-10', createdAt: '2026-03-05T05:00:00Z' }],
    events: [live(1, '2026-03-05T05:00:00.000Z')],
    due: null,
  },
  {
    what: 'told of by another entity, and moved by it: begins when that says',
    seen: [
      { at: '2026-03-02T00:00:00Z', due: '2026-03-05T13:00:00Z', from: visit },
      { at: '2026-03-03T00:00:00Z', due: '2026-03-06T13:00:00Z', from: visit },
      { at: '2026-03-05T14:00:00Z', due: '2026-03-06T13:00:00Z', from: visit },
      { at: '2026-03-06T13:00:01Z', due: '2026-03-06T13:00:00Z', from: visit },
    ],
    events: [live(1, '2026-03-06T13:00:00.000Z')],
    due: null,
  },
];

describe('what begins by the clock', () => {
  it.each(table)('$what', ({ seen, events, due }) => {
    const books = new Books();
    for (const reading of seen) books.see(reading);
    expect({ events: books.events, due: books.due }).toEqual({ events, due });
  });

  it('begins once, also for who connects anew in between', () => {
    const books = new Books().see({ at: '2026-03-02T00:00:00Z' }).see({ at: '2026-03-21T05:00:00Z' });
    books.connection = { connectedAt: utc('2026-03-21T06:00:00Z'), zone, epoch: 2 };
    books.see({ at: '2026-03-21T07:00:00Z' });
    expect(books.events).toEqual([live(1, endOfTwentieth)]);
  });
});
