import type { KeyRing } from './encryption.ts';

const idLength = 16;
const signatureLength = 16;
const shape = /^[A-Za-z0-9_-]{64}$/;

/** Two ids as the signed end of a link: 64 characters that a mail client does not break. */
export function signIds(keys: KeyRing, use: string, first: string, second: string): string {
  const ids = Buffer.concat([bytesOf(first), bytesOf(second)]);
  return Buffer.concat([ids, keys.sign(ids, use)]).toString('base64url');
}

/** Null when it is not one of ours for this use, or was signed by a key that is not on the ring any more. */
export function readSignedIds(keys: KeyRing, use: string, token: string): [string, string] | null {
  if (!shape.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const ids = bytes.subarray(0, 2 * idLength);
  if (bytes.length !== 2 * idLength + signatureLength) return null;
  if (!keys.hasSigned(ids, use, bytes.subarray(2 * idLength))) return null;
  return [uuidOf(ids.subarray(0, idLength)), uuidOf(ids.subarray(idLength))];
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
