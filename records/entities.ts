import type { EntityKey, State, StateChange } from '../journeys/observation.ts';
import type { Tenant } from './database.ts';

/** The state row of one entity: what was last seen of it, how often each transition was counted. */
export type EntityState = State & { entity: EntityKey; revision: number };

/** The state rows of the given entities; one never seen is left out. */
export async function readEntities(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<EntityState[]> {
  const rows = await tenant.db.entity.findMany({
    where: { connectionId, OR: entities.map(({ kind, id }) => ({ kind, externalId: id })) },
  });
  return rows.map((row) => ({
    entity: { kind: row.kind, id: row.externalId },
    revision: row.revision,
    epoch: row.epoch,
    holds: row.holds as State['holds'],
    counts: row.counts as State['counts'],
    updatedAt: row.externalUpdatedAt,
  }));
}

export type EntityReading = {
  customerId: string | null;
  facts: Record<string, string | number | boolean | null>;
  createdAt: Date | null;
  updatedAt: Date | null;
  gone: boolean;
};

/**
 * Writes one change over the revision that was read (0: no row yet); false when somebody else was first.
 * `reading` is null for an entity that was only spoken of by another one: then what was read of itself stays.
 */
export async function writeEntity(
  tenant: Tenant,
  connectionId: string,
  change: StateChange,
  revision: number,
  epoch: number,
  reading: EntityReading | null,
  at: Date,
): Promise<boolean> {
  const values = {
    epoch,
    holds: change.holds,
    counts: change.counts,
    observedAt: at,
    ...(reading && {
      customerId: reading.customerId,
      facts: reading.facts,
      externalCreatedAt: reading.createdAt,
      externalUpdatedAt: reading.updatedAt,
      goneAt: reading.gone ? at : null,
    }),
  };
  const where = { connectionId, kind: change.entity.kind, externalId: change.entity.id };
  if (revision > 0) {
    const { count } = await tenant.db.entity.updateMany({
      where: { ...where, revision },
      data: { ...values, revision: revision + 1 },
    });
    return count === 1;
  }
  const { count } = await tenant.db.entity.createMany({
    data: [{ organizationId: tenant.id, ...where, ...values, revision: 1 }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Marks an entity that the provider does not have any more. */
export async function markEntityGone(tenant: Tenant, connectionId: string, entity: EntityKey, at: Date): Promise<void> {
  await tenant.db.entity.updateMany({
    where: { connectionId, kind: entity.kind, externalId: entity.id, goneAt: null },
    data: { goneAt: at, revision: { increment: 1 } },
  });
}
