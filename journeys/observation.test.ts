import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import { type Hint, type ObservedTransition, observe, type Reading, type State, stateKey } from './observation.ts';

const connectedAt = new Date('2026-03-10T15:00:00Z');
const zone = 'America/New_York';
const hour = 3_600_000;
const earlier = (hours: number) => new Date(connectedAt.getTime() - hours * hour);
const later = (hours: number) => new Date(connectedAt.getTime() + hours * hour);
const connection = { connectedAt, zone, epoch: 1 };
const job = { kind: 'job', id: 'j1' };

type Kind = {
  trigger: string;
  entity: string;
  topic: string;
  otherTopic: string;
  ownTime: boolean;
  saidBy: string[];
  unclear?: true;
};
const kinds: Kind[] = [
  {
    trigger: 'client_created',
    entity: 'client',
    topic: 'CLIENT_CREATE',
    otherTopic: 'CLIENT_UPDATE',
    ownTime: true,
    saidBy: [],
  },
  {
    trigger: 'quote_approved',
    entity: 'quote',
    topic: 'QUOTE_APPROVED',
    otherTopic: 'QUOTE_UPDATE',
    ownTime: true,
    saidBy: ['QUOTE_APPROVED'],
  },
  {
    trigger: 'quote_approved',
    entity: 'quote',
    topic: 'QUOTE_APPROVED',
    otherTopic: 'QUOTE_UPDATE',
    ownTime: false,
    saidBy: ['QUOTE_APPROVED'],
  },
  {
    trigger: 'visit_completed',
    entity: 'visit',
    topic: 'VISIT_COMPLETE',
    otherTopic: 'VISIT_UPDATE',
    ownTime: true,
    saidBy: ['VISIT_COMPLETE'],
  },
  {
    trigger: 'visit_completed',
    entity: 'visit',
    topic: 'VISIT_COMPLETE',
    otherTopic: 'VISIT_UPDATE',
    ownTime: false,
    saidBy: ['VISIT_COMPLETE'],
  },
  {
    trigger: 'job_closed',
    entity: 'job',
    topic: 'JOB_CLOSED',
    otherTopic: 'JOB_UPDATE',
    ownTime: false,
    saidBy: ['JOB_CLOSED'],
  },
  {
    trigger: 'job_closed',
    entity: 'job',
    topic: 'JOB_CLOSED',
    otherTopic: 'JOB_UPDATE',
    ownTime: false,
    saidBy: ['JOB_CLOSED'],
    unclear: true,
  },
  { trigger: 'job_completed', entity: 'job', topic: 'JOB_UPDATE', otherTopic: 'JOB_UPDATE', ownTime: true, saidBy: [] },
];
const roads = ['webhook', 'retry', 'the second webhook first', 'an unrelated update long after'] as const;

const table = kinds.flatMap((kind) =>
  (['before', 'after'] as const).flatMap((created) =>
    (['before', 'after'] as const).flatMap((moved) =>
      // What was created after connecting cannot have moved before, and a client's creation is its transition.
      (created === 'after' && moved === 'before') || (kind.trigger === 'client_created' && created !== moved)
        ? []
        : roads.map((road) => ({
            ...kind,
            created,
            moved,
            road,
            name: kind.unclear ? 'that only its topic tells' : kind.ownTime ? 'with its time' : 'without a time',
          })),
    ),
  ),
);

describe('a day without a time', () => {
  const seen = (day: string, told: Date) => {
    const quote = { kind: 'quote', id: 'q1' };
    const accepted = {
      trigger: 'quote_approved',
      entity: quote,
      holds: true,
      at: new Date(day),
      dateOnly: true,
      source: 'AcceptedDate',
      saidBy: [],
    };
    const reading = { entity: quote, createdAt: later(1), updatedAt: told, transitions: [accepted] };
    const hints = [{ topic: 'estimate.updated', at: told }];
    const outcome = observe({ reading, states: new Map(), hints, connection, now: told });
    return outcome.stale ? null : outcome.events[0];
  };

  it('is the moment of the notice on that day, also where it is another day already in UTC', () => {
    const evening = new Date('2026-03-13T02:30:00Z');
    expect(seen('2026-03-12', evening)).toMatchObject({ occurredAt: evening, occurredAtSource: 'webhook' });
  });

  it('is its end when it is told later', () => {
    expect(seen('2026-03-12', new Date('2026-03-20T12:00:00Z'))).toMatchObject({
      occurredAt: new Date('2026-03-13T03:59:59.999Z'),
      occurredAtSource: 'AcceptedDate',
    });
  });
});

