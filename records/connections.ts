import { randomUUID } from 'node:crypto';
import type { Connection } from '../prisma/generated/client.ts';
import type { Connected } from '../providers/provider.ts';
import { clearCause, raiseCause } from './causes.ts';
import type { Database, Tenant } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { fillProfile, isZone } from './profile.ts';
import { deleteTokens, storeTokens } from './tokens.ts';

export type { Connection } from '../prisma/generated/client.ts';

export type ConnectOutcome =
  | { connected: true; connectionId: string }
  /** `bound_elsewhere`: another organization holds the account. `another_account`: disconnect the present one first. */
  | { connected: false; reason: 'bound_elsewhere' | 'another_account' };

/**
 * Stores a consent: the same row for the same provider, tokens, route for webhooks, profile; frees what was held.
 * After a disconnect the epoch is raised, so that all states are seeded again; mending a broken link keeps it.
 */
export async function connect(
  tenant: Tenant,
  keys: KeyRing,
  provider: string,
  { account, tokens, profile, connectedAt }: Connected,
  at: Date,
): Promise<ConnectOutcome> {
  const former = await lockConnection(tenant, provider);
  const live = former !== null && former.status !== 'disconnected';
  if (live && former.accountId !== account.id) return { connected: false, reason: 'another_account' };
  const connectionId = former?.id ?? randomUUID();
  if (!(await bindAccount(tenant, provider, account.id, connectionId))) {
    return { connected: false, reason: 'bound_elsewhere' };
  }
  await fillProfile(tenant, provider, profile, at);
  const { zone } = await tenant.db.organization.findUniqueOrThrow({ where: { organizationId: tenant.id } });
  const values = {
    status: 'connected',
    accountId: account.id,
    accountName: account.name,
    statusChangedAt: at,
    lastRoundAt: null,
    lastError: null,
    lastErrorAt: null,
    toldOwnerAt: null,
    consentEndsAt: tokens.consentEndsAt ?? null,
    toldConsentDays: null,
    lastSuccessAt: at,
    updatedAt: at,
  };
  const begun = {
    connectedAt,
    connectedZone: profile.zone && isZone(profile.zone) ? profile.zone : zone,
    webhookLastReceivedAt: null,
    webhooksRegisteredAt: null,
    sweptUntil: null,
    sweepStartedAt: null,
    sweepCursor: null,
    lastSweepAt: null,
  };
  if (!former) {
    await tenant.db.connection.create({
      data: { id: connectionId, organizationId: tenant.id, provider, ...values, ...begun, createdAt: at },
    });
  } else {
    await tenant.db.connection.update({
      where: { id: connectionId },
      data: { ...values, ...(!live && { ...begun, epoch: { increment: 1 } }) },
    });
  }
  await storeTokens(tenant, keys, connectionId, tokens, at);
  await clearCause(tenant, { kind: 'connection_revoked', scope: connectionId });
  return { connected: true, connectionId };
}

/** A connection of this organization, or null. */
export async function findConnection(tenant: Tenant, connectionId: string): Promise<Connection | null> {
  return tenant.db.connection.findUnique({ where: { id: connectionId } });
}

/** The organization's connection to a provider, whatever its status, or null. */
export async function connectionTo(tenant: Tenant, provider: string): Promise<Connection | null> {
  return tenant.db.connection.findUnique({
    where: { organizationId_provider: { organizationId: tenant.id, provider } },
  });
}

/**
 * The provider refused the tokens of `generation`. False when they are not the present ones any more, or the
 * connection is not live: then nothing changed.
 */
export async function markTokenExpired(
  tenant: Tenant,
  connectionId: string,
  generation: number,
  at: Date,
): Promise<boolean> {
  const current = await tenant.db.connectionTokens.count({ where: { connectionId, generation } });
  if (current === 0) return false;
  return endConnection(tenant, connectionId, 'token_expired', at);
}

/** The owner ended it, here or at the provider: tokens and route are forgotten. False when it was ended before. */
export async function markDisconnected(tenant: Tenant, connectionId: string, at: Date): Promise<boolean> {
  const ended = await endConnection(tenant, connectionId, 'disconnected', at);
  if (!ended) return false;
  const row = await tenant.db.connection.findUniqueOrThrow({ where: { id: connectionId } });
  await deleteTokens(tenant, connectionId);
  await tenant.db
    .$executeRaw`SELECT afterjob_functions.unbind_account(${row.provider}, ${row.accountId}, ${tenant.id}::uuid)`;
  return true;
}

