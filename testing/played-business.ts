import { DateTime } from 'luxon';
import type { InboxStage } from './inbox-stage.ts';

/** `sure`: its time or its being young tells; else it depends on what we had seen before. */
type Happening = { trigger: string; kind: string; id: string; at: number; sure: boolean };
type Thing = { kind: string; id: string; visitId: string | null; madeAt: number; done: string[]; begins: number };

export type Verb = 'job' | 'quote' | 'invoice' | 'client';

/** The same deeds in the words of each provider. */
const words = {
  jobber: {
    client: ['/clients', () => ({ firstName: 'Ada' })],
    job: ['/jobs', (clientId: string, at: string) => ({ clientId, title: 'Gutters', visits: [{ startAt: at }] })],
    quote: ['/quotes', (clientId: string) => ({ clientId, title: 'Roof' })],
    invoice: ['/invoices', (clientId: string, at: string) => ({ clientId, total: 90, dueDate: at.slice(0, 10) })],
    isOwedUnsent: false,
    sendsQuotes: true,
    tellsPaidTime: false,
    accept: 'approve',
    pay: (id: string) => [`/invoices/${id}/pay`, {}] as const,
    quotes: '/quotes',
  },
  quickbooks: {
    client: ['/customers', () => ({ givenName: 'Ada' })],
    job: null,
    quote: ['/estimates', (customerId: string) => ({ customerId, total: 90 })],
    invoice: ['/invoices', (customerId: string, at: string) => ({ customerId, total: 90, dueDate: at.slice(0, 10) })],
    isOwedUnsent: true,
    sendsQuotes: false,
    tellsPaidTime: true,
    accept: 'accept',
    pay: (id: string) => ['/payments', { invoiceIds: [id] }] as const,
    quotes: '/estimates',
  },
} as const;

export type PlayedKey = keyof typeof words;

/** A small business at a provider, and what has to come of it: the model that the database is compared with. */
export class PlayedBusiness {
  private readonly things: Thing[] = [];
  private readonly happened: Happening[] = [];
  private readonly stage: InboxStage;
  private readonly key: PlayedKey;
  connected: { at: number; zone: string } | null = null;

  constructor(stage: InboxStage, key: PlayedKey) {
    this.stage = stage;
    this.key = key;
  }

  /** Makes one thing; `inHours`: when its visit starts, or the day on which it is due. */
  async make(kind: Verb, inHours: number): Promise<void> {
    const word = words[this.key][kind];
    if (!word) return;
    const [path, body] = word;
    const clientId = this.things.find((thing) => thing.kind === 'client')?.id ?? '';
    const begins = this.stage.now + inHours * 3_600_000;
    const made = await this.stage.play('POST', path, body(clientId, new Date(begins).toISOString()));
    const [visit] = (made.visits ?? []) as { id: string }[];
    const id = String(made.id);
    this.things.push({ kind, id, visitId: visit?.id ?? null, madeAt: this.stage.now, done: [], begins });
    if (kind === 'client') this.note('client_created', kind, id, true);
    if (visit) this.note('visit_scheduled', 'visit', visit.id, true);
  }

  /** Does what comes next with one of the things. */
  async act(index: number): Promise<void> {
    const able = this.things.filter((thing) => this.next(thing));
    const thing = able[index % Math.max(able.length, 1)];
    const deed = thing && this.next(thing);
    if (!thing || !deed) return;
    const { id, visitId } = thing;
    if (deed === 'complete') {
      await this.noteSeen('job_completed', thing, true);
      const again = this.happened.some((one) => one.trigger === 'visit_completed' && one.id === visitId);
      if (visitId) this.note('visit_completed', 'visit', visitId, !again);
      await this.stage.play('POST', `/jobs/${id}/complete`);
    }
    if (deed === 'accept') {
      await this.noteSeen('quote_approved', thing, this.key === 'jobber');
      await this.stage.play('POST', `${words[this.key].quotes}/${id}/${words[this.key].accept}`);
    }
    if (deed === 'send') {
      await this.noteSeen('invoice_sent', thing, false);
      await this.stage.play('POST', `/invoices/${id}/send`);
    }
    if (deed === 'pay') {
      await this.noteSeen('invoice_paid', thing, words[this.key].tellsPaidTime);
      const [path, body] = words[this.key].pay(id);
      await this.stage.play('POST', path, body);
    }
    thing.done.push(deed);
  }

