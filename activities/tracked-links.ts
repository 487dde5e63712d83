import { randomBytes } from 'node:crypto';
import type { NewLink } from '../records/links.ts';

export type TrackedLinks = { track(url: string): string; made: readonly NewLink[] };

/** Short addresses of ours for the links of one message; the same link twice is one address. */
export function trackedLinks(publicUrl: string): TrackedLinks {
  const byUrl = new Map<string, NewLink>();
  const made: NewLink[] = [];
  return {
    made,
    track(url) {
      const known = byUrl.get(url);
      const link = known ?? { id: randomBytes(9).toString('base64url'), url };
      if (!known) {
        byUrl.set(url, link);
        made.push(link);
      }
      return `${publicUrl}/l/${link.id}`;
    },
  };
}
