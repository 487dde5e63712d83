import type { KeyRing } from './encryption.ts';
import { readSignedIds, signIds } from './signed-ids.ts';

/** Whose link it is: an address of one organization, by its short name. */
export type UnsubscribeLink = { organizationId: string; contactPointId: string };

const use = 'unsubscribe';

/** The signed end of an unsubscribe link. It names no address and never ends: a message may be opened after years. */
export const unsubscribeToken = (keys: KeyRing, { organizationId, contactPointId }: UnsubscribeLink): string =>
  signIds(keys, use, organizationId, contactPointId);

/** Null when it is not one of ours, or was signed by a key that is not on the ring any more. */
export function readUnsubscribeToken(keys: KeyRing, token: string): UnsubscribeLink | null {
  const [organizationId, contactPointId] = readSignedIds(keys, use, token) ?? [];
  return organizationId && contactPointId ? { organizationId, contactPointId } : null;
}