  /** Takes one completion or acceptance back. The caller lets us see it before and after. */
  async takeBack(index: number): Promise<boolean> {
    const able = this.things.filter(({ kind, done }) =>
      this.key === 'jobber' ? kind === 'job' && done.includes('complete') : kind === 'quote' && done.includes('accept'),
    );
    const thing = able[index % Math.max(able.length, 1)];
    if (!thing) return false;
    const path = this.key === 'jobber' ? `/jobs/${thing.id}/reopen` : `/estimates/${thing.id}/reject`;
    await this.stage.play('POST', path);
    thing.done = [];
    return true;
  }

  /** The live events that there may be: for each transition the fewest and the most. */
  expected(): Map<string, [number, number]> {
    const { connected } = this;
    const counts = new Map<string, [number, number]>();
    if (!connected) return counts;
    const add = (trigger: string, kind: string, id: string, [least, most]: [number, number]) => {
      const key = `${trigger} ${kind} ${id}`;
      const [fewest, highest] = counts.get(key) ?? [0, 0];
      counts.set(key, [fewest + least, highest + most]);
    };
    for (const { trigger, kind, id, at, sure } of this.happened) {
      if (at > connected.at) add(trigger, kind, id, [sure ? 1 : 0, 1]);
    }
    for (const thing of this.things) {
      if (thing.kind === 'job') add('job_started', 'job', thing.id, this.begun(thing, thing.begins, connected.at));
      // Answered before anybody looked, it was never seen waiting.
      if (thing.kind === 'quote' && words[this.key].sendsQuotes && thing.madeAt > connected.at)
        add('quote_sent', 'quote', thing.id, [thing.done.includes('accept') ? 0 : 1, 1]);
      if (thing.kind !== 'invoice') continue;
      const begins = endOfDay(thing.begins, connected.zone);
      const isOwed = thing.done.includes('send') || words[this.key].isOwedUnsent;
      if (isOwed && !this.paidBefore(thing, begins))
        add('invoice_overdue', 'invoice', thing.id, this.begun(thing, begins, connected.at));
    }
    return counts;
  }

  /** Done before it began, or over before anybody looked, or entered with a date of the past: it depends. */
  private begun({ kind, id, madeAt, done }: Thing, begins: number, connectedAt: number): [number, number] {
    const { now } = this.stage;
    if (Math.max(begins, madeAt) > now) return [0, 0];
    const isOver = kind === 'invoice' ? this.paidBefore({ id }, now) : done.includes('complete');
    if (begins > connectedAt) return [isOver ? 0 : 1, 1];
    return [0, kind === 'invoice' || madeAt > connectedAt ? 1 : 0];
  }

  private paidBefore({ id }: Pick<Thing, 'id'>, time: number): boolean {
    return this.happened.some((one) => one.trigger === 'invoice_paid' && one.id === id && one.at < time);
  }

  private next({ kind, done }: Thing): string | null {
    if (kind === 'job') return done.length === 0 ? 'complete' : null;
    if (kind === 'quote') return done.length === 0 ? 'accept' : null;
    if (kind === 'invoice') return ['send', 'pay'][done.length] ?? null;
    return null;
  }

  private note(trigger: string, kind: string, id: string, sure: boolean): void {
    this.happened.push({ trigger, kind, id, at: this.stage.now, sure });
  }

  private async noteSeen(trigger: string, { kind, id, madeAt }: Thing, hasTime: boolean): Promise<void> {
    const isYoung = this.connected !== null && madeAt > this.connected.at;
    this.note(trigger, kind, id, hasTime || isYoung || (await this.wasSeenOpen(trigger, kind, id)));
  }

  private async wasSeenOpen(trigger: string, kind: string, externalId: string): Promise<boolean> {
    const row = await this.stage.inside((tenant) => tenant.db.entity.findFirst({ where: { kind, externalId } }));
    return ((row?.holds ?? {}) as Record<string, { holds: boolean } | undefined>)[trigger]?.holds === false;
  }
}

function endOfDay(time: number, zone: string): number {
  return DateTime.fromISO(new Date(time).toISOString().slice(0, 10), { zone }).endOf('day').toMillis();
}
