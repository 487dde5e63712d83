import { advance, type EnrollmentState, stateSchema } from './advance.ts';
import type { Definition } from './definition.ts';
import { concernsEnrollment, listensFor, type Nearness } from './exits.ts';
import { unknownPast } from './past.ts';
import { asksOf } from './rehearsal/asks.ts';
import { type Card, type Known, openCards, pick } from './rehearsal/card.ts';
import { type Handled, openDesk } from './rehearsal/desk.ts';
import { refusal } from './rehearsal/entry.ts';
import { boughtBefore, createHeard } from './rehearsal/log.ts';
import type { Past, PastEvent, PastStay, Span } from './rehearsal/past.ts';
import { createDueQueue } from './rehearsal/queue.ts';
import type { Rehearsed, RehearsedMessage } from './rehearsal/result.ts';
import type { MessageStatus } from './statuses.ts';
import type { News } from './steps/step.ts';

/** One way through the journey, on paper. */
type Walk = PastStay & {
  event: PastEvent;
  card: Card;
  state: EnrollmentState;
  news: News[];
  messages: Record<string, MessageStatus>;
  /** The message that is open. */
  open: RehearsedMessage | null;
  told: Rehearsed;
};

const beginning = stateSchema.parse({});
const none: readonly never[] = [];
const noValues = {};

/**
 * A definition over what really happened, with a paper clock: the same `advance`, guards and caps as those of real
 * enrollments. Messages arrive and nobody reacts to them; the owner gives no answer. Facts are those of the log at
 * that instant; what it does not tell is as it is today.
 * @returns one item for every event of the span that could have started it, oldest first
 */
export function rehearse(definition: Definition, past: Past, span: Span): Rehearsed[] {
  const turns = rehearsing(definition, past, span);
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
  }
}

const turnsAtOnce = 100;