describe('what another entity tells of', () => {
  it('carries the facts of the entity that it is about', () => {
    const payment = { kind: 'payment', id: 'p1' };
    const paid = (id: string) => ({
      trigger: 'invoice_paid',
      entity: { kind: 'invoice', id },
      facts: { 'invoice.number': id },
      holds: true,
      at: later(1),
      source: 'paidAt',
      saidBy: [],
    });
    const reading = { entity: payment, createdAt: later(1), updatedAt: later(1), transitions: [paid('a'), paid('b')] };
    const seen = observe({ reading, states: new Map(), hints: [], connection, now: later(2) });
    if (seen.stale) throw new Error('stale');
    expect(seen.events.map(({ entity, facts }) => [entity.id, facts])).toEqual([
      ['a', { 'invoice.number': 'a' }],
      ['b', { 'invoice.number': 'b' }],
    ]);
  });
});

describe('a transition first seen', () => {
  it.each(table)(
    '$trigger $name: created $created, moved $moved connecting, seen by $road',
    ({ trigger, entity: kind, topic, otherTopic, ownTime, saidBy, unclear, created, moved, road }) => {
      const movedAt = moved === 'before' ? earlier(30) : later(2);
      const createdAt = trigger === 'client_created' ? movedAt : created === 'before' ? earlier(50) : later(1);
      const entity = { kind, id: 'e1' };
      const transition: ObservedTransition = {
        trigger,
        entity,
        holds: !unclear,
        at: ownTime ? movedAt : null,
        source: ownTime ? 'completedAt' : null,
        saidBy,
        ...(unclear && { unclear }),
      };
      const world = new World();
      const see = (hints: Hint[], updatedAt: Date) =>
        world.see({ entity, createdAt, updatedAt, transitions: [transition] }, hints);
      const said = { topic, at: movedAt };
      const update = { topic: otherTopic, at: new Date(movedAt.getTime() + 1000) };
      if (road === 'webhook') see([said], movedAt);
      if (road === 'retry') for (let again = 0; again < 3; again++) see([said], movedAt);
      if (road === 'the second webhook first') {
        see([update], update.at);
        see([said], update.at);
      }
      if (road === 'an unrelated update long after') {
        see([said], movedAt);
        see([{ topic: otherTopic, at: later(900) }], later(900));
      }
      expect(world.live).toHaveLength(moved === 'after' ? 1 : 0);
      expect(world.history).toHaveLength(moved === 'after' ? 0 : 1);
    },
  );

  it('without a time, by a mere update of an old entity, only seeds', () => {
    const world = new World();
    world.seeJob({ closed: true, updatedAt: later(5) }, [{ topic: 'JOB_UPDATE', at: later(5) }]);
    expect(world.history.map((event) => event.occurredAt)).toEqual([connectedAt]);
    expect(world.live).toEqual([]);
  });

  it('fires when an entity opened last month is finished today', () => {
    const world = new World();
    world.seeJob({ completedAt: later(1), updatedAt: later(1) }, [{ topic: 'JOB_UPDATE', at: later(1) }]);
    expect(world.live).toHaveLength(1);
  });

  it('seeds when a job made after connecting is dated back', () => {
    const world = new World();
    world.seeJob({ createdAt: later(1), completedAt: earlier(700), updatedAt: later(1) }, []);
    expect(world.history).toHaveLength(1);
    expect(world.live).toHaveLength(0);
  });

  it.each([
    ['the day of connecting', '2026-03-10', 0],
    ['the day after', '2026-03-11', 1],
    ['the day before', '2026-03-09', 0],
  ])('with a date alone, on %s, gives %s live', (_day, date, live) => {
    const world = new World();
    const at = new Date(`${date}T00:00:00Z`);
    const transition = {
      trigger: 'invoice_paid',
      entity: job,
      holds: true,
      at,
      dateOnly: true,
      source: 'paidOn',
      saidBy: [],
    };
    world.see({ entity: job, createdAt: earlier(900), updatedAt: later(40), transitions: [transition] }, []);
    expect(world.live).toHaveLength(live);
  });

  it('reads the day of connecting in the zone of the account', () => {
    const late = { connectedAt: new Date('2026-03-11T02:00:00Z'), zone, epoch: 1 };
    const at = new Date('2026-03-11T00:00:00Z');
    const transition = {
      trigger: 'invoice_paid',
      entity: job,
      holds: true,
      at,
      dateOnly: true,
      source: 'paidOn',
      saidBy: [],
    };
    const world = new World(late);
    world.see({ entity: job, createdAt: earlier(900), updatedAt: null, transitions: [transition] }, []);
    expect(world.live).toHaveLength(1);
  });
});

