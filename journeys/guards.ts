import { type Caps, nextUncapped } from './caps.ts';
import { isAllowed, isOpenBy, nextAllowed, type Opening, windowEnd } from './clock.ts';
import { defaults } from './defaults.ts';
import type { JourneyWindow } from './definition.ts';
import type { Consent } from './facts.ts';
import type { Holidays } from './holidays.ts';
import { type ClosedBecause, type NamedOpening, openingsOf } from './openings.ts';
import { type Purpose, rulesOf } from './purposes.ts';
import type { SendingWindow } from './sending-window.ts';
import { localDay } from './zone-offsets.ts';

/**
 * Who writes: a journey; a person of the business, by hand, in a conversation (`answer`); or the service itself, to
 * somebody who asked for it (HELP, the one confirmation of an opt-out, a test, a notice to the business's own people).
 */
export type Manner = 'journey' | 'answer' | 'service';

/** What is known at the moment of sending. */
export type SendingFacts = {
  manner: Manner;
  channel: 'email' | 'sms';
  /** Null where no journey writes. */
  purpose: Purpose | null;
  /** Of the address or number: STOP, unsubscribed from all, bounced, complained. */
  suppressed: boolean;
  /** The category of the purpose was switched off at this address. */
  refusedCategory: boolean;
  /** The owner wants no journey to write to this customer. */
  muted: boolean;
  consent: Consent;
  /** Of this very number; true for an address. */
  smsAllowed: boolean;
  /** When marketing of the last seven days was handed over to this address. */
  sentBefore: readonly Date[];
  /** Until when it helps; null: for ever. */
  usefulUntil: Date | null;
  /** IANA zones in which the hour must be allowed; the first is the recipient's own. */
  zones: readonly string[];
  /** Whose law and public holidays count, such as US-FL. With `zones`, what `whereabouts` says. */
  regions: readonly string[];
  window: SendingWindow;
  holidays: Holidays;
  /** What the journey itself wants, within what the business allows; null: the same. */
  journeyWindow: JourneyWindow | null;
  caps: Caps | null;
};

export type Verdict =
  /** `until`: the end of the window, after which it must not be handed over any more; null: no end. */
  | { verdict: 'send'; until: Date | null }
  | { verdict: 'skip'; reason: 'suppressed' | 'muted' | 'no_consent' | 'capped' | 'useless' | 'never_open' }
  | { verdict: 'move'; reason: ClosedBecause | 'capped'; to: Date };

/** The checks of every attempt. A refusal of the person comes before the hour: nobody waits for a message that never goes. */
export function guard(facts: SendingFacts, now: Date): Verdict {
  const { manner, purpose } = facts;
  if (manner === 'service') return { verdict: 'send', until: null };
  if (facts.suppressed) return { verdict: 'skip', reason: 'suppressed' };
  if (!facts.smsAllowed) return { verdict: 'skip', reason: 'no_consent' };
  if (manner === 'answer' || purpose === null) return { verdict: 'send', until: null };
  if (facts.muted) return { verdict: 'skip', reason: 'muted' };
  if (facts.refusedCategory || facts.consent[rulesOf(purpose).consentFlag] === false) {
    return { verdict: 'skip', reason: 'no_consent' };
  }
  const isUseless = (at: Date) => facts.usefulUntil !== null && at > facts.usefulUntil;
  if (isUseless(now)) return { verdict: 'skip', reason: 'useless' };
  const capped =
    rulesOf(purpose).class === 'marketing'
      ? nextUncapped(facts.sentBefore, now, facts.zones[0] ?? 'UTC', facts.caps)
      : now;
  const rules = openingsOf({ ...facts, purpose });
  // Where two zones are never open at once, the first of them (the recipient's own) decides.
  const own = facts.zones.length > 1 ? facts.zones.slice(0, 1) : [];
  const room = firstRoom(capped, facts.zones, rules) ?? firstRoom(capped, own, rules);
  if (!room) return { verdict: 'skip', reason: 'never_open' };
  if (room.at <= now) return { verdict: 'send', until: room.until };
  if (isUseless(room.at)) return { verdict: 'skip', reason: capped > now ? 'capped' : 'useless' };
  const reason = capped > now ? 'capped' : closedBecause(now, room.zones, rules);
  return { verdict: 'move', reason, to: room.at };
}

/** The first instant with more than the margin left before the window ends. */
function firstRoom(now: Date, zones: readonly string[], rules: readonly Opening[]) {
  let at = zones.length > 0 ? nextAllowed(now, zones, rules) : null;
  while (at) {
    const until = windowEnd(at, zones, rules);
    if (until === null || until.getTime() - at.getTime() > defaults.windowMarginMs) return { at, until, zones };
    at = nextAllowed(until, zones, rules);
  }
  return null;
}

/** What is closed now, else what closes before there is room. */
function closedBecause(now: Date, zones: readonly string[], rules: readonly NamedOpening[]): ClosedBecause {
  const at = isAllowed(now, zones, rules) ? (windowEnd(now, zones, rules) ?? now) : now;
  for (const rule of rules) {
    const zone = zones.find((each) => !isOpenBy(rule, at, each));
    if (zone !== undefined) return rule.because(localDay(at.getTime(), zone));
  }
  return 'outside_window';
}
