import type { Value } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import type { Reaction } from '../reactions.ts';
import type { SendingWindow } from '../sending-window.ts';
import type { Truth } from '../steps/schema.ts';
import type { Answer } from '../steps/step.ts';

/** What holds a message while it is there. */
export const causes = [
  'journey_paused',
  'sending_paused',
  'connection_revoked',
  'review',
  'no_sender',
  'sms_not_registered',
  'quota',
  'channel_down',
  'vendor_unreachable',
] as const;
export type CauseKind = (typeof causes)[number];

export type VendorWord = 'sent' | 'failed' | 'unknown' | 'review' | 'opted_out';

/** Something that happens in a minute, after what was due in it. Minutes are counted from 1970. */
export type Happening = { minute: number } & (
  | { kind: 'stop' | 'skip' | 'leave_out' | 'gone' | 'archive' }
  | { kind: 'suppress' | 'mute' | 'refuse' }
  | { kind: 'move'; minutes: number }
  | { kind: 'event'; trigger: string; about: 'entity' | 'customer' }
  | { kind: 'reaction'; reaction: Reaction; about: 'entity' | 'customer' }
  | { kind: 'answer'; answer: Answer }
  /** A message that waits to be read is approved, or not. */
  | { kind: 'read'; approve: boolean }
  | { kind: 'value'; field: string; value: Value }
  | { kind: 'fact_gone'; fact: Truth['fact'] }
  | { kind: 'cause'; cause: CauseKind; on: boolean }
  /** Of the message that left last. */
  | { kind: 'status'; status: 'delivered' | 'clicked' | 'bounced' | 'complained' }
);

/** Everything that one enrollment meets. */
export type World = {
  start: number;
  zone: string;
  person: string;
  values: Record<string, Value>;
  window: SendingWindow;
  /** Days on which the business sends no offers. */
  closed: string[];
  has: { email: boolean; phone: boolean };
  textable: boolean;
  /** What the vendor makes of the message of a step; sent, where nothing is said. */
  vendor: Record<string, VendorWord>;
  /** Times [from, to) in which nobody looks; what happens then is not told. */
  outages: readonly (readonly [number, number])[];
  happenings: Happening[];
};

export type Case = { seed: number; definition: Definition; world: World };

/** When somebody looks at what is due in a minute. */
export const lookedAt = (outages: World['outages'], due: number): number =>
  outages.find(([from, to]) => due >= from && due < to)?.[1] ?? due;

/** What started it: the same thing told again is no news. */
export const startedBy = 'job_completed';

/** A country whose law and holidays are not known: these have tests of their own. */
export const region = 'FR';

/** No customer has a value for it. */
export const missingField = 'job.nothing';

/** One line of the timeline, to compare. */
export const lineOf = (
  minute: number,
  stepId: string | null,
  code: string,
  reason: string | null = null,
  until: number | null = null,
): string =>
  [said(minute), stepId ?? '-', code, reason ?? '', until === null ? '' : said(until)].join(' ').replace(/ +$/, '');

const said = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 16);
