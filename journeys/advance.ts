import * as z from 'zod';
import type { Known, Values } from './conditions.ts';
import { type Definition, type Step, stepAfter, stepById } from './definition.ts';
import { exitBy } from './exits.ts';
import { type Reaction, reactions } from './reactions.ts';
import { isOpen, type MessageStatus, outcomes } from './statuses.ts';
import { activityOf, runStep } from './steps/index.ts';
import type { ActivityName, ChannelName, Decision, News } from './steps/step.ts';
import { firstOf, lanesOf } from './tree.ts';
import { usefulUntil } from './useful.ts';
import { isZone } from './zone-offsets.ts';

/** Where an enrollment stands; stored as JSON. Empty: before the first step. */
export const stateSchema = z.object({
  /** The step that is open. */
  stepId: z.string().nullable().default(null),
  /** When the open step goes on (ISO); computed once. */
  due: z.string().nullable().default(null),
  /** The date that `due` was computed from, where it may move. */
  basis: z.string().nullable().default(null),
  /** Since when the open message has been due (ISO): it does not help for ever. */
  since: z.string().nullable().default(null),
  /** What came of the messages, by step. */
  outcomes: z.record(z.string(), z.enum(outcomes)).default({}),
  /** What the customer did since the last message left. */
  reactions: z.array(z.enum(reactions)).default([]),
  /** The events about its entity that were heard of. */
  happened: z.array(z.string()).default([]),
  /** The lanes that were taken, by step. */
  lanes: z.record(z.string(), z.string()).default({}),
});
export type EnrollmentState = z.infer<typeof stateSchema>;

export type AdvanceFacts = {
  news: readonly News[];
  /** What conditions and dates ask for, as it is now. */
  values: Values;
  /** How far its messages have come, by step; what is left out is known by its outcome alone. */
  messages: Readonly<Record<string, MessageStatus>>;
  /** Whoever it is about: shares are stable for each. */
  person: string;
  /** IANA zone in which days are counted. */
  zone: string;
  /** The customer is gone at the provider, or was erased. */
  customerGone: boolean;
  /** What it is about is gone at the provider: a visit that was called off, a deleted invoice. */
  entityGone?: boolean;
  journeyArchived: boolean;
};

export type Next =
  | {
      kind: 'message';
      channel: ChannelName;
      stepId: string;
      activity: ActivityName;
      /** When it was first due, and until when it helps. */
      since: Date;
      usefulUntil: Date;
    }
  | { kind: 'ask'; stepId: string; activity: ActivityName }
  /** `activity`: who is called when it is due. */
  | { kind: 'wait'; due: Date; activity: ActivityName }
  | { kind: 'finish'; status: 'completed' | 'exited' | 'stopped'; reason: string };

export type Advanced = { state: EnrollmentState; decisions: Decision[]; next: Next };

/**
 * Reads a definition on from a state until a message, a question, a wait or the end.
 * Pure and total: the same input gives the same answer, and every state of every definition has one.
 */
export function advance(definition: Definition, before: EnrollmentState, facts: AdvanceFacts, now: Date): Advanced {
  const end = early(definition, facts);
  if (end) {
    const decisions: Decision[] = [{ stepId: before.stepId, code: 'finished', reason: end.reason }];
    return { state: before, decisions, next: { kind: 'finish', ...end } };
  }
  const decisions: Decision[] = [];
  const state: EnrollmentState = { ...before, ...heard(before, facts.news) };
  const finish = (status: 'completed' | 'exited', reason: string): Advanced => {
    decisions.push({ stepId: null, code: 'finished', reason });
    const at = { ...state, due: null, basis: null, since: null };
    return { state: at, decisions, next: { kind: 'finish', status, reason } };
  };

  let step = state.stepId === null ? stepAfter(definition, null) : stepById(definition, state.stepId);
  if (state.stepId !== null && !step) return finish('exited', 'step_missing');
  while (step) {
    state.stepId = step.id;
    const result = run(definition, step, state, facts, now);
    if (result.kind === 'message') {
      const since = new Date(state.since ?? now);
      state.since = since.toISOString();
      const { channel } = result;
      const until = usefulUntil(definition, step, since);
      const next = { kind: 'message', channel, stepId: step.id, activity: activityOf(step), since } as const;
      return { state, decisions, next: { ...next, usefulUntil: until } };
    }
    if (result.kind === 'ask') {
      return { state, decisions, next: { kind: 'ask', stepId: step.id, activity: activityOf(step) } };
    }
    decisions.push(...result.decisions);
    if (result.kind === 'finish') return finish('exited', result.reason);
    if (result.kind === 'wait') {
      state.due = result.due.toISOString();
      if (result.basis !== undefined) state.basis = result.basis;
      return { state, decisions, next: { kind: 'wait', due: result.due, activity: activityAfter(definition, step) } };
    }
    if (result.lane !== undefined) state.lanes = { ...state.lanes, [step.id]: result.lane };
    if (result.outcome !== undefined) state.outcomes = { ...state.outcomes, [step.id]: result.outcome };
    if (result.since !== null) state.since = result.since?.toISOString() ?? null;
    state.due = null;
    state.basis = null;
    const taken = lanesOf(step).find(({ id }) => id === result.lane);
    step = taken ? firstOf(definition, step, taken) : stepAfter(definition, step.id);
  }
  return finish('completed', 'reached_end');
}

