import type { Step, StepOf, WaitUnit } from '../definition.ts';
import { type Case, type Happening, lineOf } from './case.ts';
import { dayMinutes, NaiveClock, weekday } from './naive-clock.ts';
import { isTrue } from './naive-conditions.ts';
import { NaiveDesk } from './naive-desk.ts';
import { laneOf } from './naive-share.ts';
import { type Line, program } from './program.ts';

const perUnit = { minutes: 1, hours: 60, days: dayMinutes } as const;

/**
 * The timeline of a case by a second interpreter that was written for this alone: the tree laid out as a list with
 * jumps, a clock that goes on minute by minute, and nothing shared with what journeys really run on.
 */
export class Naive {
  readonly #given: Case;
  readonly #clock: NaiveClock;
  readonly #desk: NaiveDesk;
  readonly #values: Record<string, unknown>;
  readonly #lines: Line[];
  readonly trace: string[] = [];

  /** The line that is read, and the step that was last open. */
  #at: number;
  #open: string | null = null;
  /** When it looks next; null: only when something happens. */
  #wake: number | null;
  /** Of the open step: until when it waits, and what for. */
  #until: number | null = null;
  #basis: unknown = null;
  #since: number | null = null;
  #held: { key: string; kind: string } | null = null;
  readonly #lanes = new Map<string, string>();
  readonly #reacted = new Set<string>();
  readonly #happened = new Set<string>();
  #gone: 'customer_gone' | 'journey_archived' | null = null;
  #over = false;
  /** Of the look that goes on: what it says, and the step that was open at its beginning. */
  #said: string[] = [];
  #handed = false;
  #before: string | null = null;
  #minute = 0;
  #news: Happening | null = null;

  constructor(given: Case) {
    this.#given = given;
    this.#clock = new NaiveClock(given.world.zone);
    this.#desk = new NaiveDesk(given, this.#clock);
    this.#values = { ...given.world.values };
    const { lines, first } = program(given.definition.steps);
    this.#lines = lines;
    this.#at = first;
    this.#wake = given.world.start;
  }

  run(): string[] {
    const { happenings, start, outages } = this.#given.world;
    let next = 0;
    for (let minute = start - 1; !this.#over; minute++) {
      const isAwake = minute >= start && !outages.some(([from, to]) => from <= minute && minute < to);
      if (isAwake && this.#wake !== null && minute >= this.#wake) this.#look(minute, null);
      while (!this.#over && happenings[next]?.minute === minute) {
        const what = happenings[next++];
        if (what && this.#isNews(what) && minute >= start) this.#look(minute, what);
      }
      if (this.#wake === null && next >= happenings.length) break;
    }
    return this.trace;
  }

  /** Takes in what happens; true when it is something to look at. */
  #isNews(what: Happening): boolean {
    const step = this.#lines.find((line) => line.step.id === this.#open)?.step;
    const waits = step && ['wait', 'wait_until', 'wait_for', 'ask_owner'].includes(step.kind);
    const writes = step?.kind === 'send_email' || step?.kind === 'send_sms';
    switch (what.kind) {
      case 'skip':
        return Boolean(waits);
      case 'leave_out':
      case 'move':
        return writes;
      case 'answer':
        return step?.kind === 'ask_owner';
      case 'event':
        if (what.trigger === 'job_completed' && what.about === 'entity') return false;
        return this.#isExit(what.trigger, what.about) || this.#isAwaited(what.trigger, what.about);
      case 'reaction':
        return this.#isExit(what.reaction, what.about) || this.#isAwaited(what.reaction, what.about);
      case 'value':
        this.#values[what.field] = what.value;
        return true;
      case 'gone':
        this.#gone = 'customer_gone';
        return true;
      case 'archive':
        this.#gone ??= 'journey_archived';
        return true;
      case 'read':
        return this.#readBySomebody(what.approve);
      case 'cause':
        if (what.on) this.#desk.on.add(what.cause);
        else this.#desk.on.delete(what.cause);
        return !what.on;
      case 'status':
        this.#desk.hear(what.status);
        return false;
      case 'fact_gone':
        this.#desk.goneFacts.add(what.fact);
        return false;
      case 'mute':
        this.#desk.muted = true;
        return false;
      case 'refuse':
        this.#desk.refuses = true;
        return false;
      case 'suppress':
        this.#desk.dead.add('email').add('sms');
        return false;
      default:
        return true;
    }
  }

  #isExit(on: string, about: string): boolean {
    return this.#given.definition.exits.some(
      (exit) => exit.on === on && (exit.about === 'customer' || about === 'entity'),
    );
  }

