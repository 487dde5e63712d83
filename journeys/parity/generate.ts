import { type Comparison, type Condition, marks, type Value } from '../conditions.ts';
import { type Definition, definitionSchema, emptyDefinition, type Step, type StepOf } from '../definition.ts';
import { purposeKeys } from '../purposes.ts';
import { truths } from '../steps/schema.ts';
import {
  type Case,
  type CauseKind,
  causes,
  type Happening,
  lookedAt,
  missingField,
  startedBy,
  type World,
} from './case.ts';
import { type Dice, dice } from './dice.ts';

const zones = [
  ...['UTC', 'America/New_York', 'America/Los_Angeles', 'America/St_Johns', 'Europe/Paris', 'Africa/Cairo'],
  ...['Asia/Kathmandu', 'Asia/Tokyo', 'Asia/Beirut', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/Havana'],
];
const triggers = ['invoice_paid', 'visit_completed', startedBy];
const day = 24 * 60;
/** Some need more than themselves to hold anybody. */
const oftenCauses = [...causes, 'vendor_unreachable', 'vendor_unreachable', 'quota', 'channel_down'] as const;
/** Days close before a shift of some clock. */
const shifts = ['2026-03-06', '2026-03-27', '2026-04-02', '2026-04-22', '2026-09-24', '2026-10-22', '2026-10-29'];

/** A definition and what it meets, the same for the same seed. `start`: minutes since 1970, where that is given. */
export function generateCase(seed: number, start: number | null = null): Case {
  const roll = dice(seed);
  const definition = generateDefinition(roll);
  return { seed, definition, world: generateWorld(roll, definition, start) };
}

function generateDefinition(roll: Dice): Definition {
  const book: Book = { steps: 0, messages: [], forks: [] };
  const steps = generateSteps(roll, book, 0, roll.from(3, 7));
  return definitionSchema.parse({
    ...emptyDefinition(),
    trigger: { provider: 'acme', type: startedBy },
    purpose: roll.of(purposeKeys),
    exits: roll.times(roll.from(0, 2), () => ({
      on: roll.of([...triggers, 'replied', 'clicked']),
      goal: roll.chance(0.5),
      about: roll.of(['entity', 'customer']),
    })),
    window: roll.chance(0.25) ? generateWindow(roll) : null,
    usefulForHours: roll.chance(0.5) ? roll.from(2, 120) : null,
    caps: roll.chance(0.2) ? { perDay: 1, perWeek: roll.from(1, 2) } : null,
    review: roll.chance(0.12),
    steps,
  });
}

const generateWindow = (roll: Dice) => {
  const from = roll.from(6, 20);
  return {
    hours: roll.chance(0.7) ? [from, roll.from(from + 1, 24)] : null,
    weekdays: roll.chance(0.4) ? roll.some([1, 2, 3, 4, 5, 6, 7], 3) : null,
    holidays: true,
  };
};

type Book = { steps: number; messages: string[]; forks: { id: string; lanes: string[] }[] };
const mostSteps = 28;

function generateSteps(roll: Dice, book: Book, depth: number, count: number): Step[] {
  const steps: Step[] = [];
  while (steps.length < count && book.steps < mostSteps) {
    const step = generateStep(roll, book, depth);
    steps.push(step);
    if (step.kind === 'exit') break;
  }
  return steps;
}

const leaves = [
  'send_email',
  'send_sms',
  'send_email',
  'send_sms',
  'wait',
  'wait',
  'wait_until',
  'wait_until',
] as const;
const forks = ['wait_for', 'branch', 'split', 'ask_owner'] as const;

function generateStep(roll: Dice, book: Book, depth: number): Step {
  const id = `s${book.steps++}`;
  const length = { amount: roll.from(1, 40), unit: roll.of(['minutes', 'hours', 'hours'] as const) };
  const long = roll.chance(0.4) ? { amount: roll.from(1, 6), unit: 'days' as const } : length;
  if (roll.chance(0.05)) return { id, kind: 'exit', goal: roll.chance(0.5) };
  const isFork = depth < 6 && roll.chance(depth === 0 ? 0.4 : 0.45);
  const kind = isFork ? roll.of(forks) : roll.of(leaves);
  const lane = () => generateSteps(roll, book, depth + 1, roll.of([0, 1, 1, 2, 3]));
  switch (kind) {
    case 'send_email':
    case 'send_sms': {
      book.messages.push(id);
      const body = roll.chance(0.05) ? `Step ${id} {{ ${missingField} }}` : `Step ${id}`;
      const onlyIf = roll.some(truths, 2).map((fact) => (fact === 'tag_absent' ? { fact, tag: 'vip' } : { fact }));
      const options = {
        ...(roll.chance(0.6) && onlyIf.length > 0 && { onlyIf }),
        ...(roll.chance(0.2) && { usefulForHours: roll.from(1, 72) }),
      };
      return kind === 'send_email'
        ? { id, kind, subject: `About ${id}`, body, ...options }
        : { id, kind, body, ...options };
    }
    case 'wait':
      return { id, kind, ...long };
    case 'wait_until':
      return generateWaitUntil(roll, id);
    case 'wait_for': {
      book.forks.push({ id, lanes: ['happened', 'timed_out'] });
      return {
        id,
        kind,
        for: roll.of([...triggers, 'replied', 'clicked']),
        ...long,
        happened: lane(),
        timedOut: lane(),
      };
    }
    case 'ask_owner': {
      book.forks.push({ id, lanes: ['yes', 'no'] });
      const silence = roll.of(['yes', 'no'] as const);
      return { id, kind, question: 'Go on?', ...long, silence, yes: lane(), no: lane() };
    }
    case 'branch': {
      const names = roll.times(roll.from(1, 3), (n) => `l${n}`);
      const whens = names.map(() => generateCondition(roll, book, 0));
      book.forks.push({ id, lanes: [...names, 'otherwise'] });
      const lanes = names.map((name, n) => ({ id: name, when: whens[n] ?? { all: [] }, steps: lane() }));
      return { id, kind, lanes, otherwise: lane() };
    }
    case 'split': {
      const first = roll.from(0, 100);
      book.forks.push({ id, lanes: ['a', 'b'] });
      const shares = { a: first, b: 100 - first };
      return {
        id,
        kind,
        lanes: (['a', 'b'] as const).map((name) => ({ id: name, share: shares[name], steps: lane() })),
      };
    }
  }
}

function generateWaitUntil(roll: Dice, id: string): StepOf<'wait_until'> {
  const minutes = roll.from(0, day - 1);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return {
    id,
    kind: 'wait_until',
    time: roll.chance(0.7) ? time : null,
    weekdays: roll.chance(0.4) ? roll.some([1, 2, 3, 4, 5, 6, 7], 4) : [],
    date: roll.chance(0.7)
      ? { field: roll.of(['job.ends_at', 'job.due_date']), amount: roll.from(-3, 4), unit: roll.of(['days', 'hours']) }
      : null,
    passed: roll.of(['go_on', 'go_on', 'end']),
  };
}

const texts = ['Lawn care', 'Hedge', 'lawn', ''];

function generateCondition(roll: Dice, book: Book, depth: number): Condition {
  const deeper = () => generateCondition(roll, book, depth + 1);
  if (depth < 3 && roll.chance(0.35)) {
    const parts = roll.times(roll.from(0, 3), deeper);
    return roll.of<Condition>([{ all: parts }, { any: parts }, { not: parts[0] ?? { all: [] } }]);
  }
  if (book.messages.length > 0 && roll.chance(0.4)) return { step: roll.of(book.messages), was: roll.of(marks) };
  const fork = book.forks.length > 0 && roll.chance(0.3) ? roll.of(book.forks) : null;
  if (fork) return { step: fork.id, took: roll.of(fork.lanes) };
  const asked = roll.of<[string, readonly Comparison[], () => string | number | boolean]>([
    ['job.total', ['more_than', 'at_least', 'less_than', 'at_most', 'is', 'is_not'], () => roll.from(0, 4) * 250],
    ['job.title', ['is', 'is_not', 'contains', 'does_not_contain', 'starts_with'], () => roll.of(texts)],
    ['client.tags', ['is', 'contains', 'does_not_contain'], () => roll.of(['vip', 'Gate', 'nobody'])],
    ['job.ends_at', ['before', 'after'], () => `2026-${String(roll.from(1, 12)).padStart(2, '0')}-15`],
    ['job.ends_at', ['in_last_days', 'in_next_days'], () => roll.from(1, 8)],
    [roll.of(['job.total', 'job.title', 'client.tags', missingField]), ['known', 'unknown'], () => true],
  ]);
  const [field, comparisons, value] = asked;
  return { field, is: roll.of(comparisons), value: value() };
}

function generateWorld(roll: Dice, definition: Definition, given: number | null): World {
  const near = Date.parse(roll.chance(0.5) ? roll.of(shifts) : '2026-01-01') / 60_000;
  const start = given ?? near + roll.from(0, (roll.chance(0.5) ? 5 : 400) * day);
  const begin = roll.from(5, 12);
  const outages = generateOutages(roll, start);
  return {
    start,
    zone: roll.of(zones),
    person: `person ${roll.from(0, 1_000_000)}`,
    values: Object.fromEntries(
      ['job.total', 'job.title', 'client.tags', 'job.ends_at', 'job.due_date'].map((field) => [
        field,
        generateValue(roll, field, start),
      ]),
    ),
    window: roll.chance(0.4)
      ? {
          email: { everyDay: [begin, roll.from(begin + 1, 24)], sunday: roll.chance(0.5) ? null : [0, 24] },
          marketingSms: { everyDay: [9, roll.from(10, 22)], sunday: null },
        }
      : {},
    closed: roll.times(roll.from(0, 3), () => dateOf(start + roll.from(0, 4 * day))),
    has: { email: !roll.chance(0.1), phone: !roll.chance(0.1) },
    textable: !roll.chance(0.08),
    vendor: Object.fromEntries(
      roll.times(mostSteps, (n) => [
        `s${n}`,
        roll.chance(0.75) ? 'sent' : roll.of(['failed', 'unknown', 'review', 'opted_out'] as const),
      ]),
    ),
    outages,
    happenings: generateHappenings(roll, definition, start).filter(
      // A cause that came and never went would meet the next one.
      ({ kind, minute }) => kind === 'cause' || lookedAt(outages, minute) === minute,
    ),
  };
}

const generateOutages = (roll: Dice, start: number): [number, number][] =>
  roll.chance(0.4)
    ? roll.times(4, (n) => {
        const from = start + n * 4 * day + roll.from(0, 3 * day);
        return [from, from + roll.from(10, day)];
      })
    : [];

const dateOf = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 10);

