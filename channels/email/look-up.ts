import type { Resend } from 'resend';
import * as z from 'zod';
import { type DeliveryStatus, type Looked, OutcomeUnknown, type Outgoing } from '../channel.ts';
import { toChannelError } from './refusals.ts';

const knownSchema = z.object({
  id: z.string().min(1),
  created_at: z.string(),
  last_event: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  tags: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .optional()
    .catch(undefined),
});
const pageSchema = z.object({ data: z.array(knownSchema), has_more: z.boolean() });

/** As many pages of a hundred as one question may cost. */
const pagesAtMost = 10;

const statusOf: Record<string, DeliveryStatus | undefined> = {
  queued: 'accepted',
  scheduled: 'accepted',
  sent: 'sent',
  delivery_delayed: 'sent',
  delivered: 'delivered',
  // Whoever opened it has it; opening itself steers nothing.
  opened: 'delivered',
  clicked: 'clicked',
  bounced: 'bounced',
  complained: 'complained',
  failed: 'failed',
  canceled: 'failed',
  suppressed: 'suppressed',
};

export async function lookUp(resend: Resend, vendorId: string, signal: AbortSignal): Promise<Looked | null> {
  const known = await read(resend, vendorId, signal);
  return known && asLooked(known);
}

/** The newest are listed page by page; which of them is ours is told by the id that we tagged it with. */
export async function sentTo(
  resend: Resend,
  { id, to, subject }: Outgoing,
  since: Date,
  signal: AbortSignal,
): Promise<Looked[]> {
  let after: string | undefined;
  for (let page = 0; page < pagesAtMost; page++) {
    const { data, error, headers } = await resend.emails.list({ limit: 100, ...(after && { after }) }, { signal });
    if (error) throw toChannelError(error, headers, false);
    const parsed = pageSchema.safeParse(data);
    if (!parsed.success) throw new OutcomeUnknown('Resend gave no readable list.');
    for (const one of parsed.data.data) {
      if (!one.to.some((address) => to.includes(address)) || one.subject !== (subject ?? '')) continue;
      const known = await read(resend, one.id, signal);
      if (known?.tags?.some(({ name, value }) => name === 'message_id' && value === id)) return [asLooked(known)];
    }
    const last = parsed.data.data.at(-1);
    if (!parsed.data.has_more || !last || instant(last.created_at) < since) break;
    after = last.id;
  }
  return [];
}

async function read(resend: Resend, vendorId: string, signal: AbortSignal) {
  const { data, error, headers } = await resend.emails.get(vendorId, { signal });
  if (error?.name === 'not_found') return null;
  if (error) throw toChannelError(error, headers, false);
  const known = knownSchema.safeParse(data);
  if (!known.success) throw new OutcomeUnknown('Resend gave no readable email.');
  return known.data;
}

const asLooked = ({ id, last_event, created_at }: z.infer<typeof knownSchema>): Looked => ({
  vendorId: id,
  status: statusOf[last_event] ?? 'accepted',
  code: null,
  at: instant(created_at),
});

/** As Resend writes it: 2026-11-23 10:00:00.000+00, or ISO. */
const instant = (text: string): Date => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
