import type { TemplateFacts } from '../facts.ts';
import { type CustomerPast, isFirstJob } from '../past.ts';
import type { Past, PastEvent, Purchase } from './past.ts';

/** What had been heard of up to now, by what and by whom it is about. */
export type Heard = {
  add(event: PastEvent, person: string | null): void;
  /** About the same entity or paper. */
  ofPaper(paper: string): readonly PastEvent[];
  /** About anything of a person. */
  ofPerson(person: string): readonly PastEvent[];
  /** The event's facts with what was told of its entity since. */
  factsOf(event: PastEvent): TemplateFacts;
};

const none: readonly PastEvent[] = [];

/** The log as it grows while the paper clock goes on. */
export function createHeard(): Heard {
  const papers = new Map<string, PastEvent[]>();
  const people = new Map<string, PastEvent[]>();
  const put = (into: Map<string, PastEvent[]>, key: string, event: PastEvent) => {
    const list = into.get(key);
    if (list) list.push(event);
    else into.set(key, [event]);
  };
  return {
    add(event, person) {
      put(papers, event.paper, event);
      if (person !== null) put(people, person, event);
    },
    ofPaper: (paper) => papers.get(paper) ?? none,
    ofPerson: (person) => people.get(person) ?? none,
    factsOf(event) {
      const last = papers.get(event.paper)?.findLast(({ entity }) => entity === event.entity);
      return last && last !== event ? { ...event.facts, ...last.facts } : event.facts;
    },
  };
}

/** What a customer had bought at an instant. */
export type Bought = (person: string, event: PastEvent, now: Date) => CustomerPast;

/** The same rules as those of a real enrollment, over the log. */
export function boughtBefore({ purchases }: Pick<Past, 'purchases'>): Bought {
  const byPerson = new Map<string, Purchase[]>();
  for (const purchase of purchases) {
    const list = byPerson.get(purchase.person);
    if (list) list.push(purchase);
    else byPerson.set(purchase.person, [purchase]);
  }
  return (person, event, now) => {
    const all = (byPerson.get(person) ?? []).filter(({ at }) => at <= now);
    const others = all.filter(({ at, paper }) => at < event.occurredAt && paper !== event.paper);
    const count = (kind: Purchase['kind']) => others.filter((one) => one.kind === kind).length;
    const last = all.reduce<Date | null>((latest, { at }) => (latest && latest >= at ? latest : at), null);
    const purchased = { completedJobs: count('job'), paidInvoices: count('invoice') };
    return { isFirstJob: isFirstJob(event.entityKind, purchased), lastPurchaseAt: last };
  };
}