function run(definition: Definition, step: Step, state: EnrollmentState, facts: AdvanceFacts, now: Date) {
  const { news, values, person } = facts;
  // A zone that nobody knows must not stop anybody.
  const zone = isZone(facts.zone) ? facts.zone : 'UTC';
  const known: Known = { values, messages: furthest(state, facts), lanes: state.lanes, now };
  return runStep({
    step,
    definition,
    due: state.due === null ? null : new Date(state.due),
    basis: state.basis,
    news,
    reactions: state.reactions,
    happened: state.happened,
    known,
    person,
    now,
    zone,
  });
}

/** What a message came to a moment ago is not among the facts yet. */
function furthest({ outcomes }: EnrollmentState, { messages }: AdvanceFacts): Known['messages'] {
  const known: Record<string, MessageStatus> = { ...messages };
  for (const [stepId, outcome] of Object.entries(outcomes)) {
    const told = known[stepId];
    if (told === undefined || isOpen(told)) known[stepId] = outcome;
  }
  return known;
}

/** A wait is over for the step behind it: that one's activity is called, and reads past the wait. */
function activityAfter(definition: Definition, step: Step): ActivityName {
  if (activityOf(step) !== 'decide' && step.kind !== 'ask_owner') return activityOf(step);
  const silent = step.kind === 'ask_owner' ? step.silence : 'timed_out';
  const lane = lanesOf(step).find(({ id }) => id === silent);
  return activityOf(lane ? firstOf(definition, step, lane) : stepAfter(definition, step.id));
}

/** A message that has left is answered anew. */
function heard(state: EnrollmentState, news: readonly News[]): Pick<EnrollmentState, 'reactions' | 'happened'> {
  const happened = [...state.happened];
  let done: Reaction[] = [...state.reactions];
  for (const item of news) {
    if (item.kind === 'message' && item.outcome === 'sent') {
      done = [];
    } else if (item.kind === 'reaction' && item.about === 'entity' && !done.includes(item.reaction)) {
      done.push(item.reaction);
    } else if (item.kind === 'event' && item.about === 'entity' && !happened.includes(item.trigger)) {
      happened.push(item.trigger);
    }
  }
  return { reactions: done, happened };
}

function early(
  definition: Definition,
  { news, customerGone, entityGone, journeyArchived }: AdvanceFacts,
): { status: 'stopped' | 'exited'; reason: string } | null {
  if (news.some((item) => item.kind === 'stop')) return { status: 'stopped', reason: 'stopped_by_owner' };
  const left = exits(definition, news);
  if (left) return { status: 'exited', reason: left };
  if (customerGone) return { status: 'exited', reason: 'customer_gone' };
  if (entityGone) return { status: 'exited', reason: 'entity_gone' };
  return journeyArchived ? { status: 'exited', reason: 'journey_archived' } : null;
}

/** A goal counts, whatever else happened with it; else the first event that ends it. */
function exits(definition: Definition, news: readonly News[]): string | null {
  const taken = news.flatMap((item) => {
    const happened = happening(item);
    const exit = happened && exitBy(definition, happened);
    return exit ? [{ what: happened.what, goal: exit.goal }] : [];
  });
  const by = taken.find(({ goal }) => goal) ?? taken[0];
  return by ? `${by.goal ? 'goal_reached' : 'exited_by_event'}:${by.what}` : null;
}

function happening(item: News) {
  if (item.kind === 'reaction') return { trigger: item.reaction, about: item.about, what: item.reaction };
  if (item.kind !== 'event') return null;
  return { trigger: item.trigger, about: item.about, what: `${item.trigger}:${item.provider}` };
}
