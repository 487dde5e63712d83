const hour = 60;
export const dayMinutes = 24 * hour;

/** A wall clock that asks the platform: no library, no cleverness. Minutes since 1970; local ones as if they were UTC. */
export class NaiveClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(zone: string) {
    const two = '2-digit';
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two } as const;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  }

  /** What it shows. */
  local(minute: number): number {
    const quarter = Math.floor(minute / 15);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      offset = this.#offsetOf(quarter);
      this.#offsets.set(quarter, offset);
    }
    return minute + offset;
  }

  /** Days since 1970, by its calendar. */
  day(minute: number): number {
    return Math.floor(this.local(minute) / dayMinutes);
  }

  /** The first minute at which it shows a local time; where it skips it, as much later as it skips. */
  when(local: number): number {
    for (let minute = local - 15 * hour; minute < local + 15 * hour; minute++) {
      const [now, next] = [this.local(minute), this.local(minute + 1)];
      if (now === local) return minute;
      if (now < local && next > local) return minute + local - now;
    }
    throw new Error('No clock is so far off');
  }

  #offsetOf(quarter: number): number {
    // Whole days without a shift are asked for once at either end.
    const day = Math.floor(quarter / 96);
    const [begin, end] = [this.#read(day * 96), this.#read((day + 1) * 96)];
    return begin === end ? begin : this.#read(quarter);
  }

  readonly #ends = new Map<number, number>();

  #read(quarter: number): number {
    const known = this.#ends.get(quarter);
    if (known !== undefined) return known;
    const shown: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(quarter * 15 * 60_000)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0 } = shown;
    const offset = Date.UTC(year, month - 1, day, hours, minute) / 60_000 - quarter * 15;
    this.#ends.set(quarter, offset);
    return offset;
  }
}

/** ISO weekday of a day since 1970. */
export const weekday = (day: number): number => new Date(day * 86_400_000).getUTCDay() || 7;
