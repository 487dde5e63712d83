import type { Rehearsed, RehearsedMessage } from './result.ts';

/** `people`: different persons among them. */
export type Count = { reason: string; count: number; people: number };

export type Totals = {
  /** What could have started it. */
  events: number;
  entered: number;
  /** Different persons who would have got at least one message. */
  people: number;
  /** Different persons who would have got none. */
  leftOut: Count[];
  emails: number;
  texts: number;
  refused: Count[];
  moved: Count[];
  skipped: Count[];
  ended: Count[];
  /** Still on their way at the end: what they would have got later is not counted. */
  underWay: number;
};

/** What a rehearsal comes to. The most frequent reason first. */
export function totalsOf(rehearsed: readonly Rehearsed[]): Totals {
  const messages = rehearsed.flatMap((one) => one.messages.map((message) => ({ one, message })));
  const sent = messages.filter(({ message }) => message.outcome === 'sent');
  const by = (channel: RehearsedMessage['channel']) => sent.filter(({ message }) => message.channel === channel).length;
  const written = new Set(sent.map(({ one }) => personOf(one)));
  return {
    events: rehearsed.length,
    entered: rehearsed.filter(({ refused }) => !refused).length,
    people: written.size,
    leftOut: counted([...leftOut(rehearsed)].map(([person, { reason }]) => ({ person, reason }))),
    emails: by('email'),
    texts: by('sms'),
    refused: counted(rehearsed.flatMap((one) => (one.refused ? { person: personOf(one), ...one.refused } : []))),
    moved: counted(
      messages.flatMap(({ one, message }) =>
        message.moves.map(({ reason }) => ({ person: personOf(one), reason: kindOf(reason) })),
      ),
    ),
    skipped: counted(
      messages.flatMap(({ one, message: { outcome, reason } }) =>
        outcome === 'skipped' && reason ? { person: personOf(one), reason } : [],
      ),
    ),
    ended: counted(rehearsed.flatMap((one) => (one.end ? { person: personOf(one), reason: one.end.reason } : []))),
    underWay: rehearsed.filter(({ due }) => due !== null).length,
  };
}

export type LeftOut = { reason: string; since: Date | null };

/** Who would have got nothing at all, with the last reason for it. Who was still to get something is not left out. */
export function leftOut(rehearsed: readonly Rehearsed[]): Map<string, LeftOut> {
  const found = new Map<string, LeftOut>();
  const written = new Set<string>();
  for (const one of rehearsed) {
    const person = personOf(one);
    if (one.due !== null || one.messages.some(({ outcome }) => outcome === 'sent')) written.add(person);
    else found.set(person, whyNothing(one));
  }
  for (const person of written) found.delete(person);
  return found;
}

function whyNothing({ refused, messages, end }: Rehearsed): LeftOut {
  if (refused) {
    const { enrolledAt } = refused.detail;
    return { reason: refused.reason, since: enrolledAt ? new Date(enrolledAt) : null };
  }
  // Who left early would have got the next message.
  const left = end && /^(exited_by_event|goal_reached)/.test(end.reason) ? end.reason : null;
  return { reason: left ?? messages.at(-1)?.reason ?? end?.reason ?? 'reached_end', since: null };
}

const personOf = ({ person, eventId }: Rehearsed): string => person ?? eventId;

/** Of a holiday or a law the kind is counted, not which. */
const kindOf = (reason: string): string => reason.split(':')[0] ?? reason;

function counted(items: readonly { person: string; reason: string }[]): Count[] {
  const found = new Map<string, { count: number; people: Set<string> }>();
  for (const { person, reason } of items) {
    const known = found.get(reason) ?? { count: 0, people: new Set() };
    known.count++;
    known.people.add(person);
    found.set(reason, known);
  }
  return [...found]
    .map(([reason, { count, people }]) => ({ reason, count, people: people.size }))
    .sort((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1));
}
