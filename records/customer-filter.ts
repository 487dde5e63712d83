import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

type Kind = 'lead' | 'archived' | 'sample' | 'gone';
type Reach = 'email' | 'text' | 'nothing' | 'stopped' | 'muted';
type Owned = 'open_invoice' | 'journey';

/** Which customers a list shows; null: whatever they are in this respect. */
export type CustomerFilter = {
  source: string | null;
  kind: Kind | null;
  /**
   * What may reach them: an email, a text, `nothing` (no address), `stopped` (nothing is sent to an address of theirs),
   * `muted` (by the owner).
   */
  reach: Reach | null;
  /** An invoice of which something is still to be paid; a journey that they are in. */
  owns: Owned | null;
};

const kinds = {
  lead: Prisma.sql`AND c.is_lead`,
  archived: Prisma.sql`AND c.is_archived`,
  sample: Prisma.sql`AND c.is_sample`,
  gone: Prisma.sql`AND c.deleted_at IS NOT NULL`,
} satisfies Record<Kind, Prisma.Sql>;

const suppressed = (tenant: Tenant, channel: 'email' | 'sms') => Prisma.sql`array(
  SELECT p.address FROM afterjob.contact_points AS p
  WHERE p.organization_id = ${tenant.id}::uuid AND p.channel = ${channel} AND p.suppressed_at IS NOT NULL)`;

const reaches = {
  email: () => Prisma.sql`AND c.email IS NOT NULL`,
  text: () => Prisma.sql`AND c.phone IS NOT NULL`,
  nothing: () => Prisma.sql`AND c.email IS NULL AND c.phone IS NULL`,
  muted: () => Prisma.sql`AND c.muted_at IS NOT NULL`,
  stopped: (tenant: Tenant) => Prisma.sql`AND c.id IN (
    SELECT k.id FROM afterjob_functions.customers_with_keys(${suppressed(tenant, 'email')}, ${suppressed(tenant, 'sms')}) AS k)`,
} satisfies Record<Reach, (tenant: Tenant) => Prisma.Sql>;

const owns = {
  // What a payment said before the invoice was read again counts, too.
  open_invoice: (tenant: Tenant) => Prisma.sql`AND c.id IN (
    SELECT e.customer_id FROM afterjob.entities AS e
    WHERE e.organization_id = ${tenant.id}::uuid AND e.kind = 'invoice' AND e.gone_at IS NULL
      AND e.facts -> 'invoice.balance' > '0' AND e.holds #>> '{invoice_paid,holds}' IS DISTINCT FROM 'true')`,
  journey: (tenant: Tenant) => Prisma.sql`AND c.id IN (
    SELECT e.customer_id FROM afterjob.sequence_enrollments AS e
    WHERE e.organization_id = ${tenant.id}::uuid AND e.status IN ('new', 'active', 'held'))`,
} satisfies Record<Owned, (tenant: Tenant) => Prisma.Sql>;

/** The same as conditions on `customers AS c`; who was erased is nobody's customer. */
export function filterSql(tenant: Tenant, { source, kind, reach, owns: owned }: CustomerFilter): Prisma.Sql {
  return Prisma.sql`AND c.erased_at IS NULL ${source ? Prisma.sql`AND c.source = ${source}` : Prisma.empty}
    ${kind ? kinds[kind] : Prisma.empty}
    ${reach ? reaches[reach](tenant) : Prisma.empty}
    ${owned ? owns[owned](tenant) : Prisma.empty}`;
}
