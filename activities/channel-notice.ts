import * as z from 'zod';
import { fromVendor } from '../journeys/statuses.ts';
import type { Cause } from '../records/causes.ts';
import { type FinishedDelivery, finishDelivery, type TakenDelivery, takeDeliveries } from '../records/deliveries.ts';
import { followConsent } from '../records/followed-consent.ts';
import { receiveInbound, takeReply } from '../records/inbound.ts';
import { findMessageOwner, findSenderOwner } from '../records/routes.ts';
import { findAccountOwner } from '../records/sender-accounts.ts';
import { answerByText } from './answer-by-text.ts';
import type { Dependencies } from './dependencies.ts';
import { nudgeEnrollments } from './record-for-enrollments.ts';
import { tellTeam } from './tell-team.ts';
import { hearVendor } from './vendor-word.ts';

const instant = z.iso
  .datetime()
  .nullable()
  .transform((text) => (text === null ? null : new Date(text)));

const account = z.string().nullish();
const statusNotice = z.object({
  kind: z.literal('status'),
  account,
  vendorId: z.string(),
  messageId: z.string().nullable(),
  status: z.enum(Object.keys(fromVendor) as [keyof typeof fromVendor]),
  occurredAt: instant,
  code: z.string().nullable(),
});
const inboundNotice = z.object({
  kind: z.literal('inbound'),
  account,
  vendorId: z.string(),
  from: z.string(),
  to: z.string(),
  service: z.string().nullish(),
  text: z.string(),
  media: z.int().default(0),
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
  deps: Dependencies,
  channel: ChannelName,
  { account, vendorId, messageId, status, code }: z.infer<typeof statusNotice>,
): Promise<Finished> {
  const owner = await findMessageOwner(deps.database, channel, vendorId, messageId);
  if (!owner) return lost('no message of ours');
  if (!(await maySpeakOf(deps, channel, account, owner.organizationId))) return lost('a message of another account');
  const heard = await hearVendor(deps, { ...owner, channel }, { status, vendorId, code, source: 'callback' });
  return heard ? done(owner.organizationId) : lost('no message of ours');
}

async function takeInbound(
  deps: Dependencies,
  channel: ChannelName,
  notice: z.infer<typeof inboundNotice>,
): Promise<Finished> {
  const { database, clock, settings, temporal, log } = deps;
  const organizationId =
    (await findSenderOwner(database, channel, notice.to)) ??
    (notice.service ? await findSenderOwner(database, channel, notice.service) : null);
  if (!organizationId) return lost('no sender of ours');
  if (!(await maySpeakOf(deps, channel, notice.account, organizationId))) return lost('a sender of another account');
  const inbound = { ...notice, channel };
  const taken = await database.withOrganization(organizationId, async (tenant) => {
    const received = await receiveInbound(tenant, inbound, clock());
    if (!received) return null;
    const answered = await answerByText(tenant, deps, inbound, received);
    if (answered) {
      const { enrollmentId, wake, notices } = answered;
      return { enrollmentIds: wake ? [] : [enrollmentId], notices, resumed: wake };
    }
    const followed = await followConsent(tenant, inbound, received, clock());
    const enrollmentIds = await takeReply(tenant, received, inbound, clock());
    const notices = await tellTeam(tenant, inbound, received, settings, clock());
    const resumed = followed.released ? { kind: 'review', scope: followed.released } : null;
    return { enrollmentIds, notices: [...followed.messages, ...notices], resumed };
  });
  if (!taken) return done(organizationId, 'kept before');
  await nudgeEnrollments(deps, taken.enrollmentIds);
  // What is not started here is started by the reconciler.
  const started = await Promise.allSettled(
    taken.notices.map((message) => temporal.startMessage({ organizationId, ...message })),
  );
  if (taken.resumed) await resume(deps, organizationId, taken.resumed);
  const failed = started.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) log.warn({ failed }, 'answers and notices to the team were not started; they are picked up later');
  return done(organizationId);
}

/** Who holds the token of an account of its own can sign anything: it is heard about its own organization only. */
async function maySpeakOf(
  { database, channels }: Dependencies,
  channel: ChannelName,
  account: string | null | undefined,
  organizationId: string,
): Promise<boolean> {
  if (!account || account === channels[channel]?.vendorAccount) return true;
  return (await findAccountOwner(database, channel, account)) === organizationId;
}

/** Whoever waits for it looks again within hours when this fails. */
async function resume({ temporal, log }: Dependencies, organizationId: string, { kind, scope }: Cause): Promise<void> {
  await temporal.startResume({ organizationId, reason: kind, scope }).catch((error: unknown) => {
    log.warn({ err: error, organizationId }, 'Who waited for an answer was not told; they look again by themselves');
  });
}

function parse(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
