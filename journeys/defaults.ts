/** The rules' defaults, in one place. Durations in milliseconds, hours of the local day. */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const defaults = {
  /** An event older than this starts nothing. */
  latenessMs: { normal: 24 * hour, reminders: 72 * hour },
  /** Local hours in which a message may leave: [from, to). ISO weekday 7 is Sunday. */
  window: {
    email: { everyDay: [7, 21], sunday: [7, 21] },
    sms: {
      marketing: { everyDay: [9, 20], sunday: [12, 20] },
      transactional: { everyDay: [8, 20], sunday: [8, 20] },
    },
  },
  /** No claim in the last minutes of a window: the vendor needs time to hand it over. */
  windowMarginMs: 2 * minute,
  refreshBeforeMs: 10 * minute,
  refreshBeforeShare: 0.2,
  customerSyncEveryMs: day,
  /** How often we look for what no webhook told; where webhooks cannot reach us, more often. */
  sweepEveryMs: { reachable: 15 * minute, unreachable: minute },
  /** How far back the events before connecting are read. */
  historyMonths: 12,
  heldLookEveryMs: 6 * hour,
  /** Marketing to one address or number, on one local day and in seven days. */
  caps: { perDay: 1, perWeek: 3 },
  capWeekMs: 7 * day,
  /** How long after it was first due a message still helps; later it is not sent any more. */
  usefulForMs: { normal: 7 * day, reminders: 3 * day, appointments: day },
  /** How often the people of the business are told that one address wrote. */
  noticesPerHour: 10,
  /** The time that a daily quota is of. */
  quotaMs: day,
  emailRetryForMs: 23 * hour,
  /** When the vendor is asked about a message whose end nobody told: how long after its attempt, how often, how long. */
  ask: {
    unknown: { afterMs: minute, everyMs: minute, forMs: 30 * day },
    reserved: { afterMs: minute, everyMs: 10 * minute, forMs: 2 * day },
    onItsWay: { afterMs: hour, everyMs: 6 * hour, forMs: 3 * day },
    /** What leaves no trace is for the owner to judge; one who gives no answer is asked for longer. */
    reviewAfterMs: { no_trace: 5 * minute, no_answer: hour },
  },
  /** Shares of what was sent in these days; Resend closes accounts above 4 % bounces or 0.08 % complaints. */
  breaker: {
    windowMs: 7 * day,
    leastSent: 50,
    bounced: { warn: 0.03, hold: 0.04 },
    complained: { warn: 0.0006, hold: 0.0008 },
    filtered: { warn: 0.03, hold: 0.04 },
  },
} as const;
