import type { Case } from './case.ts';
import { dayMinutes, type NaiveClock, weekday } from './naive-clock.ts';

const transactional = ['visit_reminder', 'invoice_reminder'];
export const isOffer = (purpose: string): boolean => !transactional.includes(purpose);

type Closed = 'outside_window' | 'outside_journey_window' | 'own_holiday' | null;
/** Hours come back every week, and at most three days are closed beside. */
const giveUpAfter = 36 * dayMinutes;

/** When a channel's messages of a case may leave: asked of every minute by itself. */
export class NaiveHours {
  readonly #given: Case;
  readonly #clock: NaiveClock;
  readonly #channel: 'email' | 'sms';

  constructor(given: Case, clock: NaiveClock, channel: 'email' | 'sms') {
    this.#given = given;
    this.#clock = clock;
    this.#channel = channel;
  }

  /** Why nothing leaves in a minute; null: it is open. */
  closed(minute: number): Closed {
    const { definition, world } = this.#given;
    const local = this.#clock.local(minute);
    const day = Math.floor(local / dayMinutes);
    const hours = (local - day * dayMinutes) / 60;
    const own = this.#own(weekday(day) === 7);
    if (!own || hours < own[0] || hours >= own[1]) return 'outside_window';
    const wanted = definition.window;
    if (wanted?.hours && (hours < wanted.hours[0] || hours >= wanted.hours[1])) return 'outside_journey_window';
    if (wanted?.weekdays?.length && !wanted.weekdays.includes(weekday(day))) return 'outside_journey_window';
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    return isOffer(definition.purpose) && world.closed.includes(date) ? 'own_holiday' : null;
  }

  /** The first minute from one on that has more than two minutes before the end; null: there is none. */
  room(from: number): number | null {
    let open = from;
    while (this.closed(open)) if (++open > from + giveUpAfter) return null;
    while (this.closed(open) || this.closed(open + 1) || this.closed(open + 2)) open++;
    return open;
  }

  /** Why a message has to wait for its room. */
  because(minute: number): string {
    let at = minute;
    while (!this.closed(at)) at++;
    return this.closed(at) ?? '';
  }

  #own(sunday: boolean): readonly [number, number] | null {
    const { definition, world } = this.#given;
    const offer = isOffer(definition.purpose);
    const { email, marketingSms, transactionalSms } = world.window;
    if (this.#channel === 'email') return pick(email, sunday, [7, 21], [7, 21]);
    return offer ? pick(marketingSms, sunday, [9, 20], [12, 20]) : pick(transactionalSms, sunday, [8, 20], [8, 20]);
  }
}

type Hours = readonly [number, number];

function pick(
  rules: { everyDay: Hours; sunday: Hours | null } | undefined,
  sunday: boolean,
  usual: Hours,
  usualSunday: Hours,
): Hours | null {
  if (rules) return sunday ? rules.sunday : rules.everyDay;
  return sunday ? usualSunday : usual;
}
