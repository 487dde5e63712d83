import { places } from '../tree.ts';
import type { Case } from './case.ts';

const stepKinds = ['send_email', 'send_sms', 'wait', 'wait_until', 'wait_for', 'branch', 'split', 'ask_owner', 'exit'];
const outcomes = ['sent', 'skipped', 'failed', 'unknown', 'review'].map((each) => `message_${each}`);
const holds = [
  ...['journey_paused', 'sending_paused', 'connection_revoked', 'review', 'approval', 'no_sender'],
  ...['sms_not_registered', 'quota', 'channel_down', 'vendor_unreachable'],
];
const skips = [
  ...['no_address', 'suppressed', 'no_consent', 'muted', 'capped', 'useless', 'fact_changed', 'cannot_render'],
  ...['never_open', 'declined', 'opted_out', 'skipped_by_owner', 'exited'],
];
const moves = ['outside_window', 'outside_journey_window', 'own_holiday', 'capped', 'rescheduled_by_owner'];
const ends = [
  ...['reached_end', 'exit_step', 'goal_step', 'stopped_by_owner', 'exited_by_event', 'goal_reached'],
  ...['customer_gone', 'journey_archived', 'date_passed', 'date_unknown'],
];
const lines = [
  ...['waiting', 'wait_skipped', 'date_moved', 'date_passed', 'date_unknown', 'waiting_for', 'happened', 'waited_out'],
  ...['asked', 'answered', 'not_answered', 'released'],
];
const saidAs: Record<string, string> = { refused_account: 'channel_down', cannot_ask: 'vendor_unreachable' };

/** How often everything was met that a journey can meet. */
export class Reach {
  readonly #times = new Map<string, number>(
    [
      ...stepKinds.map((kind) => `step ${kind}`),
      ...outcomes.map((outcome) => `outcome ${outcome}`),
      ...holds.map((hold) => `hold ${hold}`),
      ...skips.map((skip) => `skip ${skip}`),
      ...moves.map((move) => `move ${move}`),
      ...ends.map((end) => `end ${end}`),
      ...lines.map((line) => `line ${line}`),
      'depth 4 or more',
    ].map((what) => [what, 0]),
  );

  /** Counts the timeline of one case; a name that nobody expects counts, too. */
  add({ definition }: Case, trace: readonly string[]): void {
    const byId = new Map(places(definition).map((place) => [place.step.id, place]));
    for (const line of trace) {
      const [, stepId = '', code = '', said = ''] = line.split(' ');
      const place = byId.get(stepId);
      const word = said.split(':')[0] ?? '';
      if (place) this.#count(`step ${place.step.kind}`);
      if (place && place.depth >= 4) this.#count('depth 4 or more');
      if (code.startsWith('message_') && code !== 'message_moved') this.#count(`outcome ${code}`);
      if (code === 'held') this.#count(`hold ${saidAs[word] ?? word}`);
      else if (code === 'message_skipped' || code === 'closed') this.#count(`skip ${word}`);
      else if (code === 'message_moved') this.#count(`move ${word}`);
      else if (code === 'finished') this.#count(`end ${word}`);
      else if (this.#times.has(`line ${code}`)) this.#count(`line ${code}`);
    }
  }

  /** The rarest first. */
  rarest(): [what: string, times: number][] {
    return [...this.#times].sort(([, one], [, other]) => one - other);
  }

  #count(what: string): void {
    this.#times.set(what, (this.#times.get(what) ?? 0) + 1);
  }
}
