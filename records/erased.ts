import { Prisma } from '../prisma/generated/client.ts';
import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

/** The keyed hash by which an organization knows again what it has erased. */
export const erasedHash = (tenant: Tenant, text: Prisma.Sql): Prisma.Sql => Prisma.sql`sha256(
  (SELECT k.erasure_key FROM afterjob.organizations AS k WHERE k.organization_id = ${tenant.id}::uuid)
  || convert_to(${text}, 'UTF8'))`;

/** The text that stands for a customer of a system. */
export const customerText = (source: string, externalId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${source}::text || ' ' || ${externalId}`;

/** Of those ids of a system, the ones that were erased here. */
export async function erasedAmong(
  tenant: Tenant,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set();
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM unnest(${[...externalIds]}::text[]) AS x (id)
    JOIN afterjob.erased_customers AS e ON e.organization_id = ${tenant.id}::uuid
      AND e.hash = ${erasedHash(tenant, customerText(source, Prisma.sql`x.id`))}`;
  return new Set(rows.map(({ id }) => id));
}

/** What an erased person had said of an address holds again when the address turns up anew. */
export async function recallContact(tenant: Tenant, { channel, address }: Contact): Promise<void> {
  const hash = erasedHash(tenant, Prisma.sql`${address}::text`);
  await tenant.db.$executeRaw`
    UPDATE afterjob.contact_points AS p SET suppressed_at = old.suppressed_at, suppressed_reason = old.suppressed_reason
    FROM afterjob.erased_contacts AS e JOIN afterjob.contact_points AS old
      ON old.organization_id = e.organization_id AND old.id = e.contact_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.channel = ${channel} AND e.hash = ${hash}
      AND p.organization_id = e.organization_id AND p.channel = e.channel AND p.address = ${address}`;
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.contact_preferences (organization_id, channel, address, category, allowed, source, at)
    SELECT e.organization_id, e.channel, ${address}, c.category, c.allowed, c.source, c.at
    FROM afterjob.erased_contacts AS e
    JOIN afterjob.contact_points AS old ON old.organization_id = e.organization_id AND old.id = e.contact_id
    JOIN afterjob.contact_preferences AS c ON c.organization_id = old.organization_id AND c.channel = old.channel
      AND c.address = old.address
    WHERE e.organization_id = ${tenant.id}::uuid AND e.channel = ${channel} AND e.hash = ${hash}
    ON CONFLICT DO NOTHING`;
}
