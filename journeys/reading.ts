/**
 * What one reading of an entity means: which transitions are news, which only seed the state.
 * Pure; the shapes are those of providers/provider.ts, written down here because journeys/ imports nothing of ours.
 */
export type EntityKey = { kind: string; id: string };

export type Facts = Record<string, string | number | boolean | null>;

export type ObservedTransition = {
  trigger: string;
  entity: EntityKey;
  /** What is known of that entity, where it is not the reading's own. */
  facts?: Facts;
  holds: boolean;
  at: Date | null;
  dateOnly?: boolean;
  source: string | null;
  saidBy: readonly string[];
  unclear?: boolean;
  /** It begins by the clock alone, at `at` (a day without a time: at its end), while `holds`. */
  due?: boolean;
};

export type Reading = {
  entity: EntityKey;
  createdAt: Date | null;
  updatedAt: Date | null;
  transitions: readonly ObservedTransition[];
};

/** A notice that led to the reading. `at`: the provider's own time of it, else when it arrived. */
export type Hint = { topic: string; at: Date };

/** What is remembered of one trigger. */
export type Hold = {
  holds: boolean;
  /** The transition's own time, where the provider keeps one (ISO). */
  at: string | null;
  /**
   * `seeded`: first seen as holding, without a time, and taken for history; a topic that says otherwise corrects it.
   * `carried`: the same, known from an earlier connection of the account.
   */
  doubt?: 'seeded' | 'carried';
  /** When it was last seen clearly not to hold, by the provider's time (ISO): a topic from before is old news. */
  openAt?: string;
  /** Nothing is in the way but the clock: it begins then (ISO). */
  dueAt?: string;
};

/** The state row of one entity, as far as judging needs it. */
export type State = {
  epoch: number;
  holds: Readonly<Record<string, Hold>>;
  counts: Readonly<Record<string, number>>;
  updatedAt: Date | null;
};

export type ObservedEvent = {
  trigger: string;
  entity: EntityKey;
  /** Which transition of this kind it is for this entity, from 1. */
  n: number;
  origin: 'live' | 'history';
  occurredAt: Date;
  /** The provider's field, else `webhook`, `updatedAt`, `observed` or `connectedAt`. */
  occurredAtSource: string;
  /** Null: those of the reading. */
  facts: Facts | null;
};

export type StateChange = {
  entity: EntityKey;
  holds: Record<string, Hold>;
  counts: Record<string, number>;
};

/** When a transition that waits for the clock alone will begin; null: it waits no more, or for something else. */
export type DueTime = { entity: EntityKey; trigger: string; at: Date | null };

export type Observation =
  | { stale: true }
  | { stale: false; changes: StateChange[]; events: ObservedEvent[]; due: DueTime[] };

export type ObserveInput = {
  reading: Reading;
  /** The state rows by `stateKey`; a missing one was never seen. */
  states: ReadonlyMap<string, State>;
  hints: readonly Hint[];
  /** When the owner connected, by the provider's clock, and the zone in which dates without times are read. */
  connection: { connectedAt: Date; zone: string; epoch: number };
  now: Date;
};

/** How the rows in `ObserveInput.states` are named. */
export const stateKey = ({ kind, id }: EntityKey): string => `${kind} ${id}`;
