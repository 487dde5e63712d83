import type { Reentry } from './definition.ts';

/** An earlier enrollment of the same person in the same journey. */
export type EarlierEnrollment = { enrolledAt: Date; active: boolean; sameEntity: boolean };

export type Entry = { enter: true } | { enter: false; reason: EntryRefusal };
export type EntryRefusal = 'already_for_this' | 'already_once' | 'already_active' | 'too_soon_again';

const day = 24 * 60 * 60 * 1000;

/** Whether the re-entry rule lets this person in once more. */
export function mayEnter(reentry: Reentry, earlier: readonly EarlierEnrollment[], now: Date): Entry {
  const refuse = (refused: boolean, reason: EntryRefusal): Entry =>
    refused ? { enter: false, reason } : { enter: true };
  switch (reentry.rule) {
    case 'every_time':
      return { enter: true };
    case 'once_per_entity':
      return refuse(
        earlier.some(({ sameEntity }) => sameEntity),
        'already_for_this',
      );
    case 'once_per_customer':
      return refuse(earlier.length > 0, 'already_once');
    case 'not_while_active':
      return refuse(
        earlier.some(({ active }) => active),
        'already_active',
      );
    case 'not_within_days': {
      const since = now.getTime() - reentry.days * day;
      return refuse(
        earlier.some(({ enrolledAt }) => enrolledAt.getTime() > since),
        'too_soon_again',
      );
    }
  }
}
