import type { Next } from '../advance.ts';
import type { Values } from '../conditions.ts';
import { stepById } from '../definition.ts';
import { guard } from '../guards.ts';
import { rulesOf } from '../purposes.ts';
import { isForward, isOpen, type MessageStatus, type Outcome } from '../statuses.ts';
import type { Truth } from '../steps/schema.ts';
import type { ChannelName, News } from '../steps/step.ts';
import { type Case, type CauseKind, type Happening, missingField, region } from './case.ts';

type Message = Extract<Next, { kind: 'message' }>;
export type Hold = { kind: string; scope: string; reason: string };
export type Handed = { news: News } | { hold: Hold };

const week = 7 * 24 * 60;
const atOnce: readonly CauseKind[] = ['sending_paused', 'journey_paused', 'connection_revoked'];

/** Hands over the messages of a case on paper: real guards, the ledger and the order of the checks played. */
export class Desk {
  /** The ledger, by step. */
  readonly statuses: Record<string, MessageStatus> = {};
  readonly #given: Case;
  readonly #values: Values;
  readonly #causes = new Set<CauseKind>();
  readonly #gone = new Set<Truth['fact']>();
  readonly #approved = new Set<string>();
  readonly #suppressed = new Set<ChannelName>();
  readonly #left: { stepId: string; channel: ChannelName; minute: number }[] = [];
  readonly #reasons: Record<string, string | null> = {};
  #waitsForReader: string | null = null;
  #muted = false;
  #refuses = false;

  constructor(given: Case, values: Values) {
    this.#given = given;
    this.#values = values;
  }

