import { Prisma } from '../prisma/generated/client.ts';
import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

export type Conversation = {
  id: string;
  channel: 'email' | 'sms';
  address: string;
  customer: { id: string; name: string } | null;
  unread: boolean;
  /** The message of which somebody has to say what was meant; null: there is none. */
  question: string | null;
  last: { direction: 'in' | 'out'; text: string | null; media: number } | null;
  lastAt: Date;
};

type Arrived = Contact & { customerId: string | null; isReply: boolean };

/** The thread of an address, made with the first message from there. Only a reply makes it unread. */
export async function openConversation(
  tenant: Tenant,
  { channel, address, customerId, isReply }: Arrived,
  at: Date,
): Promise<string> {
  const inboundAt = isReply ? at : null;
  const [row] = await tenant.db.$queryRaw<{ id: string }[]>`
    INSERT INTO afterjob.conversations AS c (organization_id, channel, address, customer_id, last_at, last_inbound_at)
    VALUES (${tenant.id}::uuid, ${channel}, ${address}, ${customerId}::uuid, ${at}, ${inboundAt}::timestamptz)
    ON CONFLICT (organization_id, channel, address) DO UPDATE SET
      customer_id = coalesce(EXCLUDED.customer_id, c.customer_id),
      last_at = greatest(EXCLUDED.last_at, c.last_at),
      last_inbound_at = greatest(EXCLUDED.last_inbound_at, c.last_inbound_at)
    RETURNING id`;
  if (!row) throw new Error('A conversation was not written');
  return row.id;
}

type Search = {
  unread: boolean;
  customerId: string | null;
  before: { value: string; id: string } | null;
  limit: number;
};

/** Conversations, the one that moved last first. */
export async function listConversations(
  tenant: Tenant,
  { unread, customerId, before, limit }: Search,
): Promise<Conversation[]> {
  return read(
    tenant,
    Prisma.sql`${unread ? Prisma.sql`${isUnread}` : Prisma.sql`true`}
      ${customerId ? Prisma.sql`AND c.customer_id = ${customerId}::uuid` : Prisma.empty}
      ${before ? Prisma.sql`AND (c.last_at, c.id) < (${new Date(before.value)}, ${before.id}::uuid)` : Prisma.empty}`,
    limit,
  );
}

/** One conversation; null when it is not this organization's. */
export async function findConversation(tenant: Tenant, id: string): Promise<Conversation | null> {
  const [row] = await read(tenant, Prisma.sql`c.id = ${id}::uuid`, 1);
  return row ?? null;
}

/** How many want to be read. */
export async function countUnread(tenant: Tenant): Promise<number> {
  const [row] = await tenant.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM afterjob.conversations AS c
    WHERE c.organization_id = ${tenant.id}::uuid AND ${isUnread}`;
  return row?.count ?? 0;
}

/** Somebody of the business has seen it up to now. Returns false when there is none. */
export async function readConversation(tenant: Tenant, id: string, at: Date): Promise<boolean> {
  const { count } = await tenant.db.conversation.updateMany({ where: { id }, data: { readAt: at } });
  return count > 0;
}

const isUnread = Prisma.sql`c.last_inbound_at IS NOT NULL AND (c.read_at IS NULL OR c.read_at < c.last_inbound_at)`;

type Row = Omit<Conversation, 'customer' | 'last'> & {
  customerId: string | null;
  customerName: string | null;
  direction: 'in' | 'out' | null;
  text: string | null;
  media: number | null;
};

async function read(tenant: Tenant, where: Prisma.Sql, limit: number): Promise<Conversation[]> {
  const rows = await tenant.db.$queryRaw<Row[]>`
    SELECT c.id, c.channel, c.address, ${isUnread} AS unread, c.last_at AS "lastAt",
      own.id AS "customerId", own.name AS "customerName", l.direction, l.text, l.media,
      (SELECT i.id FROM afterjob.inbound_messages AS i WHERE i.organization_id = c.organization_id
        AND i.channel = c.channel AND i.from_address = c.address AND i.meaning = 'unclear' AND i.decided_at IS NULL
        ORDER BY i.received_at DESC LIMIT 1) AS question
    FROM afterjob.conversations AS c
    LEFT JOIN afterjob.customers AS own ON own.organization_id = c.organization_id AND own.id = c.customer_id
    LEFT JOIN LATERAL (
      (SELECT 'in' AS direction, i.body AS text, i.media, i.received_at AS at FROM afterjob.inbound_messages AS i
        WHERE i.organization_id = c.organization_id AND i.channel = c.channel AND i.from_address = c.address
        ORDER BY i.received_at DESC LIMIT 1)
      UNION ALL
      (SELECT 'out', m.body_text, 0, m.created_at FROM afterjob.messages AS m
        WHERE m.organization_id = c.organization_id AND m.channel = c.channel AND m.to_address = c.address
          AND m.kind = 'answer'
        ORDER BY m.created_at DESC LIMIT 1)
      ORDER BY at DESC LIMIT 1
    ) AS l ON true
    WHERE c.organization_id = ${tenant.id}::uuid AND ${where}
    ORDER BY c.last_at DESC, c.id DESC LIMIT ${limit}`;
  return rows.map(({ customerId, customerName, direction, text, media, ...row }) => ({
    ...row,
    customer: customerId === null ? null : { id: customerId, name: customerName ?? '' },
    last: direction && { direction, text, media: media ?? 0 },
  }));
}
