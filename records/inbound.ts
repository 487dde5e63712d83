import { liftSuppression, suppress } from './contact-points.ts';
import type { Tenant } from './database.ts';

export type Inbound = {
  channel: 'email' | 'sms';
  vendorId: string;
  from: string;
  to: string;
  text: string;
  consent: 'stop' | 'start' | 'help' | null;
};

/**
 * Keeps a message from a customer; STOP and START change that number's consent, for this organization only.
 * Returns false when it was kept before.
 */
export async function receiveInbound(tenant: Tenant, inbound: Inbound, at: Date): Promise<boolean> {
  const { channel, vendorId, from, to, consent } = inbound;
  const customer = await tenant.db.customer.findFirst({
    where: { ...(channel === 'sms' ? { phone: from } : { email: from }), deletedAt: null },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    select: { id: true },
  });
  const { count } = await tenant.db.inboundMessage.createMany({
    data: [
      {
        organizationId: tenant.id,
        channel,
        vendorId,
        fromAddress: from,
        toAddress: to,
        // PostgreSQL stores no NUL.
        body: inbound.text.replaceAll('\0', '\ufffd'),
        consent,
        customerId: customer?.id ?? null,
        receivedAt: at,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  const change = { channel, address: from, source: 'inbound' };
  if (consent === 'stop') await suppress(tenant, { ...change, reason: 'stop' }, at);
  if (consent === 'start') await liftSuppression(tenant, { ...change, reason: 'start' }, at);
  return true;
}
