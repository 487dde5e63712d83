import type { Next } from '../advance.ts';
import { missingAddress } from '../contactable.ts';
import { defaults } from '../defaults.ts';
import { type Definition, type Step, stepById } from '../definition.ts';
import { templateFacts } from '../fields.ts';
import { guard } from '../guards.ts';
import { rulesOf } from '../purposes.ts';
import { type Known, pick } from './card.ts';
import { consentAt } from './consent-log.ts';
import type { Past, PastEvent } from './past.ts';
import { assumedOf, goneFact } from './truths.ts';
import { writableBy } from './writable.ts';

type Message = Extract<Next, { kind: 'message' }>;

export type Handled =
  | { kind: 'sent'; assumed: readonly string[] }
  | { kind: 'skipped'; reason: string }
  | { kind: 'moved'; reason: string; to: Date };

/**
 * Hands over messages on paper: the same guards as those of a real one, and every one counts for the next.
 * `heard`: what had been heard of the paper that it is about.
 */
export type Desk = (message: Message, to: Known, heard: readonly PastEvent[], now: Date) => Handled;

const none: readonly never[] = [];
const tags: ReadonlySet<string> = new Set(['client.tags']);

/** A desk of one business. */
export function openDesk(definition: Definition, past: Past): Desk {
  const { business, window, holidays } = past;
  const rules = rulesOf(definition.purpose);
  const isMarketing = rules.class === 'marketing';
  const writable = writableBy(definition);

  return ({ channel, stepId, usefulUntil }, to, heard, now) => {
    const { customer } = to.card;
    const contact = to.card[channel];
    if (contact === null) return skipped(missingAddress(customer.phones, channel));
    const needs = writable.needs(stepId);
    if (needs !== null && !(needs.size > 0 && areThere(pick(needs, to, past)))) {
      const unwritable = writable.failing(stepId, templateFacts(customer.values, business, to.facts, to.past));
      if (unwritable !== null) return skipped(unwritable);
    }
    const truths = truthsOf(stepById(definition, stepId));
    const gone = truths && goneFact(truths, heard, pick(tags, to, past));
    if (gone) return skipped(`fact_changed:${gone}`);
    const verdict = guard(
      {
        manner: 'journey',
        channel,
        purpose: definition.purpose,
        ...consentAt(customer.changes[channel], rules.category, now),
        muted: customer.mutedAt !== null && customer.mutedAt <= now,
        consent: customer.consent,
        smsAllowed: contact.allowed,
        sentBefore: isMarketing ? withinWeek(contact.sent, now) : none,
        usefulUntil,
        zones: contact.where.zones,
        regions: contact.where.regions,
        window,
        holidays,
        journeyWindow: definition.window,
        caps: definition.caps,
      },
      now,
    );
    if (verdict.verdict === 'skip') return skipped(verdict.reason);
    if (verdict.verdict === 'move') return { kind: 'moved', reason: verdict.reason, to: verdict.to };
    if (isMarketing) contact.sent.push(now);
    return { kind: 'sent', assumed: truths ? assumedOf(truths) : none };
  };
}

const truthsOf = (step: Step | null) =>
  (step?.kind === 'send_email' || step?.kind === 'send_sms') && step.onlyIf?.length ? step.onlyIf : null;

function withinWeek(sent: readonly Date[], now: Date): readonly Date[] {
  if (sent.length === 0) return none;
  const since = now.getTime() - defaults.capWeekMs;
  return sent.filter((at) => at.getTime() > since && at <= now);
}

const areThere = (values: ReturnType<typeof pick>): boolean =>
  Object.values(values).every((value) => value !== null && String(value).trim() !== '');

const skipped = (reason: string): Handled => ({ kind: 'skipped', reason });
