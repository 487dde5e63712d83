import * as z from 'zod';
import { customerRef, dayQuery, id, instant, journeyRef, listQuery, reason } from './shared.ts';

export const dashboardQuery = z.object({
  days: z.enum(['7', '30', '90']).default('30').transform(Number).describe('How many days of the calendar, with today'),
});

const reached = z.object({
  sent: z.int().describe('Messages of journeys that left'),
  delivered: z.int().describe('Those of them that are known to have arrived'),
  clicked: z.int().describe('Those in which a person opened a link'),
  replied: z.int().describe('Those that were answered'),
});

const money = z
  .object({
    count: z.int(),
    amount: z.number().describe('The totals of the papers; the systems do not say in which currency'),
  })
  .describe('Papers of which the journey had written before it happened, each counted once: for who wrote last');

const goals = z.object({
  reached: z.int().describe('People who reached the goal of their journey'),
  paid: money.describe('Invoices paid after a message of the journey'),
  approved: money.describe('Quotes approved after a message of the journey'),
});

export const dashboardProblem = z.object({
  kind: z.enum([
    'reconnect',
    'silent',
    'held',
    'review',
    'failed',
    'questions',
    'asked',
    'unread',
    'unknown',
    'matches',
    'twins',
  ]),
  code: z.string().describe('The provider, or the reason of the hold; else the kind'),
  words: z.string().describe('What it is, and what to do'),
  count: z.int().describe('How many people, messages or questions'),
});
export type DashboardProblem = z.infer<typeof dashboardProblem>;

const running = z.object({
  id,
  name: z.string(),
  status: z.enum(['draft', 'active', 'paused', 'archived']),
  waiting: z.int().describe('People on their way'),
  held: z.int().describe('People who cannot go on now'),
  sent: z.int(),
  goals,
});

/** GET /api/dashboard */
export const dashboard = z.object({
  from: z.iso.date().describe('The first day, in the zone of the business'),
  to: z.iso.date().describe('Today'),
  zone: z.string(),
  problems: z.array(dashboardProblem).describe('The most pressing first'),
  messages: reached,
  goals,
  days: z.array(reached.extend({ day: z.iso.date(), goals: z.int() })).describe('By the day of sending; of reaching'),
  journeys: z.array(running).describe('What is on or has people inside, the fullest first; at most 50'),
});
export type Dashboard = z.infer<typeof dashboard>;

/** GET /api/results */
export const result = z.object({
  enrollmentId: id,
  journey: journeyRef,
  customer: customerRef,
  reason: reason.describe('How the goal was reached'),
  at: instant,
  amount: z.number().nullable().describe('The total of the paper; null: there is none'),
  counts: z.boolean().describe('The amount is counted as brought in by this journey'),
});
export type Result = z.infer<typeof result>;

export const resultListQuery = listQuery.extend({
  ...dayQuery,
  journeyId: id.optional(),
  worth: z.enum(['invoice_paid', 'quote_approved']).optional().describe('Only amounts that are counted, of this kind'),
});
