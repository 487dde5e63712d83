import * as z from 'zod';
import { fromVendor } from '../journeys/statuses.ts';
import { suppress } from '../records/contact-points.ts';
import { type FinishedDelivery, finishDelivery, type TakenDelivery, takeDeliveries } from '../records/deliveries.ts';
import { receiveInbound } from '../records/inbound.ts';
import { lockMessage, moveMessage, noteVendorWord } from '../records/messages.ts';
import { findMessageOwner, findSenderOwner } from '../records/routes.ts';
import type { Dependencies } from './dependencies.ts';

const instant = z.iso
  .datetime()
  .nullable()
  .transform((text) => (text === null ? null : new Date(text)));

const statusNotice = z.object({
  kind: z.literal('status'),
  vendorId: z.string(),
  messageId: z.string().nullable(),
  status: z.enum(Object.keys(fromVendor) as [keyof typeof fromVendor]),
  occurredAt: instant,
  code: z.string().nullable(),
});
const inboundNotice = z.object({
  kind: z.literal('inbound'),
  vendorId: z.string(),
  from: z.string(),
  to: z.string(),
  service: z.string().nullish(),
  text: z.string(),
  consent: z.enum(['stop', 'start', 'help']).nullable(),
  occurredAt: instant,
});
const noticeSchema = z.discriminatedUnion('kind', [statusNotice, inboundNotice]);

type ChannelName = 'email' | 'sms';
type Finished = Pick<FinishedDelivery, 'status' | 'reason' | 'organizationId'>;

const lost = (reason: string): Finished => ({ status: 'unknown_account', reason, organizationId: null });
const done = (organizationId: string, reason: string | null = null): Finished => ({
  status: 'processed',
  reason,
  organizationId,
});

/** Takes what a channel told about one message, or a message from a customer, and acts on it. */
export function createChannelNoticeActivities(deps: Dependencies) {
  return {
    /** True when a notice arrived again while it was taken in. */
    async takeChannelNotices({ source, lane }: { source: string; lane: string }): Promise<boolean> {
      const channel: ChannelName = source === 'channel:email' ? 'email' : 'sms';
      let open = false;
      for (const delivery of await takeDeliveries(deps.database, lane, deps.clock())) {
        const finished = await takeOne(deps, channel, delivery);
        const closed = await finishDelivery(
          deps.database,
          { id: delivery.id, connectionId: null, ...finished },
          deps.clock(),
        );
        open ||= !closed;
      }
      return open;
    },
  };
}

async function takeOne(deps: Dependencies, channel: ChannelName, delivery: TakenDelivery): Promise<Finished> {
  const notice = noticeSchema.safeParse(parse(delivery.body));
  if (!notice.success) return { status: 'unreadable', reason: 'not a notice of ours', organizationId: null };
  return notice.data.kind === 'status'
    ? takeStatus(deps, channel, notice.data)
    : takeInbound(deps, channel, notice.data);
}

async function takeStatus(
  { database, clock }: Dependencies,
  channel: ChannelName,
  { vendorId, messageId, status, code }: z.infer<typeof statusNotice>,
): Promise<Finished> {
  const owner = await findMessageOwner(database, channel, vendorId, messageId);
  if (!owner) return lost('no message of ours');
  return database.withOrganization(owner.organizationId, async (tenant) => {
    const at = clock();
    const row = await tenant.db.message.findFirst({ where: { id: owner.messageId }, select: { toAddress: true } });
    const reason = refusalOf(status, code);
    // The address before the message: the order in which a claim locks them.
    if (reason && row?.toAddress) {
      await suppress(tenant, { channel, address: row.toAddress, reason, source: 'vendor' }, at);
    }
    const known = await lockMessage(tenant, owner.messageId);
    if (!known) return lost('no message of ours');
    const news = fromVendor[status];
    if (news) {
      const why = news === 'failed' ? `not_delivered${code ? `:${code}` : ''}` : reason;
      await moveMessage(tenant, owner.messageId, { status: news, source: 'callback', reason: why, code, vendorId }, at);
    } else await noteVendorWord(tenant, owner.messageId, status, at);
    return done(owner.organizationId);
  });
}

/** News after which nothing more is sent there. A mailbox that is only full may be there tomorrow. */
function refusalOf(status: keyof typeof fromVendor, code: string | null): string | null {
  if (status === 'complained') return 'complained';
  if (status === 'suppressed') return 'suppressed';
  return status === 'bounced' && code !== 'transient' ? 'bounced' : null;
}

async function takeInbound(
  { database, clock }: Dependencies,
  channel: ChannelName,
  notice: z.infer<typeof inboundNotice>,
): Promise<Finished> {
  const organizationId =
    (await findSenderOwner(database, channel, notice.to)) ??
    (notice.service ? await findSenderOwner(database, channel, notice.service) : null);
  if (!organizationId) return lost('no sender of ours');
  const received = await database.withOrganization(organizationId, (tenant) =>
    receiveInbound(tenant, { ...notice, channel }, clock()),
  );
  return done(organizationId, received ? null : 'kept before');
}

function parse(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
