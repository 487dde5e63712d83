import { DateTime } from 'luxon';

/**
 * What one reading of an entity means: which transitions are news, which only seed the state.
 * Pure; the shapes are those of providers/provider.ts, written down here because journeys/ imports nothing of ours.
 */
export type EntityKey = { kind: string; id: string };

export type Facts = Record<string, string | number | boolean | null>;

export type ObservedTransition = {
  trigger: string;
  entity: EntityKey;
  /** What is known of that entity, where it is not the reading's own. */
  facts?: Facts;
  holds: boolean;
  at: Date | null;
  dateOnly?: boolean;
  source: string | null;
  saidBy: readonly string[];
  unclear?: boolean;
};

export type Reading = {
  entity: EntityKey;
  createdAt: Date | null;
  updatedAt: Date | null;
  transitions: readonly ObservedTransition[];
};

/** A notice that led to the reading. `at`: the provider's own time of it, else when it arrived. */
export type Hint = { topic: string; at: Date };

/** What is remembered of one trigger. */
export type Hold = {
  holds: boolean;
  /** The transition's own time, where the provider keeps one (ISO). */
  at: string | null;
  /**
   * `seeded`: first seen as holding, without a time, and taken for history; a topic that says otherwise corrects it.
   * `carried`: the same, known from an earlier connection of the account.
   */
  doubt?: 'seeded' | 'carried';
  /** When it was last seen clearly not to hold, by the provider's time (ISO): a topic from before is old news. */
  openAt?: string;
};

/** The state row of one entity, as far as judging needs it. */
export type State = {
  epoch: number;
  holds: Readonly<Record<string, Hold>>;
  counts: Readonly<Record<string, number>>;
  updatedAt: Date | null;
};

export type ObservedEvent = {
  trigger: string;
  entity: EntityKey;
  /** Which transition of this kind it is for this entity, from 1. */
  n: number;
  origin: 'live' | 'history';
  occurredAt: Date;
  /** The provider's field, else `webhook`, `updatedAt`, `observed` or `connectedAt`. */
  occurredAtSource: string;
  /** Null: those of the reading. */
  facts: Facts | null;
};

export type StateChange = {
  entity: EntityKey;
  holds: Record<string, Hold>;
  counts: Record<string, number>;
};

export type Observation = { stale: true } | { stale: false; changes: StateChange[]; events: ObservedEvent[] };

export type ObserveInput = {
  reading: Reading;
  /** The state rows by `stateKey`; a missing one was never seen. */
  states: ReadonlyMap<string, State>;
  hints: readonly Hint[];
  /** When the owner connected, by the provider's clock, and the zone in which dates without times are read. */
  connection: { connectedAt: Date; zone: string; epoch: number };
  now: Date;
};

/** How the rows in `ObserveInput.states` are named. */
export const stateKey = ({ kind, id }: EntityKey): string => `${kind} ${id}`;

/**
 * Judges one reading. A transition fires when it was seen to happen (false, then true), or at first sight when it
 * lies after the connection: by its own time, else by a topic that says so, else because the entity is younger than
 * the connection. All other first sights only seed and are told as `history`.
 */
export function observe(input: ObserveInput): Observation {
  const { reading, states, connection } = input;
  const own = states.get(stateKey(reading.entity));
  if (
    own &&
    own.epoch === connection.epoch &&
    own.updatedAt &&
    reading.updatedAt &&
    reading.updatedAt < own.updatedAt
  ) {
    return { stale: true };
  }
  const changes = new Map<string, StateChange>();
  const changeOf = (entity: EntityKey): StateChange => {
    const key = stateKey(entity);
    const known = states.get(key);
    const change = changes.get(key) ?? {
      entity,
      holds: known?.epoch === connection.epoch ? { ...known.holds } : {},
      counts: { ...known?.counts },
    };
    changes.set(key, change);
    return change;
  };
  changeOf(reading.entity);
  const events: ObservedEvent[] = [];
  for (const read of reading.transitions) {
    const transition = clarified(read, states.get(stateKey(read.entity)), input.hints);
    // What was known of it stays.
    if (!transition) continue;
    const isOwn = stateKey(transition.entity) === stateKey(reading.entity);
    // Of another entity only a "done" with a time counts: the rest is told better by its own reading.
    if (!isOwn && !(transition.holds && transition.at)) continue;
    const change = changeOf(transition.entity);
    const verdict = judge(transition, isOwn, states.get(stateKey(transition.entity)), input);
    change.holds[transition.trigger] = verdict.hold;
    if (!verdict.event) continue;
    const count = change.counts[transition.trigger] ?? 0;
    const n = verdict.event === 'correction' ? Math.max(count, 1) : count + 1;
    change.counts[transition.trigger] = n;
    events.push({
      trigger: transition.trigger,
      entity: transition.entity,
      n,
      origin: verdict.event === 'history' ? 'history' : 'live',
      facts: transition.facts ?? null,
      ...occurrence(transition, verdict.event, input),
    });
  }
  return { stale: false, changes: [...changes.values()], events };
}

