import { nextAllowed, windowEnd } from './clock.ts';
import { defaults } from './defaults.ts';
import type { Consent } from './facts.ts';
import { type Purpose, rulesOf } from './purposes.ts';
import { type SendingWindow, windowFor } from './sending-window.ts';

/** What is known at the moment of sending. */
export type SendingFacts = {
  channel: 'email' | 'sms';
  purpose: Purpose;
  suppressed: boolean;
  consent: Consent;
  /** Of this very number; true for an address. */
  smsAllowed: boolean;
  /** IANA zones in which the hour must be allowed. */
  zones: readonly string[];
  window: SendingWindow;
};

export type Verdict =
  /** `until`: the end of the window, after which it must not be handed over any more; null: no end. */
  | { verdict: 'send'; until: Date | null }
  | { verdict: 'skip'; reason: 'suppressed' | 'no_consent' }
  | { verdict: 'move'; reason: 'outside_window'; to: Date };

/** The checks of every attempt. A refusal of the person comes before the hour: nobody waits for a message that never goes. */
export function guard(facts: SendingFacts, now: Date): Verdict {
  if (facts.suppressed) return { verdict: 'skip', reason: 'suppressed' };
  if (!facts.smsAllowed || facts.consent[rulesOf(facts.purpose).consentFlag] === false) {
    return { verdict: 'skip', reason: 'no_consent' };
  }
  const rules = windowFor(facts.channel, facts.purpose, facts.window);
  const open = firstRoom(now, facts.zones, rules);
  if (open.at > now) return { verdict: 'move', reason: 'outside_window', to: open.at };
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