  /** What becomes of a message that is due. */
  handOver(message: Message, minute: number): Handed {
    const { stepId, channel } = message;
    const step = stepById(this.#given.definition, stepId);
    if (step?.kind !== 'send_email' && step?.kind !== 'send_sms') throw new Error('Only messages are handed over');
    if (this.statuses[stepId] === undefined) {
      const hold = this.#held(atOnce) ?? this.#withoutSender(channel);
      if (hold) return { hold };
      this.statuses[stepId] = 'rendered';
      const refused = this.#refusal(step.kind, step.body);
      if (refused) return this.#settle(stepId, 'skipped', refused);
    }
    if (!isOpen(this.statuses[stepId])) return this.#settled(stepId);
    if (minute * 60_000 < message.usefulUntil.getTime()) {
      if (this.#given.definition.review && !this.#approved.has(stepId)) {
        this.#waitsForReader = stepId;
        return { hold: { kind: 'approval', scope: stepId, reason: 'approval' } };
      }
      const truth = step.onlyIf?.find(({ fact }) => this.#gone.has(fact));
      if (truth) return this.#settle(stepId, 'skipped', `fact_changed:${truth.fact}`);
      if (step.onlyIf && this.#causes.has('vendor_unreachable')) {
        return { hold: { kind: 'vendor_unreachable', scope: 'acme', reason: 'cannot_ask:acme' } };
      }
    }
    return this.#claim(message, minute);
  }

  #claim({ stepId, channel, usefulUntil }: Message, minute: number): Handed {
    const { definition, world } = this.#given;
    const hold = this.#held([...atOnce, 'review']);
    if (hold) return { hold };
    const verdict = guard(
      {
        manner: 'journey',
        channel,
        purpose: definition.purpose,
        suppressed: this.#suppressed.has(channel),
        refusedCategory: false,
        muted: this.#muted,
        consent: this.#refuses ? { [rulesOf(definition.purpose).consentFlag]: false } : {},
        smsAllowed: channel === 'email' || world.textable,
        sentBefore: this.#sentBefore(channel, minute),
        usefulUntil,
        zones: [world.zone],
        regions: [region],
        window: world.window,
        holidays: { public: true, open: [], own: world.closed.map((date) => ({ date, name: 'Closed' })) },
        journeyWindow: definition.window,
        caps: definition.caps,
      },
      new Date(minute * 60_000),
    );
    if (verdict.verdict === 'skip') return this.#settle(stepId, 'skipped', verdict.reason);
    if (verdict.verdict === 'move') {
      const { reason, to } = verdict;
      return { news: { kind: 'moved', stepId, reason, until: to.toISOString(), messageId: stepId } };
    }
    if (this.#causes.has('quota')) return { hold: { kind: 'quota', scope: channel, reason: 'quota' } };
    if (this.#causes.has('channel_down')) {
      return { hold: { kind: 'channel_down', scope: channel, reason: 'refused_account:down' } };
    }
    return this.#ask(stepId, channel, minute);
  }

  /** What the vendor makes of it. */
  #ask(stepId: string, channel: ChannelName, minute: number): Handed {
    const said = this.#given.world.vendor[stepId] ?? 'sent';
    // Where a text was lost nobody knows; what a mail's key protects may be judged.
    const word = said === 'unknown' || said === 'review' ? (channel === 'sms' ? 'unknown' : 'review') : said;
    if (word === 'opted_out') {
      this.#suppressed.add(channel);
      return this.#settle(stepId, 'skipped', 'opted_out');
    }
    if (word === 'failed') return this.#settle(stepId, 'failed', 'refused_recipient:none');
    this.#left.push({ stepId, channel, minute });
    if (word === 'sent') return this.#settle(stepId, 'accepted', null);
    return this.#settle(stepId, word, 'outcome_unknown');
  }

  #sentBefore(channel: ChannelName, minute: number): Date[] {
    if (rulesOf(this.#given.definition.purpose).class !== 'marketing') return [];
    const counts = this.#left.filter((one) => one.channel === channel && one.minute > minute - week);
    return counts.map((one) => new Date(one.minute * 60_000));
  }

  #held(kinds: readonly CauseKind[]): Hold | null {
    const kind = kinds.find((each) => this.#causes.has(each));
    return kind ? { kind, scope: 'here', reason: kind } : null;
  }

  #withoutSender(channel: ChannelName): Hold | null {
    if (this.#causes.has('no_sender')) return { kind: 'no_sender', scope: channel, reason: 'no_sender' };
    if (channel === 'email' || !this.#causes.has('sms_not_registered')) return null;
    return { kind: 'sms_not_registered', scope: channel, reason: 'sms_not_registered' };
  }

  #refusal(kind: 'send_email' | 'send_sms', body: string): string | null {
    const { has } = this.#given.world;
    if (!(kind === 'send_email' ? has.email : has.phone)) return 'no_address';
    return body.includes(missingField) && (this.#values[missingField] ?? null) === null
      ? `cannot_render:${missingField}`
      : null;
  }

  #settle(stepId: string, status: MessageStatus, reason: string | null): Handed {
    this.statuses[stepId] = status;
    this.#reasons[stepId] = reason;
    return this.#settled(stepId);
  }

  #settled(stepId: string): Handed {
    const outcomes: Partial<Record<MessageStatus, Outcome>> = {
      skipped: 'skipped',
      failed: 'failed',
      unknown: 'unknown',
      review: 'review',
    };
    const outcome = outcomes[this.statuses[stepId] ?? 'accepted'] ?? 'sent';
    return { news: { kind: 'message', stepId, outcome, reason: this.#reasons[stepId] ?? null, messageId: stepId } };
  }

  /** Somebody has read the message that waits for it. False: none does. */
  read(approve: boolean): boolean {
    const stepId = this.#waitsForReader;
    if (stepId === null || this.statuses[stepId] !== 'rendered') return false;
    this.#waitsForReader = null;
    if (approve) this.#approved.add(stepId);
    else this.#settle(stepId, 'skipped', 'declined');
    return true;
  }

  leaveOut(stepId: string): void {
    if (this.statuses[stepId] === 'rendered') this.statuses[stepId] = 'skipped';
  }

  /** Nothing more will be sent. The steps whose message was not. */
  close(): string[] {
    return Object.keys(this.statuses).filter((stepId) => this.statuses[stepId] === 'rendered');
  }

  cause(cause: CauseKind, on: boolean): void {
    if (on) this.#causes.add(cause);
    else this.#causes.delete(cause);
  }

  /** The vendor's later word on what left last. */
  hear(status: MessageStatus): void {
    const last = this.#left.at(-1)?.stepId;
    const known = last === undefined ? undefined : this.statuses[last];
    if (last !== undefined && known && isForward(known, status)) this.statuses[last] = status;
  }

  change(what: Extract<Happening, { kind: 'suppress' | 'mute' | 'refuse' | 'fact_gone' }>): void {
    if (what.kind === 'fact_gone') this.#gone.add(what.fact);
    else if (what.kind === 'mute') this.#muted = true;
    else if (what.kind === 'refuse') this.#refuses = true;
    else for (const channel of ['email', 'sms'] as const) this.#suppressed.add(channel);
  }
}
