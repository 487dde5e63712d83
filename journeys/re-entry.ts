import type { Reentry } from './definition.ts';

/** An earlier enrollment of the same person in the same journey; in a rehearsal it has no id. */
export type EarlierEnrollment = { id?: string; enrolledAt: Date; active: boolean; sameEntity: boolean };

/** `because`: the latest of the earlier ones that stands in the way. */
export type Entry = { enter: true } | { enter: false; reason: EntryRefusal; because: EarlierEnrollment };
export type EntryRefusal = 'already_for_this' | 'already_once' | 'already_active' | 'too_soon_again';

const day = 24 * 60 * 60 * 1000;

/** Whether the re-entry rule lets this person in once more. */
export function mayEnter(reentry: Reentry, earlier: readonly EarlierEnrollment[], now: Date): Entry {
  const refuse = (reason: EntryRefusal, stands: (one: EarlierEnrollment) => boolean): Entry => {
    const [because] = earlier.filter(stands).sort((a, b) => b.enrolledAt.getTime() - a.enrolledAt.getTime());
    return because ? { enter: false, reason, because } : { enter: true };
  };
  switch (reentry.rule) {
    case 'every_time':
      return { enter: true };
    case 'once_per_entity':
      return refuse('already_for_this', ({ sameEntity }) => sameEntity);
    case 'once_per_customer':
      return refuse('already_once', () => true);
    case 'not_while_active':
      return refuse('already_active', ({ active }) => active);
    case 'not_within_days': {
      const since = now.getTime() - reentry.days * day;
      return refuse('too_soon_again', ({ enrolledAt }) => enrolledAt.getTime() > since);
    }
  }
}
