import type { EntryDetail } from '../entry.ts';
import type { ChannelName, Decision } from '../steps/step.ts';

/** One message as it would have gone, or not. */
export type RehearsedMessage = {
  stepId: string;
  channel: ChannelName;
  /** When it was first due. */
  dueAt: Date;
  /** When it left, or was left out; null: it was still to come. */
  at: Date | null;
  outcome: 'sent' | 'skipped' | 'planned';
  /** Why it was left out. */
  reason: string | null;
  /** Each time that it could not leave yet. */
  moves: { reason: string; to: Date }[];
  /** Codes of what had to be so and nobody knows: taken as so. */
  assumed: readonly string[];
};

/** One event, and what the journey would have made of it. */
export type Rehearsed = {
  eventId: string;
  customerId: string | null;
  person: string | null;
  at: Date;
  /** Why it would not have started, with the values that made it. */
  refused: { reason: string; detail: EntryDetail } | null;
  lines: (Decision & { at: Date })[];
  messages: RehearsedMessage[];
  end: { status: 'completed' | 'exited' | 'stopped'; reason: string; at: Date } | null;
  /** When it would have gone on, if it had not ended yet. */
  due: Date | null;
};
