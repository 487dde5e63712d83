// @ts-check

/**
 * One fault: `find` stands once in the file, and `put` in its place must fail one of the tests.
 * @typedef {{ file: string, what: string, find: string, put: string, tests: string[] }} Mutation
 */

/**
 * The faults of one file, which the same tests have to find.
 * @param {string} file
 * @param {string[]} tests
 * @param {Record<string, [find: string, put: string]>} faults
 * @returns {Mutation[]}
 */
const of = (file, tests, faults) =>
  Object.entries(faults).map(([what, [find, put]]) => ({ file, what, find, put, tests }));

const at = (/** @type {string} */ name) => `journeys/${name}.test.ts`;
const advanceTests = [at('advance'), at('wait-for')];
const claimTests = ['activities/enrollment.test.ts', 'activities/between-attempts.test.ts'];

/** @type {Mutation[]} */
export const mutations = [
  ...of('journeys/clock.ts', [at('clock'), at('clock-properties')], {
    'the last minute of a span belongs to it': ['sinceMidnight < to * minute', 'sinceMidnight <= to * minute'],
    'the first minute of a span does not': ['sinceMidnight >= from * minute', 'sinceMidnight > from * minute'],
    'one rule is enough': ['rules.every((rule) => zones.every(', 'rules.some((rule) => zones.every('],
    'one zone is enough': ['allOpen &&= contain', 'allOpen ||= contain'],
    'shifts of the clock are not looked for': ['nextShift(instant, edge, zone) ?? edge', 'edge'],
    'what opened yesterday is closed at midnight': ['if (before && before[1]', 'if (!before && before?.[1]'],
    'a day off is open': ['if (closedOn?.(day)) return [];', ''],
    'the week begins on another day': ['(((day + 3) % 7) + 7)', '(((day + 4) % 7) + 7)'],
    'a day of waiting is 24 hours': [
      'instantOf(localAt(from.getTime(), zone) + amount * dayMs, zone)',
      'from.getTime() + amount * dayMs',
    ],
    'an hour of waiting is a minute': ['amount * 60 * minute', 'amount * minute'],
    'tomorrow is today': ['localDay(at.getTime(), zone) + 1', 'localDay(at.getTime(), zone)'],
  }),
  ...of('journeys/guards.ts', [at('guards')], {
    'STOP is not asked for': ['if (facts.suppressed)', 'if (facts.suppressed && facts.muted)'],
    'a number that must not be texted is': ['if (!facts.smsAllowed)', 'if (!facts.smsAllowed && facts.muted)'],
    'a muted customer is written to': ['if (facts.muted)', 'if (facts.muted && facts.suppressed)'],
    'a switched-off category does not count': ['facts.refusedCategory || ', ''],
    'consent that nobody gave or refused is missing': ['.consentFlag] === false', '.consentFlag] !== true'],
    'what was useful a moment ago is not': ['at > facts.usefulUntil', 'at >= facts.usefulUntil'],
    'the useless is sent': ["if (isUseless(now)) return { verdict: 'skip', reason: 'useless' };", ''],
    'transactional messages are capped, not marketing': [".class === 'marketing'", ".class !== 'marketing'"],
    'the margin before the end of a window is not kept': ['> defaults.windowMarginMs', '>= 0'],
    'what is moved past its use is moved all the same': ['if (isUseless(room.at))', 'if (isUseless(now))'],
  }),
  ...of('journeys/caps.ts', [at('caps')], {
    'one more a day': ['.length >= perDay', '.length > perDay'],
    'one more a week': ['times[perWeek - 1]', 'times[perWeek]'],
    'a journey may raise the cap': ['Math.min(defaults.caps.perDay,', 'Math.max(defaults.caps.perDay,'],
    'the earlier of two limits counts': ['Math.max(...later)', 'Math.min(...later)'],
  }),
  ...of('journeys/re-entry.ts', [at('re-entry')], {
    'once per entity becomes once for another entity': [
      '({ sameEntity }) => sameEntity',
      '({ sameEntity }) => !sameEntity',
    ],
    'once per customer lets all in': ["refuse('already_once', () => true)", "refuse('already_once', () => false)"],
    'who is finished counts as active': ['({ active }) => active', '() => true'],
    'the last day of the pause is not kept': ['enrolledAt.getTime() > since', 'enrolledAt.getTime() > since + day'],
    'the pause is one day longer': ['reentry.days * day', '(reentry.days + 1) * day'],
    'every time is never': [
      "case 'every_time':\n      return { enter: true }",
      "case 'every_time':\n      return refuse('already_once', () => true)",
    ],
    'the first of the earlier ones is named': [
      'b.enrolledAt.getTime() - a.enrolledAt.getTime()',
      'a.enrolledAt.getTime() - b.enrolledAt.getTime()',
    ],
  }),
  ...of('journeys/advance.ts', advanceTests, {
    'a stop is not heard': ["item.kind === 'stop'", "item.kind === 'asked'"],
    'a goal counts as an exit': ['taken.find(({ goal }) => goal) ?? taken[0]', 'taken[0]'],
    'a customer who is gone is written to': ['if (customerGone)', 'if (customerGone && journeyArchived)'],
    'an archived journey goes on': ['return journeyArchived ?', 'return journeyArchived && customerGone ?'],
    'a step that is gone starts from the beginning': [
      'if (state.stepId !== null && !step) return',
      'if (state.stepId !== null && step) return',
    ],
    'the due of a wait stays for the next': [
      '    state.due = null;\n    state.basis = null;\n    const taken',
      '    const taken',
    ],
    'a message is due since now at every look': ['new Date(state.since ?? now)', 'new Date(now)'],
    'an answer from before the last message counts': ["item.outcome === 'sent'", "item.outcome === 'failed'"],
    'what happened to something else steers': [
      "item.kind === 'event' && item.about === 'entity'",
      "item.kind === 'event'",
    ],
    'the lane that was taken is forgotten': ['taken ? firstOf(definition, step, taken) : ', ''],
  }),
  ...of('journeys/steps/wait.ts', advanceTests, {
    'a wait is over a moment too late': ['due > now', 'due >= now'],
    'a wait begins anew at every look': ['if (due === null)', 'if (due === null || due > now)'],
  }),
  ...of('journeys/steps/message.ts', [...advanceTests, 'journeys/steps/message.test.ts'], {
    'a moved message leaves at once': ['due !== null && due > now ?', 'due !== null && due < now ?'],
  }),
  ...of('journeys/exits.ts', [at('exits')], {
    'its own start ends it': ['if (isItsOwnStart) return false;', ''],
    'an exit about the entity takes any event': ["exit.about === 'customer' || ", 'true || '],
    'the first exit counts before a goal': ['open.find(({ goal }) => goal) ?? open[0]', 'open[0]'],
    'a wait takes what happens elsewhere': ["about === 'entity' && waitsFor", 'waitsFor'],
  }),
  ...of('journeys/recipients.ts', [at('compose')], {
    'an empty list allows everybody': ['if (allowed === null)', 'if (allowed === null || allowed.length === 0)'],
  }),
  ...of('activities/claim.ts', claimTests, {
    'the consent of a moment ago counts': ['suppressed: point.suppressedAt !== null', 'suppressed: false'],
    'a text in hand is handed over again': [
      "contact.channel === 'sms') return { kind: 'changed' }",
      "contact.channel === 'email') return { kind: 'changed' }",
    ],
    'a customer who is gone is claimed for': ['(!recipient || recipient.gone)', '!recipient'],
    'what ends the enrollment is not read in the claim': ['!(await errand.isCurrent(tenant))', 'false'],
  }),
];