function generateValue(roll: Dice, field: string, around: number): Value {
  if (roll.chance(0.1)) return null;
  if (field === 'job.total') return roll.from(0, 4) * 250;
  if (field === 'job.title') return roll.of(texts);
  if (field === 'client.tags') return roll.some(['VIP', 'Gate', 'Weekly'], 2);
  const at = around + roll.from(-6, 14) * day + roll.from(0, day);
  return field === 'job.due_date' ? dateOf(at) : new Date(at * 60_000).toISOString();
}

function generateHappenings(roll: Dice, definition: Definition, start: number): Happening[] {
  const taken = new Set<number>();
  const pick = (from: number, days: number): number => {
    for (;;) {
      const minute = from + roll.from(1, Math.round(days * day));
      if (taken.has(minute)) continue;
      taken.add(minute);
      return minute;
    }
  };
  const some = roll.times(roll.from(0, 14), (): Happening => {
    const minute = pick(start, roll.of([0.2, 2, 12, 25]));
    return { minute, ...generateNews(roll, minute) };
  });
  // One cause after the other, the first of them often from the beginning; each ends.
  let from = roll.chance(0.5) ? start - 1 : start + roll.from(1, 4 * day);
  const held = roll
    .times(roll.from(0, 3), (): Happening[] => {
      const cause = roll.of<CauseKind>(oftenCauses);
      const on = taken.has(from) ? pick(from, 0.1) : from;
      const off = pick(on, roll.of([0.1, 1, 4, 9]));
      from = pick(off, 2);
      return [
        { minute: on, kind: 'cause', cause, on: true },
        { minute: off, kind: 'cause', cause, on: false },
      ];
    })
    .flat();
  const rare: Happening[] = roll.chance(0.2)
    ? [{ minute: pick(start, 4), kind: roll.of(['stop', 'gone', 'archive'] as const) }]
    : [];
  const reads = definition.review
    ? roll.times(
        6,
        (n): Happening => ({ minute: pick(start + n * 2 * day, 2), kind: 'read', approve: roll.chance(0.7) }),
      )
    : [];
  return [...some, ...held, ...rare, ...reads].sort((one, other) => one.minute - other.minute);
}

