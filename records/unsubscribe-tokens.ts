import type { KeyRing } from './encryption.ts';

/** Whose link it is: an address of one organization, by its short name. */
export type UnsubscribeLink = { organizationId: string; contactPointId: string };

const use = 'unsubscribe';
const idLength = 16;
const signatureLength = 16;
const shape = /^[A-Za-z0-9_-]{64}$/;

/** The signed end of an unsubscribe link. It names no address and never ends: a message may be opened after years. */
export function unsubscribeToken(keys: KeyRing, { organizationId, contactPointId }: UnsubscribeLink): string {
  const ids = Buffer.concat([bytesOf(organizationId), bytesOf(contactPointId)]);
  return Buffer.concat([ids, keys.sign(ids, use)]).toString('base64url');
}

/** Null when it is not one of ours, or was signed by a key that is not on the ring any more. */
export function readUnsubscribeToken(keys: KeyRing, token: string): UnsubscribeLink | null {
  if (!shape.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const ids = bytes.subarray(0, 2 * idLength);
  if (bytes.length !== 2 * idLength + signatureLength) return null;
  if (!keys.hasSigned(ids, use, bytes.subarray(2 * idLength))) return null;
  return { organizationId: uuidOf(ids.subarray(0, idLength)), contactPointId: uuidOf(ids.subarray(idLength)) };
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
