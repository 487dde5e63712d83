import type { StepOf } from '../definition.ts';
import { type Case, missingField } from './case.ts';
import { dayMinutes, type NaiveClock } from './naive-clock.ts';
import { isOffer, NaiveHours } from './naive-hours.ts';

type MessageStep = StepOf<'send_email'> | StepOf<'send_sms'>;
/** `held`: the reason, and what tells one hold from another. */
export type Handed =
  | { held: string; reason: string }
  | { moved: number; reason: string }
  | { outcome: string; reason: string | null };

const usualHours = (purpose: string): number => {
  if (purpose === 'visit_reminder') return 24;
  return purpose === 'invoice_reminder' || purpose === 'quote_follow_up' ? 72 : 168;
};

/** The sending of one case, as a person would do it with a list of checks. */
export class NaiveDesk {
  readonly on = new Set<string>();
  readonly status = new Map<string, string>();
  readonly approved = new Set<string>();
  readonly goneFacts = new Set<string>();
  readonly dead = new Set<string>();
  muted = false;
  refuses = false;
  reader: string | null = null;
  last: string | null = null;
  readonly #why = new Map<string, string>();
  readonly #sent: { channel: string; minute: number }[] = [];
  readonly #given: Case;
  readonly #clock: NaiveClock;

  constructor(given: Case, clock: NaiveClock) {
    this.#given = given;
    this.#clock = clock;
  }

  hand(step: MessageStep, since: number, minute: number): Handed {
    const { definition, world } = this.#given;
    const channel = step.kind === 'send_email' ? 'email' : 'sms';
    const paused = ['sending_paused', 'journey_paused', 'connection_revoked'].find((kind) => this.on.has(kind));
    if (!this.status.has(step.id)) {
      if (paused) return { held: paused, reason: paused };
      if (this.on.has('no_sender')) return { held: `no_sender ${channel}`, reason: 'no_sender' };
      if (channel === 'sms' && this.on.has('sms_not_registered')) {
        return { held: 'sms_not_registered', reason: 'sms_not_registered' };
      }
      if (channel === 'email' ? !world.has.email : !world.has.phone)
        return this.leave(step.id, 'skipped', 'no_address');
      if (step.body.includes(missingField)) return this.leave(step.id, 'skipped', `cannot_render:${missingField}`);
      this.status.set(step.id, 'rendered');
    }
    const status = this.status.get(step.id);
    if (status !== 'rendered') return { outcome: status ?? '', reason: this.#why.get(step.id) ?? null };
    const hours = step.usefulForHours ?? definition.usefulForHours ?? usualHours(definition.purpose);
    const uselessAfter = since + hours * 60;
    if (minute < uselessAfter) {
      if (definition.review && !this.approved.has(step.id)) {
        this.reader = step.id;
        return { held: `approval ${step.id}`, reason: 'approval' };
      }
      for (const { fact } of step.onlyIf ?? []) {
        if (this.goneFacts.has(fact)) return this.leave(step.id, 'skipped', `fact_changed:${fact}`);
      }
      if (step.onlyIf && this.on.has('vendor_unreachable')) {
        return { held: 'vendor_unreachable', reason: 'cannot_ask:acme' };
      }
    }
    if (paused) return { held: paused, reason: paused };
    if (this.on.has('review')) return { held: 'review', reason: 'review' };
    if (this.dead.has(channel)) return this.leave(step.id, 'skipped', 'suppressed');
    if (channel === 'sms' && !world.textable) return this.leave(step.id, 'skipped', 'no_consent');
    if (this.muted) return this.leave(step.id, 'skipped', 'muted');
    if (this.refuses) return this.leave(step.id, 'skipped', 'no_consent');
    if (minute > uselessAfter) return this.leave(step.id, 'skipped', 'useless');
    let free = minute;
    while (isOffer(definition.purpose) && this.#isFull(channel, free)) free++;
    const opening = new NaiveHours(this.#given, this.#clock, channel);
    const room = opening.room(free);
    if (room === null) return this.leave(step.id, 'skipped', 'never_open');
    if (room > minute) {
      const capped = free > minute;
      if (room > uselessAfter) return this.leave(step.id, 'skipped', capped ? 'capped' : 'useless');
      return { moved: room, reason: capped ? 'capped' : opening.because(minute) };
    }
    if (this.on.has('quota')) return { held: `quota ${channel}`, reason: 'quota' };
    if (this.on.has('channel_down')) return { held: `channel_down ${channel}`, reason: 'refused_account:down' };
    return this.#post(step.id, channel, minute);
  }

  #post(id: string, channel: string, minute: number): Handed {
    const word = this.#given.world.vendor[id] ?? 'sent';
    if (word === 'failed') return this.leave(id, 'failed', 'refused_recipient:none');
    if (word === 'opted_out') {
      this.dead.add(channel);
      return this.leave(id, 'skipped', 'opted_out');
    }
    this.#sent.push({ channel, minute });
    this.last = id;
    if (word !== 'sent') return this.leave(id, channel === 'sms' ? 'unknown' : 'review', 'outcome_unknown');
    this.status.set(id, 'accepted');
    return { outcome: 'sent', reason: null };
  }

  /** One a day by the calendar, three in seven days; a journey may want fewer. */
  #isFull(channel: string, minute: number): boolean {
    const { caps } = this.#given.definition;
    const mine = this.#sent.filter((one) => one.channel === channel);
    const today = mine.filter((one) => this.#clock.day(one.minute) === this.#clock.day(minute));
    const lately = mine.filter((one) => one.minute > minute - 7 * dayMinutes);
    return today.length >= Math.min(1, caps?.perDay ?? 1) || lately.length >= Math.min(3, caps?.perWeek ?? 3);
  }

  leave(id: string, outcome: string, reason: string): Handed {
    this.status.set(id, outcome);
    this.#why.set(id, reason);
    return { outcome, reason };
  }

  /** Later words count only when they are further. */
  hear(word: string): void {
    const order = [
      'unknown',
      'review',
      'accepted',
      'failed',
      'delivered',
      'clicked',
      'bounced',
      'complained',
      'skipped',
    ];
    const known = this.last === null ? '' : (this.status.get(this.last) ?? '');
    if (this.last !== null && order.indexOf(word) > order.indexOf(known)) this.status.set(this.last, word);
  }
}