/** The same in short turns, for a process that has others to serve in between. */
export function* rehearsing(
  definition: Definition,
  past: Past,
  { from, to, warmFrom }: Span,
): Generator<undefined, Rehearsed[], undefined> {
  const asks = asksOf(definition);
  const listens = new Set(listensFor(definition));
  const handOver = openDesk(definition, past);
  const cardOf = openCards(past);
  const bought = boughtBefore(past);
  const heard = createHeard();
  const queue = createDueQueue<Walk>();
  const walks = new Map<string, Walk[]>();
  const stays = byKeys(past.stays);
  const elsewhere = byKeys(past.elsewhere);
  const found: Rehearsed[] = [];

  for (let [index, turn] = [0, 1]; ; turn++) {
    if (turn % turnsAtOnce === 0) yield;
    const event = past.events[index];
    const due = queue.next();
    if (event && event.heardAt <= to && (due === null || event.heardAt.getTime() <= due)) {
      index++;
      hear(event, event.heardAt);
    } else if (due !== null && due <= to.getTime()) {
      const walk = queue.take();
      // It may have gone on or ended by something that happened since it was put there.
      if (walk?.told.due?.getTime() === due) look(walk, walk.told.due);
    } else {
      return found;
    }
  }

  function hear(event: PastEvent, now: Date): void {
    const customer = event.customerId === null ? null : past.customers.get(event.customerId);
    const card = customer ? cardOf(customer) : null;
    const isListened = listens.has(event.trigger);
    heard.add(event, isListened && card ? card.customer.person : null);
    const started = isStart(event) && event.heardAt >= warmFrom ? enter(event, card, now) : null;
    if (isListened) tell(event, card?.customer.person ?? null, started, now);
  }

  function isStart({ provider, trigger }: PastEvent): boolean {
    return definition.trigger?.provider === provider && definition.trigger.type === trigger;
  }

  function enter(event: PastEvent, card: Card | null, now: Date): Walk | null {
    const person = card?.customer.person ?? null;
    const keys = person === null ? [event.paper] : [person, event.paper];
    const door = {
      customer: card?.customer ?? null,
      values: definition.filter && card ? pick(asks.values, knownOf(event, card, now), past) : noValues,
      earlier: keys.flatMap((key) => [...(stays.get(key) ?? none), ...(walks.get(key) ?? none)]),
      elsewhere: (person !== null && elsewhere.get(person)) || none,
    };
    const refused = refusal(definition, event, door, now);
    const { id: eventId, customerId, paper } = event;
    const told: Rehearsed = {
      eventId,
      customerId,
      person,
      at: now,
      refused,
      lines: [],
      messages: [],
      end: null,
      due: null,
    };
    if (now >= from) found.push(told);
    if (refused || !card || person === null) return null;
    const [news, state] = [soFar(event, person), beginning];
    const walk: Walk = {
      event,
      card,
      state,
      news,
      messages: {},
      open: null,
      told,
      person,
      paper,
      enteredAt: now,
      leftAt: null,
    };
    for (const key of keys) put(walks, key, walk);
    look(walk, now);
    return walk;
  }

  /** What was known already when it began, and ends it or steers it all the same. */
  function soFar(event: PastEvent, person: string): News[] {
    if (listens.size === 0) return [];
    const near = new Map<PastEvent, Nearness>(heard.ofPerson(person).map((other) => [other, 'customer']));
    for (const other of heard.ofPaper(event.paper)) near.set(other, 'entity');
    return [...near].flatMap(([other, about]) => {
      if (other === event || !listens.has(other.trigger)) return [];
      const apart = other.occurredAt.getTime() - event.occurredAt.getTime();
      const isNews = apart > 0 || (about === 'entity' && (apart === 0 || other.holds));
      return isNews ? newsOf(other, about, event) : [];
    });
  }

  function newsOf({ id: eventId, trigger, provider }: PastEvent, about: Nearness, start: PastEvent): News[] {
    const isNews = concernsEnrollment(definition, { trigger, about }, start.trigger);
    return isNews ? [{ kind: 'event', eventId, trigger, provider, about }] : [];
  }

  function tell(event: PastEvent, person: string | null, started: Walk | null, now: Date): void {
    const near = new Set([...(walks.get(event.paper) ?? none), ...((person !== null && walks.get(person)) || none)]);
    for (const walk of near) {
      if (walk === started || walk.leftAt) continue;
      const news = newsOf(event, walk.paper === event.paper ? 'entity' : 'customer', walk.event);
      if (news.length === 0) continue;
      walk.news.push(...news);
      look(walk, now);
    }
  }

  /** Reads a walk on until it waits or ends. */
  function look(walk: Walk, now: Date): void {
    const { event, card, told } = walk;
    const { person, goneAt } = card.customer;
    const known = knownOf(event, card, now);
    const facts = {
      news: walk.news,
      values: asks.values.size > 0 ? pick(asks.values, known, past) : noValues,
      messages: walk.messages,
      person,
      zone: past.business.zone,
      customerGone: goneAt !== null && goneAt <= now,
      journeyArchived: false,
    };
    for (;;) {
      facts.news = walk.news;
      const { state, decisions, next } = advance(definition, walk.state, facts, now);
      walk.state = state;
      walk.news = [];
      for (const line of decisions) told.lines.push({ ...line, at: now });
      if (next.kind === 'finish') {
        leave(walk, { ...next, at: now });
        return;
      }
      if (next.kind === 'wait') {
        if (told.due?.getTime() !== next.due.getTime()) queue.add(next.due.getTime(), walk);
        told.due = next.due;
        return;
      }
      const { stepId } = next;
      if (next.kind === 'ask') {
        walk.news = [{ kind: 'asked', stepId }];
        continue;
      }
      if (!walk.open) {
        const { channel, since: dueAt } = next;
        walk.open = { stepId, channel, dueAt, at: null, outcome: 'planned', reason: null, moves: [], assumed: none };
        told.messages.push(walk.open);
      }
      walk.news = [outcome(walk, walk.open, handOver(next, known, heard.ofPaper(event.paper), now), now)];
    }
  }

  function knownOf(event: PastEvent, card: Card, now: Date): Known {
    return {
      card,
      facts: heard.factsOf(event),
      past: asks.past ? bought(card.customer.person, event, now) : unknownPast,
    };
  }
}

function outcome(walk: Walk, message: RehearsedMessage, handled: Handled, now: Date): News {
  const { stepId } = message;
  const messageId = `${walk.event.id} ${stepId}`;
  if (handled.kind === 'moved') {
    const { reason, to } = handled;
    message.moves.push({ reason, to });
    return { kind: 'moved', stepId, reason, until: to.toISOString(), messageId };
  }
  message.at = now;
  message.outcome = handled.kind;
  message.reason = handled.kind === 'skipped' ? handled.reason : null;
  if (handled.kind === 'sent') message.assumed = handled.assumed;
  walk.messages[stepId] = handled.kind === 'sent' ? 'delivered' : 'skipped';
  walk.open = null;
  return { kind: 'message', stepId, outcome: handled.kind, reason: message.reason, messageId };
}

function leave(walk: Walk, { status, reason, at }: NonNullable<Rehearsed['end']>): void {
  // What was moved and had not left when it ended never left.
  if (walk.open) Object.assign(walk.open, { at, outcome: 'skipped', reason: 'exited' });
  walk.open = null;
  walk.leftAt = at;
  walk.told.end = { status, reason, at };
  walk.told.due = null;
}

function byKeys<Stay extends PastStay>(list: readonly Stay[]): Map<string, Stay[]> {
  const found = new Map<string, Stay[]>();
  for (const stay of list) {
    put(found, stay.person, stay);
    if (stay.paper !== null) put(found, stay.paper, stay);
  }
  return found;
}

function put<Item>(into: Map<string, Item[]>, key: string, item: Item): void {
  const list = into.get(key);
  if (list) list.push(item);
  else into.set(key, [item]);
}