  #isAwaited(what: string, about: string): boolean {
    return about === 'entity' && this.#lines.some(({ step }) => step.kind === 'wait_for' && step.for === what);
  }

  #readBySomebody(approve: boolean): boolean {
    const { reader, status } = this.#desk;
    if (reader === null || status.get(reader) !== 'rendered') return false;
    this.#desk.reader = null;
    if (approve) this.#desk.approved.add(reader);
    else this.#desk.leave(reader, 'skipped', 'declined');
    return true;
  }

  #look(minute: number, news: Happening | null): void {
    [this.#minute, this.#news, this.#before] = [minute, news, this.#open];
    const end = this.#endsEarly();
    if (end) {
      this.#say(this.#open, 'finished', end);
      this.#finish();
      return;
    }
    if (news?.kind === 'reaction' && news.about === 'entity') this.#reacted.add(news.reaction);
    if (news?.kind === 'event' && news.about === 'entity') this.#happened.add(news.trigger);
    for (;;) {
      const line = this.#lines[this.#at];
      if (!line) break;
      this.#open = line.step.id;
      if (!this.#read(line)) return;
    }
    this.#end('reached_end');
  }

  #endsEarly(): string | null {
    const news = this.#news;
    if (news?.kind === 'stop') return 'stopped_by_owner';
    const on = news?.kind === 'event' ? news.trigger : news?.kind === 'reaction' ? news.reaction : null;
    if (on !== null && (news?.kind === 'event' || news?.kind === 'reaction')) {
      const taken = this.#given.definition.exits.filter(
        (exit) => exit.on === on && (exit.about === 'customer' || news.about === 'entity'),
      );
      const what = news.kind === 'event' ? `${on}:acme` : on;
      if (taken.length > 0) return `${taken.some(({ goal }) => goal) ? 'goal_reached' : 'exited_by_event'}:${what}`;
    }
    return this.#gone;
  }

  /** Reads one line; false: it stays there. */
  #read(line: Line): boolean {
    const { step } = line;
    switch (step.kind) {
      case 'send_email':
      case 'send_sms':
        return this.#message(line, step);
      case 'wait':
        return this.#wait(line, step);
      case 'wait_until':
        return this.#waitUntil(line, step);
      case 'wait_for':
        return this.#waitFor(line, step);
      case 'ask_owner':
        return this.#ask(line, step);
      case 'branch': {
        const asked = {
          value: (field: string) => this.#values[field],
          status: (id: string) => this.#desk.status.get(id),
          lane: (id: string) => this.#lanes.get(id),
          now: this.#minute * 60_000,
        };
        const lane = step.lanes.find(({ when }) => isTrue(when, asked))?.id ?? 'otherwise';
        this.#say(step.id, 'branched', `lane:${lane}`);
        return this.#go(line, this.#since, lane);
      }
      case 'split': {
        const lane = laneOf(step, this.#given.world.person);
        this.#say(step.id, 'split', `lane:${lane}`);
        return this.#go(line, this.#since, lane);
      }
      case 'exit':
        this.#say(step.id, 'exit');
        this.#end(step.goal ? 'goal_step' : 'exit_step');
        return false;
    }
  }

  #message(line: Line, step: StepOf<'send_email'> | StepOf<'send_sms'>): boolean {
    const news = this.#news?.minute === this.#minute && this.#before === step.id ? this.#news : null;
    if (news?.kind === 'leave_out') {
      this.#news = null;
      this.#desk.status.set(step.id, 'skipped');
      this.#say(step.id, 'message_skipped', 'skipped_by_owner');
      return this.#go(line, null);
    }
    if (news?.kind === 'move') {
      this.#news = null;
      return this.#move(step.id, 'rescheduled_by_owner', news.minute + news.minutes);
    }
    if (this.#until !== null && this.#until > this.#minute) return this.#stay(this.#until);
    if (this.#handed) this.#flush(null, null);
    this.#since ??= this.#minute;
    const handed = this.#desk.hand(step, this.#since, this.#minute);
    if ('held' in handed) {
      this.#until = null;
      this.#flush({ key: handed.held, kind: handed.held.split(' ')[0] ?? '' }, handed.reason);
      this.#wake = null;
      return false;
    }
    this.#handed = true;
    if ('moved' in handed) return this.#move(step.id, handed.reason, handed.moved);
    this.#say(step.id, `message_${handed.outcome}`, handed.reason);
    if (handed.outcome === 'sent') this.#reacted.clear();
    return this.#go(line, null);
  }

  #move(id: string, reason: string, until: number): boolean {
    this.#say(id, 'message_moved', reason, until);
    this.#until = until;
    return this.#stay(until);
  }

  #wait(line: Line, step: StepOf<'wait'>): boolean {
    if (this.#until === null) {
      const until = this.#later(this.#minute, step.amount, step.unit);
      this.#say(step.id, 'waiting', null, until);
      return this.#stay(until);
    }
    if (this.#skips(step)) return this.#skipped(line);
    return this.#until > this.#minute ? this.#stay(this.#until) : this.#go(line, this.#until);
  }

  #waitFor(line: Line, step: StepOf<'wait_for'>): boolean {
    if (this.#skips(step)) return this.#skipped(line, 'timed_out');
    if (this.#reacted.has(step.for) || this.#happened.has(step.for)) {
      this.#say(step.id, 'happened', step.for);
      return this.#go(line, null, 'happened');
    }
    if (this.#until === null) {
      const until = this.#later(this.#minute, step.amount, step.unit);
      this.#say(step.id, 'waiting_for', `waiting_for:${step.for}`, until);
      return this.#stay(until);
    }
    if (this.#until > this.#minute) return this.#stay(this.#until);
    this.#say(step.id, 'waited_out', `not_happened:${step.for}`);
    return this.#go(line, this.#until, 'timed_out');
  }

  #ask(line: Line, step: StepOf<'ask_owner'>): boolean {
    if (this.#news?.kind === 'answer' && this.#before === step.id) {
      const { answer } = this.#news;
      this.#news = null;
      this.#say(step.id, 'answered', answer);
      return this.#go(line, null, answer);
    }
    if (this.#skips(step)) return this.#skipped(line, step.silence, step.silence);
    if (this.#until === null) {
      if (this.#handed) this.#flush(null, null);
      this.#handed = true;
      const until = this.#later(this.#minute, step.amount, step.unit);
      this.#say(step.id, 'asked', null, until);
      return this.#stay(until);
    }
    if (this.#until > this.#minute) return this.#stay(this.#until);
    this.#say(step.id, 'not_answered', step.silence);
    return this.#go(line, this.#until, step.silence);
  }

  #waitUntil(line: Line, step: StepOf<'wait_until'>): boolean {
    if (this.#skips(step)) return this.#skipped(line);
    const passed = (code: string): boolean => {
      this.#say(step.id, code);
      if (step.passed === 'go_on') return this.#go(line, null);
      this.#end(code);
      return false;
    };
    const told = step.date ? this.#values[step.date.field] : null;
    if (step.date && typeof told !== 'string') return passed('date_unknown');
    if (this.#until !== null && (!step.date || told === this.#basis)) {
      return this.#until > this.#minute ? this.#stay(this.#until) : this.#go(line, this.#until);
    }
    const until = this.#fitting(step, typeof told === 'string' ? told : null);
    if (until <= this.#minute) {
      if (!step.date) return this.#go(line, null);
      if (this.#until === null) return passed('date_passed');
      this.#say(step.id, 'date_passed');
      return this.#go(line, null);
    }
    this.#say(step.id, this.#until === null ? 'waiting' : 'date_moved', null, until);
    this.#basis = told;
    return this.#stay(until);
  }

  #fitting({ time, weekdays, date }: StepOf<'wait_until'>, told: string | null): number {
    let base = this.#minute;
    if (date && told !== null) {
      const named = told.length === 10 ? this.#clock.when(Date.parse(told) / 60_000) : Date.parse(told) / 60_000;
      base = this.#later(named, date.amount, date.unit);
    }
    const shown = this.#clock.local(base);
    const midnight = shown - (((shown % dayMinutes) + dayMinutes) % dayMinutes);
    const [hours, minutes] = (time ?? '0:0').split(':');
    const clock = Number(hours) * 60 + Number(minutes);
    for (let days = 0; ; days++) {
      const local = (time === null ? shown : midnight + clock) + days * dayMinutes;
      const fits = time === null && days === 0 ? base : this.#clock.when(local);
      if (!date && time !== null && fits <= this.#minute) continue;
      if (weekdays.length === 0 || weekdays.includes(weekday(this.#clock.day(fits)))) return fits;
    }
  }

  /** Days are of the calendar, hours and minutes of the clock. */
  #later(from: number, amount: number, unit: WaitUnit): number {
    if (unit !== 'days') return from + amount * perUnit[unit];
    return this.#clock.when(this.#clock.local(from) + amount * dayMinutes);
  }

  #skips(step: Step): boolean {
    return this.#news?.kind === 'skip' && this.#before === step.id;
  }

  #skipped(line: Line, lane?: string, reason?: string): boolean {
    this.#news = null;
    this.#say(line.step.id, 'wait_skipped', reason);
    return this.#go(line, null, lane);
  }

  /** On to the next line, or into a lane. `since`: when what comes now has been due. */
  #go(line: Line, since: number | null, lane?: string): boolean {
    if (lane !== undefined) this.#lanes.set(line.step.id, lane);
    this.#at = lane === undefined ? line.next : (line.lanes[lane] ?? line.next);
    [this.#until, this.#basis, this.#since] = [null, null, since];
    return true;
  }

  #stay(until: number): boolean {
    this.#until = until;
    this.#wake = until;
    this.#flush(null, null);
    return false;
  }

  #end(reason: string): void {
    this.#say(null, 'finished', reason);
    this.#finish();
  }

  #finish(): void {
    this.#flush(null, null);
    this.#over = true;
    for (const [id, status] of this.#desk.status) {
      if (status === 'rendered') this.trace.push(lineOf(this.#minute, id, 'closed', 'exited'));
    }
  }

  #say(id: string | null, code: string, reason: string | null = null, until: number | null = null): void {
    this.#said.push(lineOf(this.#minute, id, code, reason, until));
  }

  /** Writes down what was said, and that it is held or goes on. */
  #flush(held: { key: string; kind: string } | null, reason: string | null): void {
    const isSame = held?.key === this.#held?.key;
    if (this.#held && !isSame) this.trace.push(lineOf(this.#minute, this.#before, 'released', this.#held.kind));
    this.trace.push(...this.#said);
    if (held && !isSame) this.trace.push(lineOf(this.#minute, this.#open, 'held', reason));
    [this.#held, this.#said, this.#handed, this.#before] = [held, [], false, this.#open];
  }
}
