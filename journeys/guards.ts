import { nextUncapped } from './caps.ts';
import { nextAllowed, windowEnd } from './clock.ts';
import { defaults } from './defaults.ts';
import type { Consent } from './facts.ts';
import { type Purpose, rulesOf } from './purposes.ts';
import { type SendingWindow, windowFor } from './sending-window.ts';

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
  window: SendingWindow;
};

export type Verdict =
  /** `until`: the end of the window, after which it must not be handed over any more; null: no end. */
  | { verdict: 'send'; until: Date | null }
  | { verdict: 'skip'; reason: 'suppressed' | 'muted' | 'no_consent' | 'capped' | 'useless' }
  | { verdict: 'move'; reason: 'outside_window' | 'capped'; to: Date };

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
    rulesOf(purpose).class === 'marketing' ? nextUncapped(facts.sentBefore, now, facts.zones[0] ?? 'UTC') : now;
  const rules = windowFor(facts.channel, purpose, facts.window);
  const open = firstRoom(capped, facts.zones, rules);
  if (capped > now) {
    return isUseless(open.at)
      ? { verdict: 'skip', reason: 'capped' }
      : { verdict: 'move', reason: 'capped', to: open.at };
  }
  if (open.at > now) {
    if (isUseless(open.at)) return { verdict: 'skip', reason: 'useless' };
    return { verdict: 'move', reason: 'outside_window', to: open.at };
  }
  return { verdict: 'send', until: open.until };
}

/** The first instant with more than the margin left before the window ends. */
function firstRoom(now: Date, zones: readonly string[], rules: ReturnType<typeof windowFor>) {
  let from = now;
  // Where two zones never agree, the first of them (the recipient's own) decides.
  const agreed = nextAllowed(now, zones, rules) === null ? zones.slice(0, 1) : zones;
  for (;;) {
    const at = nextAllowed(from, agreed, rules) ?? from;
    const until = windowEnd(at, agreed, rules);
    if (until === null || until.getTime() - at.getTime() > defaults.windowMarginMs) return { at, until };
    from = until;
  }
}
