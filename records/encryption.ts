import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a secret belongs; bound to the ciphertext, so that it opens nowhere else. */
export type Place = { organizationId: string; connectionId: string; field: string };

export type Sealed = { keyId: string; bytes: Buffer };

export type KeyRing = {
  /** The key that seals; the others only open. */
  readonly currentKeyId: string;
  seal(plain: string, place: Place): Sealed;
  /** @throws when the key is not on the ring, or the bytes were changed or moved */
  open(sealed: Sealed, place: Place): string;
};

const ivLength = 12;
const tagLength = 16;

/** Reads a key ring from `id:base64key[,id:base64key…]`: the first key seals, all of them open. AES-256-GCM. */
export function createKeyRing(config: string): KeyRing {
  const keys = new Map(config.split(',').map((entry) => readKey(entry.trim())));
  const currentKeyId = keys.keys().next().value;
  if (!currentKeyId) throw new Error('ENCRYPTION_KEYS holds no key');
  const keyOf = (id: string): Buffer => {
    const key = keys.get(id);
    if (!key) throw new Error(`The key "${id}" is not in ENCRYPTION_KEYS any more: put it back, behind the first one`);
    return key;
  };
  return {
    currentKeyId,
    seal(plain, place) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', keyOf(currentKeyId), iv).setAAD(associatedData(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return { keyId: currentKeyId, bytes: Buffer.concat([iv, cipher.getAuthTag(), body]) };
    },
    open({ keyId, bytes }, place) {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), bytes.subarray(0, ivLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(associatedData(place)).setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
      return Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()]).toString('utf8');
    },
  };
}

function readKey(entry: string): [string, Buffer] {
  const [id = '', encoded = ''] = entry.split(':');
  const key = Buffer.from(encoded, 'base64');
  if (!id || key.length !== 32) throw new Error('ENCRYPTION_KEYS must be id:key pairs with 32 bytes in base64 each');
  return [id, key];
}

function associatedData({ organizationId, connectionId, field }: Place): Buffer {
  return Buffer.from(JSON.stringify([organizationId, connectionId, field]));
}
