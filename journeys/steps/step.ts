import type { Definition, StepKind, StepOf } from '../definition.ts';
import type { Reacted, Reaction } from '../reactions.ts';
import type { Outcome } from '../statuses.ts';

/** The activity that does what comes next; its name is what the Temporal UI shows. */
export type ActivityName = 'decide' | 'sendEmail' | 'sendSms';

export type ChannelName = 'email' | 'sms';

/** What was recorded about an enrollment since it was last looked at. */
export type News =
  | { kind: 'skip_wait'; stepId: string }
  | { kind: 'stop' }
  /** Something happened at a provider that the version listens for. */
  | { kind: 'event'; eventId: string; trigger: string; provider: string; about: 'entity' | 'customer' }
  /** The customer did something with a message. */
  | ({ kind: 'reaction' } & Reacted)
  /** What came of the message of a step. */
  | { kind: 'message'; stepId: string; outcome: Outcome; reason: string | null; messageId: string }
  /** The message of a step must not leave before `until`. */
  | { kind: 'moved'; stepId: string; reason: string; until: string; messageId: string };

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
  | { kind: 'done'; decisions: Decision[] }
  | { kind: 'wait'; due: Date; decisions: Decision[] }
  | { kind: 'message'; channel: ChannelName }
  | { kind: 'finish'; reason: string; decisions: Decision[] };

export type StepInput<Kind extends StepKind> = {
  step: StepOf<Kind>;
  definition: Definition;
  /** The instant that was computed when the step was reached; null when it is reached just now. Never recomputed. */
  due: Date | null;
  news: readonly News[];
  /** What the customer did since the last message of the enrollment left. */
  reactions: readonly Reaction[];
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
