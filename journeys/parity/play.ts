import { type Advanced, advance, type EnrollmentState, stateSchema } from '../advance.ts';
import { stepById } from '../definition.ts';
import { concernsEnrollment } from '../exits.ts';
import { concernsReaction } from '../reactions.ts';
import type { Decision, News } from '../steps/step.ts';
import { type Case, type Happening, lineOf, lookedAt, startedBy } from './case.ts';
import { Desk, type Handed, type Hold } from './desk.ts';

const waits = ['wait', 'wait_until', 'wait_for', 'ask_owner'];

/** The timeline of a case by the code that journeys really run on, over a clock, a ledger and vendors of paper. */
export function play(given: Case): string[] {
  const { definition, world } = given;
  const values = { ...world.values };
  const desk = new Desk(given, values);
  const trace: string[] = [];
  let state: EnrollmentState = stateSchema.parse({});
  let due: number | null = world.start;
  let hold: Hold | null = null;
  let [over, gone, archived] = [false, false, false];

  const look = (minute: number, news: readonly News[] = []): void => {
    const note = ({ stepId, code, reason, until }: Decision) =>
      trace.push(lineOf(minute, stepId, code, reason, until ? Date.parse(until) / 60_000 : null));
    for (let unread = news, round = 0; round < 100; unread = [], round++) {
      // As they were read with everything else, before the message left.
      const messages = { ...desk.statuses };
      const on = (from: EnrollmentState, said: readonly News[]): Advanced => {
        const { person, zone } = world;
        const facts = { news: said, values, messages, person, zone, customerGone: gone, journeyArchived: archived };
        const stored = stateSchema.parse(JSON.parse(JSON.stringify(from)));
        return advance(definition, stored, facts, new Date(minute * 60_000));
      };
      let read = on(state, unread);
      const lines = [...read.decisions];
      const handed = answerTo(read, minute);
      if (handed && 'news' in handed) {
        read = on(read.state, [handed.news]);
        lines.push(...read.decisions);
      }
      const held: Hold | null = handed && 'hold' in handed ? handed.hold : null;
      if (hold && !isSame(hold, held)) note({ stepId: state.stepId, code: 'released', reason: hold.kind });
      lines.forEach(note);
      for (const { stepId, reason } of lines) if (stepId && reason === 'skipped_by_owner') desk.leaveOut(stepId);
      if (held && !isSame(held, hold)) note({ stepId: read.state.stepId, code: 'held', reason: held.reason });
      [state, hold] = [read.state, held];
      due = !held && read.next.kind === 'wait' ? read.next.due.getTime() / 60_000 : null;
      over = read.next.kind === 'finish';
      if (over) for (const stepId of desk.close()) note({ stepId, code: 'closed', reason: 'exited' });
      if (over || held || due !== null) return;
    }
    throw new Error('It does not come to a wait');
  };

  const answerTo = ({ next }: Advanced, minute: number): Handed | null => {
    if (next.kind === 'ask') return { news: { kind: 'asked', stepId: next.stepId } };
    return next.kind === 'message' ? desk.handOver(next, minute) : null;
  };

  /** Null: it is no news for this enrollment. */
  const newsOf = (what: Happening): News[] | null => {
    const open = state.stepId === null ? null : stepById(definition, state.stepId);
    const stepId = open?.id ?? '';
    const isMessage = open?.kind === 'send_email' || open?.kind === 'send_sms';
    switch (what.kind) {
      case 'stop':
        return [{ kind: 'stop' }];
      case 'skip':
        return open && waits.includes(open.kind) ? [{ kind: 'skip_wait', stepId }] : null;
      case 'leave_out':
        return isMessage ? [{ kind: 'skip_message', stepId }] : null;
      case 'move': {
        const until = new Date((what.minute + what.minutes) * 60_000).toISOString();
        return isMessage ? [{ kind: 'moved', stepId, reason: 'rescheduled_by_owner', until, messageId: null }] : null;
      }
      case 'answer':
        return open?.kind === 'ask_owner' ? [{ kind: 'answer', stepId, answer: what.answer }] : null;
      case 'event': {
        const happened = { trigger: what.trigger, about: what.about };
        const news = { kind: 'event', eventId: 'e', provider: 'acme', ...happened } as const;
        return concernsEnrollment(definition, happened, startedBy) ? [news] : null;
      }
      case 'reaction': {
        const reacted = { reaction: what.reaction, about: what.about };
        return concernsReaction(definition, reacted) ? [{ kind: 'reaction', ...reacted }] : null;
      }
      default:
        return [];
    }
  };

  /** Whether somebody looks because of it. */
  const changes = (what: Happening): boolean => {
    switch (what.kind) {
      case 'value':
        values[what.field] = what.value;
        return true;
      case 'gone':
        gone = true;
        return true;
      case 'archive':
        archived = true;
        return true;
      case 'read':
        return desk.read(what.approve);
      case 'cause':
        desk.cause(what.cause, what.on);
        return !what.on;
      case 'status':
        desk.hear(what.status);
        return false;
      case 'suppress':
      case 'mute':
      case 'refuse':
      case 'fact_gone':
        desk.change(what);
        return false;
      default:
        return true;
    }
  };

  const seen = (minute: number) => lookedAt(world.outages, minute);
  for (const what of world.happenings) {
    while (!over && due !== null && seen(due) <= what.minute) look(seen(due));
    if (over) break;
    const news = newsOf(what);
    // What was so before it began is only so.
    if (changes(what) && news && what.minute >= world.start) look(what.minute, news);
  }
  while (!over && due !== null) look(seen(due));
  return trace;
}

const isSame = (one: Hold, other: Hold | null): boolean => one.kind === other?.kind && one.scope === other.scope;
