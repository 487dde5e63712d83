import type { Known } from '../conditions.ts';
import type { Definition, StepKind, StepOf } from '../definition.ts';
import type { Reacted, Reaction } from '../reactions.ts';
import type { Outcome } from '../statuses.ts';

/** The activity that does what comes next; its name is what the Temporal UI shows. */
export type ActivityName = 'decide' | 'sendEmail' | 'sendSms' | 'askOwner';

export type ChannelName = 'email' | 'sms';

export type Answer = 'yes' | 'no';

/** What was recorded about an enrollment since it was last looked at. */
export type News =
  | { kind: 'skip_wait'; stepId: string }
  | { kind: 'stop' }
  /** Something happened at a provider that the version listens for. */
  | { kind: 'event'; eventId: string; trigger: string; provider: string; about: 'entity' | 'customer' }
  /** The customer did something with a message. */
  | ({ kind: 'reaction' } & Reacted)
  /** The question of a step has gone to the owner. */
  | { kind: 'asked'; stepId: string }
  /** What the owner said to it. */
  | { kind: 'answer'; stepId: string; answer: Answer }
  /** What came of the message of a step. */
  | { kind: 'message'; stepId: string; outcome: Outcome; reason: string | null; messageId: string }
  /** The owner leaves the message of a step out. */
  | { kind: 'skip_message'; stepId: string }
  /** The message of a step must not leave before `until`; without one, the owner has said so. */
  | { kind: 'moved'; stepId: string; reason: string; until: string; messageId: string | null };

/** One line of the timeline, before it has a row. */
export type Decision = {
  stepId: string | null;
  code: string;
  reason?: string | null;
  until?: string | null;
  messageId?: string | null;
};

/** How the step that is open goes on. `due` null: at once. */
export type StepResult =
  /**
   * `lane`: the one of its lanes that is read next. `outcome`: of its message.
   * `since`: when it was over, which may be long before anybody looked; null: what was before it still counts.
   */
  | { kind: 'done'; decisions: Decision[]; lane?: string; outcome?: Outcome; since?: Date | null }
  /** `basis`: the value that the instant was computed from; another value computes it anew. */
  | { kind: 'wait'; due: Date; decisions: Decision[]; basis?: string }
  | { kind: 'message'; channel: ChannelName }
  | { kind: 'ask' }
  | { kind: 'finish'; reason: string; decisions: Decision[] };

export type StepInput<Kind extends StepKind> = {
  step: StepOf<Kind>;
  definition: Definition;
  /** The instant that was computed when the step was reached; null when it is reached just now. Never recomputed. */
  due: Date | null;
  /** What `due` was computed from, where a date that may move says it. */
  basis: string | null;
  news: readonly News[];
  /** What the customer did since the last message of the enrollment left. */
  reactions: readonly Reaction[];
  /** The events about its entity that were heard of since it began. */
  happened: readonly string[];
  known: Known;
  /** Whoever it is about, for shares: the same for every record of one person. */
  person: string;
  now: Date;
  /** IANA zone of the calendar that waits are counted in. */
  zone: string;
};

/** One kind of step. */
export type StepRules<Kind extends StepKind> = {
  /** Who does it when it is due. */
  activity: ActivityName;
  run(input: StepInput<Kind>): StepResult;
};
