import { type CalendarDays, eachDay } from '../journeys/calendar-days.ts';
import type { Reached, RunningJourney } from '../records/dashboard.ts';
import type { ResultCount } from '../records/results.ts';
import type { Dashboard } from './schemas.ts';

type Counted = {
  calendar: CalendarDays;
  byDay: readonly (Reached & { day: string })[];
  running: readonly RunningJourney[];
  sent: ReadonlyMap<string, number>;
  results: readonly ResultCount[];
};

/** The numbers of Home: in all, day by day, journey by journey. */
export function presentDashboard({ calendar, byDay, running, sent, results }: Counted) {
  const known = new Map(byDay.map(({ day, ...numbers }) => [day, numbers]));
  const days: Dashboard['days'] = eachDay(calendar).map((day) => ({
    day,
    ...(known.get(day) ?? nothing),
    goals: sum(results.filter((result) => result.day === day)),
  }));
  return {
    messages: byDay.reduce<Reached>(
      (all, { sent, delivered, clicked, replied }) => ({
        sent: all.sent + sent,
        delivered: all.delivered + delivered,
        clicked: all.clicked + clicked,
        replied: all.replied + replied,
      }),
      nothing,
    ),
    goals: goalsOf(results),
    days,
    journeys: running.map((journey) => ({
      ...journey,
      status: journey.status as Dashboard['journeys'][number]['status'],
      sent: sent.get(journey.id) ?? 0,
      goals: goalsOf(results.filter(({ journeyId }) => journeyId === journey.id)),
    })),
  };
}

const nothing: Reached = { sent: 0, delivered: 0, clicked: 0, replied: 0 };

const sum = (results: readonly ResultCount[]) => results.reduce((all, { count }) => all + count, 0);

const goalsOf = (results: readonly ResultCount[]): Dashboard['goals'] => ({
  reached: sum(results),
  paid: moneyOf(results.filter(({ worth }) => worth === 'invoice_paid')),
  approved: moneyOf(results.filter(({ worth }) => worth === 'quote_approved')),
});

const moneyOf = (results: readonly ResultCount[]) => ({
  count: sum(results),
  // Cents: parts of them come from adding up only.
  amount: Math.round(results.reduce((all, { amount }) => all + amount, 0) * 100) / 100,
});
