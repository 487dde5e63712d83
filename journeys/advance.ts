import * as z from 'zod';
import { type Definition, stepAfter, stepById } from './definition.ts';
import { exitBy } from './exits.ts';
import { type Reaction, reactions } from './reactions.ts';
import { activityOf, runStep } from './steps/index.ts';
import type { ActivityName, ChannelName, Decision, News } from './steps/step.ts';

/** Where an enrollment stands; stored as JSON. Empty: before the first step. */
export const stateSchema = z.object({
  /** The step that is open. */
  stepId: z.string().nullable().default(null),
  /** When the open step goes on (ISO); computed once. */
  due: z.string().nullable().default(null),
  /** What came of the messages, by step. */
  outcomes: z.record(z.string(), z.string()).default({}),
  /** What the customer did since the last message left. */
  reactions: z.array(z.enum(reactions)).default([]),
});
export type EnrollmentState = z.infer<typeof stateSchema>;

export type AdvanceFacts = {
  news: readonly News[];
  /** IANA zone in which days are counted. */
  zone: string;
  /** The customer is gone at the provider, or was erased. */
  customerGone: boolean;
  journeyArchived: boolean;
};

export type Next =
  | { kind: 'message'; channel: ChannelName; stepId: string; activity: ActivityName }
  /** `activity`: who is called when it is due. */
  | { kind: 'wait'; due: Date; activity: ActivityName }
  | { kind: 'finish'; status: 'completed' | 'exited' | 'stopped'; reason: string };

export type Advanced = { state: EnrollmentState; decisions: Decision[]; next: Next };

/**
 * Reads a definition on from a state until a message, a wait or the end.
 * Pure and total: the same input gives the same answer, and every state of every definition has one.
 */
export function advance(definition: Definition, state: EnrollmentState, facts: AdvanceFacts, now: Date): Advanced {
  const end = early(definition, facts);
  if (end) {
    const decisions: Decision[] = [{ stepId: state.stepId, code: 'finished', reason: end.reason }];
    return { state, decisions, next: { kind: 'finish', ...end } };
  }
  const decisions: Decision[] = [];
  const { outcomes, reactions } = heard(state, facts.news);
  const finish = (status: 'completed' | 'exited', reason: string, stepId: string | null): Advanced => {
    decisions.push({ stepId: null, code: 'finished', reason });
    return { state: { stepId, due: null, outcomes, reactions }, decisions, next: { kind: 'finish', status, reason } };
  };

  let step = state.stepId === null ? stepAfter(definition, null) : stepById(definition, state.stepId);
  if (state.stepId !== null && !step) return finish('exited', 'step_missing', state.stepId);
  let due = state.due === null ? null : new Date(state.due);
  let last = state.stepId;
  while (step) {
    last = step.id;
    const result = runStep({ step, definition, due, news: facts.news, reactions, now, zone: facts.zone });
    if (result.kind === 'message') {
      const next: Next = {
        kind: 'message',
        channel: result.channel,
        stepId: step.id,
        activity: activityOf(step),
      };
      return { state: { stepId: step.id, due: due?.toISOString() ?? null, outcomes, reactions }, decisions, next };
    }
    decisions.push(...result.decisions);
    if (result.kind === 'finish') return finish('exited', result.reason, step.id);
    if (result.kind === 'wait') {
      // A wait is over for the step behind it: that one's activity is called, and reads past the wait.
      const later = activityOf(step) === 'decide' ? stepAfter(definition, step.id) : step;
      const next: Next = { kind: 'wait', due: result.due, activity: activityOf(later) };
      return { state: { stepId: step.id, due: result.due.toISOString(), outcomes, reactions }, decisions, next };
    }
    step = stepAfter(definition, step.id);
    due = null;
  }
  return finish('completed', 'reached_end', last);
}

/** A message that has left is answered anew. */
function heard(state: EnrollmentState, news: readonly News[]): Pick<EnrollmentState, 'outcomes' | 'reactions'> {
  const outcomes = { ...state.outcomes };
  let done: Reaction[] = [...state.reactions];
  for (const item of news) {
    if (item.kind === 'message') {
      outcomes[item.stepId] = item.outcome;
      if (item.outcome === 'sent') done = [];
    } else if (item.kind === 'reaction' && item.about === 'entity' && !done.includes(item.reaction)) {
      done.push(item.reaction);
    }
  }
  return { outcomes, reactions: done };
}

function early(
  definition: Definition,
  { news, customerGone, journeyArchived }: AdvanceFacts,
): { status: 'stopped' | 'exited'; reason: string } | null {
  if (news.some((item) => item.kind === 'stop')) return { status: 'stopped', reason: 'stopped_by_owner' };
  const left = exits(definition, news);
  if (left) return { status: 'exited', reason: left };
  if (customerGone) return { status: 'exited', reason: 'customer_gone' };
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
