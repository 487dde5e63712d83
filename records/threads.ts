import { Prisma } from '../prisma/generated/client.ts';
import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

/** One line of a thread: what came in, and every message that went out to that address or should have. */
export type ThreadItem = {
  id: string;
  direction: 'in' | 'out';
  at: Date;
  subject: string | null;
  text: string | null;
  /** Of what came in. */
  consent: string | null;
  meaning: string | null;
  decidedAt: Date | null;
  media: number;
  /** Of what went out. */
  kind: string | null;
  status: string | null;
  reason: string | null;
  journeyName: string | null;
};

/** A thread, newest first. What a journey left out is not in it; an answer that was not sent is. */
export function readThread(
  tenant: Tenant,
  { channel, address }: Contact,
  { before, limit }: { before: { value: string; id: string } | null; limit: number },
): Promise<ThreadItem[]> {
  const older = before
    ? Prisma.sql`WHERE (t.at, t.id) < (${new Date(before.value)}, ${before.id}::uuid)`
    : Prisma.empty;
  return tenant.db.$queryRaw<ThreadItem[]>`
    SELECT * FROM (
      SELECT i.id, 'in' AS direction, i.received_at AS at, NULL AS subject, i.body AS text, i.consent, i.meaning,
        i.decided_at AS "decidedAt", i.media, NULL AS kind, NULL AS status, NULL AS reason, NULL AS "journeyName"
      FROM afterjob.inbound_messages AS i
      WHERE i.organization_id = ${tenant.id}::uuid AND i.channel = ${channel} AND i.from_address = ${address}
      UNION ALL
      SELECT m.id, 'out', coalesce(m.first_attempt_at, m.created_at), m.subject, m.body_text, NULL, NULL,
        NULL::timestamptz, 0, m.kind, m.status, m.reason, j.name
      FROM afterjob.messages AS m
      LEFT JOIN afterjob.sequence_enrollments AS e ON e.organization_id = m.organization_id AND e.id = m.enrollment_id
      LEFT JOIN afterjob.journeys AS j ON j.organization_id = e.organization_id AND j.id = e.journey_id
      WHERE m.organization_id = ${tenant.id}::uuid AND m.channel = ${channel} AND m.to_address = ${address}
        AND (m.kind IN ('answer', 'help', 'confirmation')
          OR m.kind = 'journey' AND m.status NOT IN ('rendered', 'skipped'))
    ) AS t ${older}
    ORDER BY t.at DESC, t.id DESC LIMIT ${limit}`;
}

/** The last message because of whose reading nothing is sent there any more; null: there is none. */
export async function lastRefusal(tenant: Tenant, { channel, address }: Contact): Promise<string | null> {
  const row = await tenant.db.inboundMessage.findFirst({
    where: { organizationId: tenant.id, channel, fromAddress: address, meaning: { in: ['wants_out', 'wrong_person'] } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  return row?.id ?? null;
}

/** What they wrote last; null: they never did. */
export function lastInbound(
  tenant: Tenant,
  { channel, address }: Contact,
): Promise<{ id: string; toAddress: string } | null> {
  return tenant.db.inboundMessage.findFirst({
    where: { organizationId: tenant.id, channel, fromAddress: address },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, toAddress: true },
  });
}
