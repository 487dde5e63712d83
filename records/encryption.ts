import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where a secret belongs; bound to the ciphertext, so that it opens nowhere else. */
export type Place = { organizationId: string; connectionId: string; field: string };

export type Sealed = { keyId: string; bytes: Buffer };

export type KeyRing = {
  /** The key that seals; the others only open. */
  readonly currentKeyId: string;
  seal(plain: string, place: Place): Sealed;
  /** @throws when the key is not on the ring, or the bytes were changed or moved */
  open(sealed: Sealed, place: Place): string;
  /** 16 bytes that only this ring can make; `use` keeps what was signed for one thing from being shown for another. */
  sign(bytes: Buffer, use: string): Buffer;
  /** Whether any key of the ring has signed it. Constant time. */
  hasSigned(bytes: Buffer, use: string, signature: Buffer): boolean;
};

const ivLength = 12;
const tagLength = 16;
const signatureLength = 16;

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
    sign: (bytes, use) => signature(keyOf(currentKeyId), bytes, use),
    hasSigned(bytes, use, given) {
      if (given.length !== signatureLength) return false;
      return [...keys.values()].some((key) => timingSafeEqual(signature(key, bytes, use), given));
    },
  };
}

// A key that seals does not sign: another one is derived from it for each use.
function signature(key: Buffer, bytes: Buffer, use: string): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, '', use, 32));
  return createHmac('sha256', own).update(bytes).digest().subarray(0, signatureLength);
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
