import type { Tenant } from './database.ts';

export type Cause = { kind: string; scope: string };

/** The holds that somebody raises and ends; any other mends itself. */
export const causeKinds: readonly string[] = [
  'journey_paused',
  'connection_revoked',
  'sending_paused',
  'review',
  'approval',
];

/** From now on enrollments of this scope are held. Raising it twice is harmless; returns false the second time. */
export async function raiseCause(tenant: Tenant, { kind, scope }: Cause, at: Date): Promise<boolean> {
  const { count } = await tenant.db.cause.createMany({
    data: [{ organizationId: tenant.id, kind, scope, since: at }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** All sending of an organization is paused by its people. */
export const allSending = ({ id }: Pick<Tenant, 'id'>): Cause => ({ kind: 'sending_paused', scope: id });

/** Marketing of one channel waits: too much of what was sent came back. */
export const marketingOf = ({ id }: Pick<Tenant, 'id'>, channel: 'email' | 'sms'): Cause => ({
  kind: 'sending_paused',
  scope: `${id}:${channel}`,
});

/** What holds a message until somebody of the business has read it. */
export const approvalOf = (messageId: string): Cause => ({ kind: 'approval', scope: messageId });

/** Ends a cause: waits for the holds that are just being written on it. Returns false when it was not there. */
export async function clearCause(tenant: Tenant, { kind, scope }: Cause): Promise<boolean> {
  await tenant.db.$queryRaw`SELECT 1 FROM afterjob.causes
    WHERE organization_id = ${tenant.id}::uuid AND kind = ${kind} AND scope = ${scope} FOR UPDATE`;
  const { count } = await tenant.db.cause.deleteMany({ where: { organizationId: tenant.id, kind, scope } });
  return count > 0;
}

/** The first of the causes that is there; the order of the list is the order of telling. */
export async function findCause(tenant: Tenant, causes: readonly Cause[]): Promise<Cause | null> {
  const there = await tenant.db.cause.findMany({ where: { OR: causes.map(({ kind, scope }) => ({ kind, scope })) } });
  return causes.find(({ kind, scope }) => there.some((row) => row.kind === kind && row.scope === scope)) ?? null;
}

/** True while the cause is there; it then stays until this transaction ends. */
export async function lockCause(tenant: Tenant, { kind, scope }: Cause): Promise<boolean> {
  const rows = await tenant.db.$queryRaw<unknown[]>`SELECT 1 FROM afterjob.causes
    WHERE organization_id = ${tenant.id}::uuid AND kind = ${kind} AND scope = ${scope} FOR SHARE`;
  return rows.length > 0;
}
