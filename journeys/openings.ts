import { always, type Opening } from './clock.ts';
import type { JourneyWindow } from './definition.ts';
import { dayOfDate, type Holidays, publicHoliday } from './holidays.ts';
import { legalHoursOf } from './legal-hours.ts';
import { type Purpose, rulesOf } from './purposes.ts';
import { openingOf, openingOfJourney, type SendingWindow, windowFor } from './sending-window.ts';

/** Everything that says when a message may leave. */
export type Hours = {
  channel: 'email' | 'sms';
  purpose: Purpose;
  /** Of the business; what it has not said is the default. */
  window: SendingWindow;
  holidays: Holidays;
  /** Of the journey; null: whenever the business allows it. */
  journeyWindow: JourneyWindow | null;
  /** Whose law and whose public holidays count, such as US-FL; texts are bound by the law of each. */
  regions: readonly string[];
};

/** Why a message does not leave now. A holiday and a law say which. */
export type ClosedBecause =
  | 'outside_window'
  | 'outside_journey_window'
  | `outside_legal_hours:${string}`
  | `public_holiday:${string}`
  | 'own_holiday';

/** One rule of the clock, and what it is called where it closes. */
export type NamedOpening = Opening & { because: (day: number) => ClosedBecause };

// A rehearsal asks for the same ones for every message of a region.
const known = new WeakMap<readonly string[], { hours: Hours; found: NamedOpening[] }[]>();
const knownAtMost = 8;

/**
 * The rules that have to be open at once: the hours of the business, those of the journey, the law where the
 * recipient lives (texts only), and holidays (offers only, and journeys that want them free).
 */
export function openingsOf(hours: Hours): readonly NamedOpening[] {
  const list = known.get(hours.regions) ?? [];
  const before = list.find((entry) => isSame(entry.hours, hours));
  if (before) return before.found;
  const { channel, purpose, window, holidays, journeyWindow, regions } = hours;
  const found = readOpenings(hours);
  list.unshift({ hours: { channel, purpose, window, holidays, journeyWindow, regions }, found });
  known.set(regions, list.slice(0, knownAtMost));
  return found;
}

const isSame = (one: Hours, other: Hours): boolean =>
  one.channel === other.channel &&
  one.purpose === other.purpose &&
  one.window === other.window &&
  one.holidays === other.holidays &&
  one.journeyWindow === other.journeyWindow;

function readOpenings({ channel, purpose, window, journeyWindow, holidays, regions }: Hours): NamedOpening[] {
  const offers = rulesOf(purpose).class === 'marketing';
  const found: NamedOpening[] = [
    { ...openingOf(windowFor(channel, purpose, window)), because: () => 'outside_window' },
  ];
  if (journeyWindow && (journeyWindow.hours || journeyWindow.weekdays)) {
    found.push({ ...openingOfJourney(journeyWindow), because: () => 'outside_journey_window' });
  }
  if (channel === 'sms') for (const region of regions) found.push(...legalOpening(region, offers));
  const wanted = journeyWindow?.holidays === false;
  if (offers || wanted) found.push(...freeDays(regions, holidays, wanted));
  return found;
}

/** Days without calls are for offers; what belongs to a job keeps the hours of the law on every day. */
function legalOpening(region: string, offers: boolean): NamedOpening[] {
  const found = legalHoursOf(region);
  if (!found) return [];
  const { place, weekdays, saturday, sunday, holidays } = found;
  const [sixth, seventh] = offers ? [saturday, sunday] : [weekdays, weekdays];
  return [
    {
      week: [weekdays, weekdays, weekdays, weekdays, weekdays, sixth, seventh],
      ...(offers && !holidays && { closedOn: (day: number) => publicHoliday(region, day) !== null }),
      because: () => `outside_legal_hours:${place}`,
    },
  ];
}

function freeDays(regions: readonly string[], { public: free, open, own }: Holidays, wanted: boolean): NamedOpening[] {
  const found: NamedOpening[] = [];
  for (const region of free || wanted ? new Set(regions) : []) {
    const kept = (day: number) => {
      const key = publicHoliday(region, day);
      return key !== null && open.includes(key) ? null : key;
    };
    found.push({
      week: always,
      closedOn: (day) => kept(day) !== null,
      because: (day) => `public_holiday:${kept(day) ?? ''}`,
    });
  }
  if (own.length > 0) {
    const days = new Set(own.map(({ date }) => dayOfDate(date)));
    found.push({ week: always, closedOn: (day) => days.has(day), because: () => 'own_holiday' });
  }
  return found;
}