type News = Happening extends infer Each ? (Each extends Happening ? Omit<Each, 'minute'> : never) : never;

function generateNews(roll: Dice, minute: number): News {
  const about = roll.of(['entity', 'entity', 'customer'] as const);
  const date = roll.of(['job.ends_at', 'job.due_date']);
  const field = roll.of(['job.total', 'job.title', 'client.tags', date]);
  return roll.of<() => News>([
    () => ({ kind: 'skip' }),
    () => ({ kind: 'skip' }),
    () => ({ kind: 'leave_out' }),
    () => ({ kind: 'leave_out' }),
    () => ({ kind: 'move', minutes: roll.from(30, 3 * day) }),
    () => ({ kind: 'event', trigger: roll.of(triggers), about }),
    () => ({ kind: 'event', trigger: roll.of(triggers), about: 'entity' }),
    () => ({ kind: 'reaction', reaction: roll.of(['replied', 'clicked']), about }),
    () => ({ kind: 'answer', answer: roll.of(['yes', 'no']) }),
    () => ({ kind: 'answer', answer: roll.of(['yes', 'no']) }),
    () => ({ kind: 'value', field, value: generateValue(roll, field, minute) }),
    () => ({ kind: 'value', field: date, value: generateValue(roll, date, minute) }),
    () => ({ kind: 'value', field: date, value: generateValue(roll, date, minute) }),
    () => ({ kind: 'status', status: roll.of(['delivered', 'clicked', 'bounced', 'complained']) }),
    () => ({ kind: 'status', status: roll.of(['delivered', 'clicked', 'bounced', 'complained']) }),
    () => ({ kind: 'fact_gone', fact: roll.of(truths) }),
    () => ({ kind: roll.of(['suppress', 'mute', 'refuse'] as const) }),
  ])();
}