/** What the reading cannot tell is told by a topic, unless that is older than the last sight of the contrary. */
function clarified(
  transition: ObservedTransition,
  state: State | undefined,
  hints: readonly Hint[],
): ObservedTransition | null {
  if (!transition.unclear) return transition;
  const openAt = state?.holds[transition.trigger]?.openAt;
  const second = (time: Date) => Math.floor(time.getTime() / 1000);
  // Whole seconds: notices carry no more.
  const said = hints.some(
    ({ topic, at }) => transition.saidBy.includes(topic) && (!openAt || second(at) >= second(new Date(openAt))),
  );
  return said ? { ...transition, holds: true } : null;
}

type Verdict = { hold: Hold; event: 'live' | 'history' | 'correction' | null };

function judge(transition: ObservedTransition, isOwn: boolean, state: State | undefined, input: ObserveInput): Verdict {
  const { connection } = input;
  const at = transition.at ? transition.at.toISOString() : null;
  const remembered = state?.holds[transition.trigger];
  const seen = state?.epoch === connection.epoch ? remembered : undefined;
  if (!transition.holds) {
    const openAt = input.reading.updatedAt?.toISOString();
    return { hold: { holds: false, at: remembered?.at ?? null, ...(openAt && { openAt }) }, event: null };
  }
  const sameTime = at !== null && !transition.dateOnly && remembered?.at === at;
  if (seen && !seen.holds) return { hold: { holds: true, at }, event: sameTime ? null : 'live' };
  if (seen?.doubt && saidSince(transition, input)) {
    return { hold: { holds: true, at }, event: seen.doubt === 'seeded' ? 'correction' : 'live' };
  }
  if (seen) return { hold: seen, event: null };
  if (liesAfterConnecting(transition, isOwn, input)) {
    return { hold: { holds: true, at }, event: sameTime ? null : 'live' };
  }
  const exact = at !== null && !transition.dateOnly;
  if (remembered?.holds) return { hold: { holds: true, at, ...(exact ? {} : { doubt: 'carried' }) }, event: null };
  return { hold: { holds: true, at, ...(exact ? {} : { doubt: 'seeded' }) }, event: 'history' };
}

function liesAfterConnecting(transition: ObservedTransition, isOwn: boolean, input: ObserveInput): boolean {
  const { connectedAt, zone } = input.connection;
  if (transition.at && !transition.dateOnly) return transition.at > connectedAt;
  if (transition.at) {
    const day = transition.at.toISOString().slice(0, 10);
    const connectedDay = DateTime.fromJSDate(connectedAt, { zone }).toISODate() ?? '';
    if (day !== connectedDay) return day > connectedDay;
  }
  const { createdAt } = input.reading;
  return saidSince(transition, input) || (isOwn && createdAt !== null && createdAt > connectedAt);
}

function saidSince(transition: ObservedTransition, { hints, connection }: ObserveInput): boolean {
  return hints.some((hint) => transition.saidBy.includes(hint.topic) && hint.at > connection.connectedAt);
}

function occurrence(
  transition: ObservedTransition,
  event: 'live' | 'history' | 'correction',
  { hints, reading, connection, now }: ObserveInput,
): { occurredAt: Date; occurredAtSource: string } {
  const own = transition.source ?? 'provider';
  if (transition.at && !transition.dateOnly) return { occurredAt: transition.at, occurredAtSource: own };
  const since = hints.filter((hint) => event === 'history' || hint.at > connection.connectedAt);
  const saying = since.filter((hint) => transition.saidBy.includes(hint.topic));
  const webhook = earliest((saying.length > 0 ? saying : since).map((hint) => hint.at));
  const told = webhook
    ? { occurredAt: webhook, occurredAtSource: 'webhook' }
    : reading.updatedAt
      ? { occurredAt: reading.updatedAt, occurredAtSource: 'updatedAt' }
      : { occurredAt: now, occurredAtSource: 'observed' };
  // Of a day alone it may have been any moment: the one that we were told, but none after its end.
  const end = transition.at ? endOfDay(transition.at, connection.zone) : null;
  const found = end && end < told.occurredAt ? { occurredAt: end, occurredAtSource: own } : told;
  // What is told as "before you connected" cannot carry a later time.
  return event === 'history' && found.occurredAt > connection.connectedAt
    ? { occurredAt: connection.connectedAt, occurredAtSource: 'connectedAt' }
    : found;
}

function endOfDay(day: Date, zone: string): Date {
  return DateTime.fromISO(day.toISOString().slice(0, 10), { zone }).endOf('day').toJSDate();
}

function earliest(times: Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first && first <= time ? first : time), null);
}