describe('a transition seen to happen', () => {
  it('fires, and again after an observed reopening', () => {
    const world = new World();
    world.seeJob({ updatedAt: later(1) }, []);
    world.seeJob({ completedAt: later(2), updatedAt: later(2) }, []);
    world.seeJob({ updatedAt: later(3) }, []);
    world.seeJob({ completedAt: later(4), updatedAt: later(4) }, []);
    expect(world.live.map(({ n }) => n)).toEqual([1, 2]);
  });

  it('does not fire again when its time is edited', () => {
    const world = new World();
    world.seeJob({ completedAt: later(2), updatedAt: later(2) }, []);
    world.seeJob({ completedAt: later(1), updatedAt: later(3) }, []);
    expect(world.live).toHaveLength(1);
  });

  it('does not fire for what an older snapshot says', () => {
    const world = new World();
    world.seeJob({ updatedAt: later(5) }, []);
    expect(world.seeJob({ completedAt: later(2), updatedAt: later(2) }, [])).toEqual({ stale: true });
  });

  it('takes the time of the topic that says so', () => {
    const world = new World();
    world.seeJob({ closed: true, updatedAt: later(4) }, [
      { topic: 'JOB_UPDATE', at: later(2) },
      { topic: 'JOB_CLOSED', at: later(3) },
    ]);
    expect(world.live).toMatchObject([{ trigger: 'job_closed', occurredAt: later(3), occurredAtSource: 'webhook' }]);
  });

  it('counts once when a visit and its job tell of it', () => {
    const world = new World();
    const visit = { kind: 'visit', id: 'v1' };
    const spoken = {
      trigger: 'job_completed',
      entity: job,
      holds: true,
      at: later(2),
      source: 'completedAt',
      saidBy: [],
    };
    world.see({ entity: visit, createdAt: earlier(2), updatedAt: null, transitions: [spoken] }, []);
    world.seeJob({ completedAt: later(2), updatedAt: later(2) }, []);
    expect(world.live).toHaveLength(1);
  });

  it('does not fire again when a reopening is taken back', () => {
    const world = new World();
    world.seeJob({ completedAt: later(2), updatedAt: later(2) }, []);
    world.seeJob({ updatedAt: later(3) }, []);
    world.seeJob({ completedAt: later(2), updatedAt: later(4) }, []);
    expect(world.live).toHaveLength(1);
  });

  it('is not undone by what another entity says of it', () => {
    const world = new World();
    const visit = { kind: 'visit', id: 'v1' };
    world.seeJob({ completedAt: later(2), updatedAt: later(2) }, []);
    const stale = { trigger: 'job_completed', entity: job, holds: false, at: null, source: null, saidBy: [] };
    world.see({ entity: visit, createdAt: null, updatedAt: null, transitions: [stale] }, []);
    world.seeJob({ completedAt: later(1), updatedAt: later(3) }, []);
    expect(world.live).toHaveLength(1);
  });
});

describe('a closing that the job does not show', () => {
  const told = (hours: number): Hint[] => [{ topic: 'JOB_CLOSED', at: later(hours) }];
  const updated = (hours: number): Hint[] => [{ topic: 'JOB_UPDATE', at: later(hours) }];
  const awaitsInvoice = (world: World, hours: number, hints: Hint[]) =>
    world.seeJob({ closed: 'unclear', updatedAt: later(hours) }, hints);

  it('counts once, however often it is told and shown afterwards', () => {
    const world = new World();
    world.seeJob({ updatedAt: later(1) }, []);
    awaitsInvoice(world, 2, told(2));
    awaitsInvoice(world, 2, told(2));
    awaitsInvoice(world, 3, updated(3));
    awaitsInvoice(world, 3, told(2));
    world.seeJob({ closed: true, updatedAt: later(4) }, updated(4));
    expect(world.live).toMatchObject([{ trigger: 'job_closed', n: 1, occurredAt: later(2) }]);
    expect(world.history).toEqual([]);
  });

  it('does not count before it is told, and counts when the update was read first', () => {
    const world = new World();
    world.seeJob({ updatedAt: later(1) }, []);
    awaitsInvoice(world, 3, updated(2));
    expect(world.live).toEqual([]);
    awaitsInvoice(world, 3, told(2));
    expect(world.live).toHaveLength(1);
  });

  it('counts again after a reopening, and not by what was told before it', () => {
    const world = new World();
    awaitsInvoice(world, 2, told(2));
    world.seeJob({ updatedAt: later(3) }, updated(3));
    awaitsInvoice(world, 4, [...told(2), ...updated(4)]);
    expect(world.live.map(({ n }) => n)).toEqual([1]);
    awaitsInvoice(world, 5, told(5));
    expect(world.live.map(({ n }) => n)).toEqual([1, 2]);
  });
});

