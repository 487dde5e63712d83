import { DateTime } from 'luxon';
import { begun } from './due-time.ts';
import { occurrence } from './occurrence.ts';
import {
  type DueTime,
  type EntityKey,
  type Hint,
  type Hold,
  type Observation,
  type ObservedEvent,
  type ObservedTransition,
  type ObserveInput,
  type State,
  type StateChange,
  stateKey,
} from './reading.ts';

export * from './reading.ts';

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
  const due: DueTime[] = [];
  for (const read of reading.transitions) {
    const known = states.get(stateKey(read.entity));
    const clear = clarified(read, known, input.hints);
    // What was known of it stays.
    if (!clear) continue;
    const isOwn = stateKey(clear.entity) === stateKey(reading.entity);
    // Of another entity only a "done" with a time counts: the rest is told better by its own reading.
    if (!isOwn && !(clear.holds && clear.at)) continue;
    const { transition, due: begins } = clear.due ? begun(clear, input, isOwn) : { transition: clear, due: null };
    if (clear.due) due.push({ entity: clear.entity, trigger: clear.trigger, at: begins });
    const change = changeOf(transition.entity);
    const verdict = judge(transition, begins, isOwn, known, input);
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
      ...occurrence(transition, verdict.event, sameConnection(known, transition, connection.epoch), input),
    });
  }
  return { stale: false, changes: [...changes.values()], events, due };
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

/** What was known of a transition in this connection. */
function sameConnection(state: State | undefined, { trigger }: ObservedTransition, epoch: number): Hold | undefined {
  return state?.epoch === epoch ? state.holds[trigger] : undefined;
}

function judge(
  transition: ObservedTransition,
  begins: Date | null,
  isOwn: boolean,
  state: State | undefined,
  input: ObserveInput,
): Verdict {
  const { connection } = input;
  const at = transition.at ? transition.at.toISOString() : null;
  const remembered = state?.holds[transition.trigger];
  const seen = sameConnection(state, transition, connection.epoch);
  if (!transition.holds) {
    const openAt = input.reading.updatedAt?.toISOString();
    const dueAt = begins?.toISOString();
    return {
      hold: { holds: false, at: remembered?.at ?? null, ...(openAt && { openAt }), ...(dueAt && { dueAt }) },
      event: null,
    };
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
