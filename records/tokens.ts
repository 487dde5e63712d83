import type { Tokens } from '../providers/provider.ts';
import type { Tenant } from './database.ts';
import type { KeyRing } from './encryption.ts';

/** The tokens of one connection as they stand now. `generation` is raised by every write. */
export type StoredTokens = Tokens & { generation: number; refreshedAt: Date };

/** The tokens of a connection in the clear, or null when it has none (disconnected). */
export async function readTokens(tenant: Tenant, keys: KeyRing, connectionId: string): Promise<StoredTokens | null> {
  const row = await tenant.db.connectionTokens.findUnique({ where: { connectionId } });
  if (!row) return null;
  const open = (field: string, bytes: Uint8Array): string =>
    keys.open({ keyId: row.keyId, bytes: Buffer.from(bytes) }, { organizationId: tenant.id, connectionId, field });
  return {
    generation: row.generation,
    refreshedAt: row.refreshedAt,
    accessToken: open('access_token', row.accessToken),
    refreshToken: open('refresh_token', row.refreshToken),
    accessTokenExpiresAt: row.accessTokenExpiresAt,
    refreshTokenExpiresAt: row.refreshTokenExpiresAt,
  };
}

/** When the tokens of a connection were made and end, without opening them. */
export async function tokenTimes(
  tenant: Tenant,
  connectionId: string,
): Promise<{ generation: number; refreshedAt: Date; accessTokenExpiresAt: Date } | null> {
  return tenant.db.connectionTokens.findUnique({
    where: { connectionId },
    select: { generation: true, refreshedAt: true, accessTokenExpiresAt: true },
  });
}

/**
 * Replaces the tokens of generation `generation`, and what they say of the consent's end; false when another writer
 * was first (then nothing changed). What is written is sealed with the ring's current key.
 */
export async function replaceTokens(
  tenant: Tenant,
  keys: KeyRing,
  connectionId: string,
  generation: number,
  tokens: Tokens,
  at: Date,
): Promise<boolean> {
  const { count } = await tenant.db.connectionTokens.updateMany({
    where: { connectionId, generation },
    data: { ...sealed(tenant, keys, connectionId, tokens), generation: generation + 1, refreshedAt: at },
  });
  if (count === 1 && tokens.consentEndsAt) {
    await tenant.db.connection.update({
      where: { id: connectionId },
      data: { consentEndsAt: tokens.consentEndsAt },
    });
  }
  return count === 1;
}

/**
 * Seals the same tokens with the ring's current key; false when they already are, or were replaced in between.
 * The generation stays: a refresh that is under way has to find the one that it began with.
 */
export async function reKeyTokens(tenant: Tenant, keys: KeyRing, connectionId: string): Promise<boolean> {
  const row = await tenant.db.connectionTokens.findUnique({ where: { connectionId }, select: { keyId: true } });
  if (!row || row.keyId === keys.currentKeyId) return false;
  const tokens = await readTokens(tenant, keys, connectionId);
  if (!tokens) return false;
  const { count } = await tenant.db.connectionTokens.updateMany({
    where: { connectionId, generation: tokens.generation },
    data: sealed(tenant, keys, connectionId, tokens),
  });
  return count === 1;
}

/** Stores the tokens of a new consent, over whatever stood there; the generation is raised all the same. */
export async function storeTokens(
  tenant: Tenant,
  keys: KeyRing,
  connectionId: string,
  tokens: Tokens,
  at: Date,
): Promise<void> {
  const values = { ...sealed(tenant, keys, connectionId, tokens), refreshedAt: at };
  // Seconds since 2020, so that a connection made anew never repeats a generation of its former life.
  const generation = Math.floor((at.getTime() - Date.UTC(2020, 0)) / 1000);
  await tenant.db.connectionTokens.upsert({
    where: { connectionId },
    create: { organizationId: tenant.id, connectionId, generation, ...values },
    update: { generation: { increment: 1 }, ...values },
  });
}

/** Forgets the tokens of a connection. */
export async function deleteTokens(tenant: Tenant, connectionId: string): Promise<void> {
  await tenant.db.connectionTokens.deleteMany({ where: { connectionId } });
}

function sealed(tenant: Tenant, keys: KeyRing, connectionId: string, tokens: Tokens) {
  const seal = (field: string, plain: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(keys.seal(plain, { organizationId: tenant.id, connectionId, field }).bytes);
  return {
    keyId: keys.currentKeyId,
    accessToken: seal('access_token', tokens.accessToken),
    refreshToken: seal('refresh_token', tokens.refreshToken),
    accessTokenExpiresAt: tokens.accessTokenExpiresAt,
    refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
  };
}