describe('after a disconnect and a new connect', () => {
  it('seeds what was done in between, and fires for what is done later', () => {
    const world = new World();
    world.seeJob({ updatedAt: later(1) }, []);
    world.connection = { connectedAt: later(100), zone, epoch: 2 };
    world.seeJob({ completedAt: later(50), updatedAt: later(101) }, []);
    expect(world.live).toEqual([]);
    world.seeJob({ updatedAt: later(102) }, []);
    world.seeJob({ completedAt: later(103), updatedAt: later(103) }, []);
    expect(world.live.map(({ n }) => n)).toEqual([2]);
  });

  it('does not fire a second time for what it knows', () => {
    const world = new World();
    world.seeJob({ completedAt: later(2), closed: true, updatedAt: later(2) }, [{ topic: 'JOB_CLOSED', at: later(2) }]);
    world.connection = { connectedAt: later(100), zone, epoch: 2 };
    world.seeJob({ completedAt: later(2), closed: true, updatedAt: later(101) }, []);
    expect(world.live).toHaveLength(2);
    expect(world.history).toHaveLength(0);
  });
});

describe('duplicates and disorder', () => {
  it('leave each completion that was observed exactly once', () => {
    const step = fc.record({ complete: fc.boolean(), closed: fc.boolean(), minutes: fc.integer({ min: 1, max: 600 }) });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        (steps, order) => {
          let at = connectedAt.getTime();
          let completedAt: Date | null = null;
          const snapshots = steps.map(({ complete, minutes }) => {
            at += minutes * 60_000;
            completedAt = complete ? (completedAt ?? new Date(at)) : null;
            return { completedAt, updatedAt: new Date(at) };
          });
          const world = new World();
          const seen: (Date | null)[] = [];
          let newest = 0;
          const look = (pick: number, noticedAt?: Date) => {
            const snapshot = snapshots[pick % snapshots.length];
            if (!snapshot) return;
            world.seeJob(snapshot, [{ topic: 'JOB_UPDATE', at: noticedAt ?? snapshot.updatedAt }]);
            if (snapshot.updatedAt.getTime() < newest) return;
            newest = snapshot.updatedAt.getTime();
            seen.push(snapshot.completedAt);
          };
          for (const pick of order) look(pick);
          for (const again of [1, 2]) look(snapshots.length - 1, later(1000 + again));
          // Seen as done, and not as done the time before: what came and went unseen is no event.
          const entered = seen.filter((done, index) => done && !seen[index - 1]).map((done) => done?.getTime());
          const times = world.live.map(({ occurredAt }) => occurredAt.getTime());
          expect(times).toEqual(entered);
          expect(new Set(times).size).toBe(times.length);
          expect(world.live.map(({ n }) => n)).toEqual(world.live.map((_event, index) => index + 1));
          const real = new Set(
            snapshots.flatMap((snapshot) => (snapshot.completedAt ? [snapshot.completedAt.getTime()] : [])),
          );
          expect(times.every((time) => real.has(time))).toBe(true);
        },
      ),
      { numRuns: cases('streams of notices with duplicates and disorder', { sample: 500, whole: 20_000 }) },
    );
  });
});

/** Keeps state rows the way records/ does, and what was told: a live event takes the row of its history over. */
class World {
  private readonly states = new Map<string, State>();
  private readonly told = new Map<
    string,
    { trigger: string; n: number; origin: string; occurredAt: Date; occurredAtSource: string }
  >();
  connection: typeof connection;

  constructor(made = connection) {
    this.connection = made;
  }

  see(reading: Reading, hints: Hint[]) {
    const observation = observe({ reading, states: this.states, hints, connection: this.connection, now: later(2000) });
    if (observation.stale) return observation;
    for (const { entity, holds, counts } of observation.changes) {
      const own = stateKey(entity) === stateKey(reading.entity);
      const known = this.states.get(stateKey(entity));
      const updatedAt = own ? reading.updatedAt : (known?.updatedAt ?? null);
      this.states.set(stateKey(entity), { epoch: this.connection.epoch, holds, counts, updatedAt });
    }
    for (const event of observation.events)
      this.told.set(`${stateKey(event.entity)} ${event.trigger} ${event.n}`, event);
    return observation;
  }

  seeJob(
    seen: { completedAt?: Date | null; closed?: boolean | 'unclear'; createdAt?: Date; updatedAt: Date },
    hints: Hint[],
  ) {
    const { completedAt = null, closed = false, createdAt = earlier(900), updatedAt } = seen;
    return this.see(
      {
        entity: job,
        createdAt,
        updatedAt,
        transitions: [
          {
            trigger: 'job_completed',
            entity: job,
            holds: completedAt !== null,
            at: completedAt,
            source: 'completedAt',
            saidBy: [],
          },
          {
            trigger: 'job_closed',
            entity: job,
            holds: closed === true,
            at: null,
            source: null,
            saidBy: ['JOB_CLOSED'],
            ...(closed === 'unclear' && { unclear: true }),
          },
        ],
      },
      hints,
    );
  }

  get live() {
    return [...this.told.values()].filter(({ origin }) => origin === 'live');
  }

  get history() {
    return [...this.told.values()].filter(({ origin }) => origin === 'history');
  }
}
