import { DateTime } from 'luxon';
import { type AdvanceFacts, advance, stateSchema } from '../advance.ts';
import { compose } from '../compose.ts';
import { type Definition, stepById } from '../definition.ts';
import { concernsEnrollment, type Nearness } from '../exits.ts';
import type { Consent, TemplateFacts } from '../facts.ts';
import { type Business, templateFacts } from '../fields.ts';
import { guard } from '../guards.ts';
import { usualHolidays } from '../holidays.ts';
import { unknownPast } from '../past.ts';
import { isReaction, type Reaction } from '../reactions.ts';
import type { MessageStatus } from '../statuses.ts';
import type { Answer, News } from '../steps/step.ts';
import { nestValues, render, untracked } from '../templates.ts';
import { conditionValues } from '../values.ts';
import { whereabouts } from '../whereabouts.ts';

const zone = 'America/Denver';

const business: Business & { country: string } = {
  name: 'Green Lawns',
  zone,
  phone: '+1 303-555-0100',
  websiteUrl: 'https://greenlawns.example',
  replyTo: 'hello@greenlawns.example',
  logoUrl: null,
  brandColor: null,
  reviewUrl: 'https://g.page/r/green-lawns/review',
  bookingUrl: 'https://greenlawns.example/book',
  imageHosts: [],
  street1: '1 Main Street',
  city: 'Denver',
  province: 'CO',
  postalCode: '80202',
  country: 'US',
};

const ada = {
  name: 'Ada Byron',
  firstName: 'Ada',
  lastName: 'Byron',
  companyName: null,
  email: 'ada@example.com',
  phone: '+13035550123',
  isCompany: false,
  isLead: false,
  source: 'provider',
  ...{ city: 'Denver', province: 'CO', postalCode: '80203', country: 'US' },
};

/** What happens after the start, at a local time; `facts` are what its entity says from then on. */
export type Later = { at: string } & (
  | { event: string; about: Nearness }
  | { reaction: Reaction }
  | { answer: Answer }
  | { facts: TemplateFacts }
);

export type Scenario = {
  title: string;
  /** Local time of the event that starts it. */
  at: string;
  facts: TemplateFacts;
  later?: readonly Later[];
  /** From when on a fact that messages ask for is gone, by its name. */
  gone?: Readonly<Record<string, string>>;
  consent?: Consent;
  /** Whole messages, or their first lines. */
  whole?: boolean;
};

const instant = (local: string): Date => DateTime.fromISO(local, { zone }).toJSDate();
const shown = (at: Date | string): string =>
  DateTime.fromJSDate(new Date(at), { zone }).toFormat('ccc yyyy-MM-dd HH:mm');

/** Plays a scenario by a paper clock: every message, move and end, in lines that people can read. */
export function play(definition: Definition, scenario: Scenario): string[] {
  const later = [...(scenario.later ?? [])].sort((a, b) => instant(a.at).getTime() - instant(b.at).getTime());
  const messages: Record<string, MessageStatus> = {};
  const sent: Date[] = [];
  let { facts } = scenario;
  let now = instant(scenario.at);
  let state = stateSchema.parse({});
  let news: News[] = [];
  const lines = [`${shown(now)}  ${definition.trigger?.type} starts it`];
  const say = (words: string) => lines.push(`${shown(now)}  ${words}`);
  for (let look = 0; look < 200; look++) {
    const given: AdvanceFacts = {
      ...{ news, messages, zone, person: 'ada', customerGone: false, journeyArchived: false },
      values: conditionValues(ada, business, facts, unknownPast),
    };
    const advanced = advance(definition, state, given, now);
    const { next } = advanced;
    state = advanced.state;
    news = [];
    for (const { code, until } of advanced.decisions) {
      if (code === 'date_moved' && until) say(`the date has moved, waits until ${shown(until)}`);
    }
    if (next.kind === 'finish') {
      say(`ends: ${next.reason}`);
      return lines;
    }
    if (next.kind === 'ask') {
      const step = stepById(definition, next.stepId);
      const question = step?.kind === 'ask_owner' ? step.question : '';
      const asked = render('sms', question, nestValues(templateFacts(ada, business, facts)));
      say(`asks the owner: ${asked.ok ? asked.text : question}`);
      news = [{ kind: 'asked', stepId: next.stepId }];
    } else if (next.kind === 'message') {
      const item = hand(next, { definition, facts, scenario, now, sent });
      if (item.news.kind === 'message' && item.news.outcome === 'sent') {
        sent.push(now);
        messages[next.stepId] = 'sent';
      }
      for (const line of item.lines) say(line);
      news = [item.news];
    } else {
      const happening = later[0] && instant(later[0].at) <= next.due ? later.shift() : undefined;
      now = happening ? instant(happening.at) : next.due;
      if (!happening) continue;
      if ('facts' in happening) facts = { ...facts, ...happening.facts };
      news = heard(happening, definition, state.stepId);
      say(wordsOf(happening));
    }
  }
  throw new Error('A journey of the gallery comes to no end');
}

