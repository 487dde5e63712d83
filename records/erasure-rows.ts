import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

/** What was said to a person and by them, and what is held about their addresses. */
export async function eraseSpoken(
  tenant: Tenant,
  customerIds: readonly string[],
  contacts: readonly Contact[],
): Promise<void> {
  const { db, id: organizationId } = tenant;
  const ids = [...customerIds];
  const addresses = contacts.map(({ address }) => address.toLowerCase());
  const messages = (
    await db.$queryRaw<{ id: string }[]>`
      UPDATE afterjob.messages SET to_address = NULL, subject = NULL, body_text = NULL, body_html = NULL, headers = '{}',
        truths = '[]', vendor_id = NULL,
        status = CASE WHEN status IN ('rendered', 'review') THEN 'skipped' ELSE status END,
        reason = CASE WHEN status IN ('rendered', 'review') THEN 'erased' ELSE reason END
      WHERE organization_id = ${organizationId}::uuid AND (customer_id = ANY (${ids}::uuid[])
        OR lower(to_address) = ANY (${addresses}::text[])
        OR enrollment_id IN (SELECT e.id FROM afterjob.sequence_enrollments AS e
          WHERE e.organization_id = ${organizationId}::uuid AND e.customer_id = ANY (${ids}::uuid[]))
        OR question_id IN (SELECT q.id FROM afterjob.owner_questions AS q
          JOIN afterjob.sequence_enrollments AS e ON e.organization_id = q.organization_id AND e.id = q.enrollment_id
          WHERE q.organization_id = ${organizationId}::uuid AND e.customer_id = ANY (${ids}::uuid[]))
        OR answers_id IN (SELECT i.id FROM afterjob.inbound_messages AS i
          WHERE i.organization_id = ${organizationId}::uuid AND (i.customer_id = ANY (${ids}::uuid[])
            OR lower(i.from_address) = ANY (${addresses}::text[]))))
      RETURNING id`
  ).map(({ id }) => id);
  await db.$executeRaw`
    UPDATE afterjob.links SET url = 'about:blank'
    WHERE organization_id = ${organizationId}::uuid AND message_id = ANY (${messages}::uuid[])`;
  await db.$executeRaw`
    UPDATE afterjob.inbound_messages SET from_address = 'erased', body = '', vendor_id = 'erased:' || id
    WHERE organization_id = ${organizationId}::uuid AND (customer_id = ANY (${ids}::uuid[])
      OR lower(from_address) = ANY (${addresses}::text[]))`;
  await db.$executeRaw`
    UPDATE afterjob.conversations SET address = 'erased:' || id
    WHERE organization_id = ${organizationId}::uuid AND (customer_id = ANY (${ids}::uuid[])
      OR lower(address) = ANY (${addresses}::text[]))`;
  await eraseAddresses(tenant, contacts);
  await db.$executeRaw`
    UPDATE afterjob.owner_questions AS q SET question = ''
    FROM afterjob.sequence_enrollments AS e
    WHERE q.organization_id = ${organizationId}::uuid AND e.organization_id = q.organization_id
      AND e.id = q.enrollment_id AND e.customer_id = ANY (${ids}::uuid[])`;
}

async function eraseAddresses({ db, id: organizationId }: Tenant, contacts: readonly Contact[]): Promise<void> {
  for (const { channel, address } of contacts) {
    await db.$executeRaw`
      UPDATE afterjob.contact_points SET address = 'erased:' || id
      WHERE organization_id = ${organizationId}::uuid AND channel = ${channel} AND address = ${address}`;
  }
  if (contacts.length === 0) return;
  // A number stands in a form as %2B12025550123.
  const needles = contacts.map(({ address }) => address.replace(/^\+/, ''));
  await db.$queryRaw`SELECT afterjob_functions.erase_arrivals(${needles}::text[])::text`;
}

/** What is kept of their jobs and papers beside ids and times, and the reasons that were drawn from it. */
export async function erasePapers({ db, id: organizationId }: Tenant, customerIds: readonly string[]): Promise<void> {
  const ids = [...customerIds];
  await db.$executeRaw`
    UPDATE afterjob.entities SET facts = '{}', holds = '{}', paper_number = NULL
    WHERE organization_id = ${organizationId}::uuid AND customer_id = ANY (${ids}::uuid[])`;
  await db.$executeRaw`
    UPDATE afterjob.decisions AS d SET detail = '{}' FROM afterjob.events AS e
    WHERE d.organization_id = ${organizationId}::uuid AND e.organization_id = d.organization_id AND e.id = d.event_id
      AND e.customer_id = ANY (${ids}::uuid[])`;
  await db.$executeRaw`
    UPDATE afterjob.events SET facts = '{}'
    WHERE organization_id = ${organizationId}::uuid AND customer_id = ANY (${ids}::uuid[])`;
  await db.$executeRaw`
    UPDATE afterjob.bulk_customers SET detail = '{}'
    WHERE organization_id = ${organizationId}::uuid AND customer_id = ANY (${ids}::uuid[])`;
  await db.customerMatch.deleteMany({
    where: { organizationId, OR: [{ customerA: { in: ids } }, { customerB: { in: ids } }] },
  });
}
