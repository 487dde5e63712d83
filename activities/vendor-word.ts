import type { DeliveryStatus } from '../channels/channel.ts';
import { crashPoint } from '../crash-points.ts';
import { fromVendor } from '../journeys/statuses.ts';
import { suppress } from '../records/contact-points.ts';
import { lockMessage, moveMessage, noteVendorWord } from '../records/messages.ts';
import type { Dependencies } from './dependencies.ts';
import { fallBack, startFallback } from './fallback.ts';
import { startLetter, watchReputation } from './reputation.ts';

type Message = { organizationId: string; messageId: string; channel: 'email' | 'sms' };
type VendorWord = {
  status: DeliveryStatus;
  vendorId: string;
  code: string | null;
  /** Told by itself, or asked for. */
  source: 'callback' | 'vendor';
};

/** Acts on what a vendor says became of a message. False: it is no message of this organization. */
export async function hearVendor(
  deps: Dependencies,
  { organizationId, messageId, channel }: Message,
  { status, vendorId, code, source }: VendorWord,
): Promise<boolean> {
  const heard = await deps.database.withOrganization(organizationId, async (tenant) => {
    const at = deps.clock();
    const row = await tenant.db.message.findFirst({ where: { id: messageId }, select: { toAddress: true } });
    const about = row?.toAddress ?? null;
    crashPoint('callback-taken', about);
    const reason = refusalOf(status, code);
    // The address before the message: the order in which a claim locks them.
    if (reason && about) await suppress(tenant, { channel, address: about, reason, source: 'vendor' }, at);
    if (!(await lockMessage(tenant, messageId))) return null;
    const news = fromVendor[status];
    if (news) {
      const why = news === 'failed' ? `not_delivered${code ? `:${code}` : ''}` : reason;
      await moveMessage(tenant, messageId, { status: news, source, reason: why, code, vendorId }, at);
    } else await noteVendorWord(tenant, messageId, status, at);
    crashPoint('inside-callback', about);
    const bad = status === 'bounced' || status === 'complained' || status === 'failed';
    const cannot = status === 'bounced' || status === 'failed' ? { status, code } : null;
    return {
      about,
      letter: bad ? await watchReputation(deps, tenant, channel) : null,
      fallback: cannot && (await fallBack(deps, tenant, messageId, cannot)),
    };
  });
  if (!heard) return false;
  crashPoint('after-callback', heard.about);
  await startLetter(deps, organizationId, heard.letter);
  await startFallback(deps, organizationId, heard.fallback);
  return true;
}

/** News after which nothing more is sent there. A mailbox that is only full may be there tomorrow. */
function refusalOf(status: DeliveryStatus, code: string | null): string | null {
  if (status === 'complained') return 'complained';
  if (status === 'suppressed') return 'suppressed';
  return status === 'bounced' && code !== 'transient' ? 'bounced' : null;
}