/** Something of the provider arrived just now. */
export async function touchWebhook(tenant: Tenant, connectionId: string, receivedAt: Date): Promise<void> {
  await tenant.db.$executeRaw`UPDATE afterjob.connections SET webhook_last_received_at = ${receivedAt}
    WHERE id = ${connectionId}::uuid
      AND (webhook_last_received_at IS NULL OR webhook_last_received_at < ${receivedAt}::timestamptz - interval '5 seconds')`;
}

/** The owner was told that the consent ends in so many days. */
export async function recordConsentTold(tenant: Tenant, connectionId: string, days: number): Promise<void> {
  await tenant.db.connection.update({ where: { id: connectionId }, data: { toldConsentDays: days } });
}

/** A call to the provider has just succeeded. */
export async function recordSuccess(tenant: Tenant, connectionId: string, at: Date): Promise<void> {
  await tenant.db.connection.updateMany({
    where: { id: connectionId, OR: [{ lastSuccessAt: null }, { lastSuccessAt: { lt: at } }] },
    data: { lastSuccessAt: at },
  });
}

/** The connection's loop went round. */
export async function recordRound(tenant: Tenant, connectionId: string, at: Date): Promise<void> {
  await tenant.db.connection.update({ where: { id: connectionId }, data: { lastRoundAt: at } });
}

/** Webhooks are registered at the provider. */
export async function recordWebhooksRegistered(tenant: Tenant, connectionId: string, at: Date): Promise<void> {
  await tenant.db.connection.update({ where: { id: connectionId }, data: { webhooksRegisteredAt: at } });
}

/** The owner was told that the connection needs them. */
export async function recordOwnerTold(tenant: Tenant, connectionId: string, at: Date): Promise<void> {
  await tenant.db.connection.update({ where: { id: connectionId }, data: { toldOwnerAt: at } });
}

/** A sentence for the owner about what went wrong last; null clears it. Never a vendor's own words. */
export async function recordError(
  tenant: Tenant,
  connectionId: string,
  sentence: string | null,
  at: Date,
): Promise<void> {
  await tenant.db.connection.update({
    where: { id: connectionId },
    data: { lastError: sentence, lastErrorAt: sentence ? at : null, updatedAt: at },
  });
}

/** Live connections of all organizations whose loop has not gone round since `before`. Ids only. */
export async function connectionsToTend(
  database: Database,
  before: Date,
  limit: number,
): Promise<{ organizationId: string; connectionId: string }[]> {
  const rows = await database.call<{ organization_id: string; connection_id: string }>(
    'SELECT * FROM afterjob_functions.connections_to_tend($1, $2)',
    [before, limit],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, connectionId: row.connection_id }));
}

async function lockConnection(tenant: Tenant, provider: string): Promise<Connection | null> {
  // Two callbacks of one organization take turns even before there is a row.
  await tenant.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`connect ${tenant.id} ${provider}`}, 0))`;
  return connectionTo(tenant, provider);
}

async function bindAccount(
  tenant: Tenant,
  provider: string,
  accountId: string,
  connectionId: string,
): Promise<boolean> {
  const [row] = await tenant.db.$queryRaw<{ bound: boolean }[]>`
    SELECT afterjob_functions.bind_account(${provider}, ${accountId}, ${tenant.id}::uuid, ${connectionId}::uuid) AS bound`;
  return row?.bound ?? false;
}

async function endConnection(
  tenant: Tenant,
  connectionId: string,
  status: 'token_expired' | 'disconnected',
  at: Date,
): Promise<boolean> {
  const { count } = await tenant.db.connection.updateMany({
    where: { id: connectionId, status: status === 'disconnected' ? { not: 'disconnected' } : 'connected' },
    data: { status, statusChangedAt: at, updatedAt: at },
  });
  if (count === 0) return false;
  await raiseCause(tenant, { kind: 'connection_revoked', scope: connectionId }, at);
  return true;
}