function wordsOf(happening: Later): string {
  if ('event' in happening) {
    return `hears of ${happening.event} of ${happening.about === 'entity' ? 'the same' : 'the same customer'}`;
  }
  if ('reaction' in happening) return `the customer ${happening.reaction}`;
  return 'answer' in happening ? `the owner says ${happening.answer}` : `now ${JSON.stringify(happening.facts)}`;
}

function heard(happening: Later, definition: Definition, stepId: string | null): News[] {
  if ('reaction' in happening) return [{ kind: 'reaction', reaction: happening.reaction, about: 'entity' }];
  if ('answer' in happening) return [{ kind: 'answer', stepId: stepId ?? '', answer: happening.answer }];
  if (!('event' in happening) || isReaction(happening.event)) return [];
  const { event: trigger, about } = happening;
  if (!concernsEnrollment(definition, { trigger, about }, definition.trigger?.type ?? null)) return [];
  return [{ kind: 'event', eventId: 'event', trigger, provider: definition.trigger?.provider ?? '', about }];
}

type Due = { stepId: string; channel: 'email' | 'sms'; usefulUntil: Date };
type Desk = { definition: Definition; facts: TemplateFacts; scenario: Scenario; now: Date; sent: readonly Date[] };

function hand({ stepId, channel, usefulUntil }: Due, desk: Desk): { news: News; lines: string[] } {
  const { definition, facts, scenario, now, sent } = desk;
  const step = stepById(definition, stepId);
  if (step?.kind !== 'send_email' && step?.kind !== 'send_sms') throw new Error(`no message at ${stepId}`);
  const skipped = (reason: string) => ({
    news: { kind: 'message', stepId, outcome: 'skipped', reason, messageId: stepId } as const,
    lines: [`${channel} not sent: ${reason}`],
  });
  const untrue = step.onlyIf?.find(({ fact }) => {
    const from = scenario.gone?.[fact];
    return from !== undefined && instant(from) <= now;
  });
  if (untrue) return skipped(`fact_changed:${untrue.fact}`);
  const verdict = guard(
    {
      ...{ manner: 'journey', channel, purpose: definition.purpose, usefulUntil, sentBefore: sent },
      ...{ suppressed: false, refusedCategory: false, muted: false, smsAllowed: true },
      ...{ consent: scenario.consent ?? {}, window: {}, holidays: usualHolidays },
      ...whereabouts({ ...business, zone }, ada, channel === 'sms' ? ada.phone : null),
      ...{ journeyWindow: definition.window, caps: definition.caps },
    },
    now,
  );
  if (verdict.verdict === 'skip') return skipped(verdict.reason);
  if (verdict.verdict === 'move') {
    const { reason, to } = verdict;
    return {
      news: { kind: 'moved', stepId, reason, until: to.toISOString(), messageId: stepId },
      lines: [`${channel} moved to ${shown(to)}: ${reason}`],
    };
  }
  const outside = { unsubscribeUrl: 'https://app.example/u/token', track: untracked };
  const written = compose(step, definition, templateFacts(ada, business, facts), business, outside);
  if (!written.ok) return skipped(written.reason);
  const { subject, text } = written;
  const body = scenario.whole ? text.split('\n').map((line) => `    | ${line}`.trimEnd()) : [];
  return {
    news: { kind: 'message', stepId, outcome: 'sent', reason: null, messageId: stepId },
    lines: [[subject === null ? `text to ${ada.phone}` : `email to ${ada.email}: ${subject}`, ...body].join('\n')],
  };
}
