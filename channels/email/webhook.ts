import { isUtf8 } from 'node:buffer';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { ChannelNotice, ChannelRequest, DeliveryStatus } from '../channel.ts';

const toleranceMs = 5 * 60 * 1000;

/** Checks a Svix signature with any of the secrets; the SDK's own check refuses signed bodies that are not JSON. */
export function verifyWebhook(request: ChannelRequest, secrets: string[], now: Date): boolean {
  try {
    const id = header(request, 'svix-id');
    const timestamp = header(request, 'svix-timestamp');
    const given = header(request, 'svix-signature');
    if (!id || !given || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
    if (Math.abs(now.getTime() - Number(timestamp) * 1000) > toleranceMs) return false;
    const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), request.body]);
    const signatures = given
      .split(' ')
      .filter((part) => part.startsWith('v1,'))
      .map((part) => Buffer.from(part.slice(3)));
    return secrets.some((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      if (key.length === 0) return false;
      const expected = Buffer.from(createHmac('sha256', key).update(signed).digest('base64'));
      return signatures.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
    });
  } catch {
    return false;
  }
}

const noticeSchema = z.object({
  type: z.string(),
  created_at: z.string().optional().catch(undefined),
  data: z.object({
    email_id: z.string().min(1),
    tags: z.record(z.string(), z.string()).optional().catch(undefined),
    bounce: z.object({ type: z.string() }).optional().catch(undefined),
    suppressed: z.object({ type: z.string().optional(), reason: z.string().optional() }).optional().catch(undefined),
    failed: z.object({ reason: z.string() }).optional().catch(undefined),
  }),
});

const statusOf: Record<string, DeliveryStatus | undefined> = {
  'email.scheduled': 'accepted',
  'email.sent': 'sent',
  'email.delivery_delayed': 'sent',
  'email.delivered': 'delivered',
  'email.opened': 'opened',
  'email.clicked': 'clicked',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
};

/** The notice of a verified request. */
export function readWebhook(request: ChannelRequest): ChannelNotice[] {
  const dedupeKey = header(request, 'svix-id') ?? createHash('sha256').update(request.body).digest('hex');
  const unreadable = (reason: string): ChannelNotice[] => [{ kind: 'unreadable', dedupeKey, reason }];
  const body = parse(request.body);
  if (body === undefined) return unreadable('not_json');
  const { data: notice } = noticeSchema.safeParse(body);
  if (!notice) return unreadable('unknown_shape');
  const status = statusOf[notice.type];
  if (!status) return unreadable('unknown_type');
  const { email_id: vendorId, tags } = notice.data;
  const messageId = tags?.message_id ?? null;
  return [
    {
      kind: 'status',
      dedupeKey,
      vendorId,
      messageId,
      status,
      occurredAt: instant(notice.created_at),
      code: codeOf(notice),
    },
  ];
}

/** A bounce says `permanent`, `transient` or `undetermined`; free text of the vendor is not passed on. */
function codeOf({ type, data }: z.infer<typeof noticeSchema>): string | null {
  if (type === 'email.delivery_delayed') return 'delivery_delayed';
  const word = data.bounce?.type ?? data.suppressed?.reason ?? data.suppressed?.type ?? data.failed?.reason ?? null;
  return word !== null && /^[A-Za-z0-9_]{1,60}$/.test(word) ? word.toLowerCase() : null;
}

function parse(body: Buffer): unknown {
  if (!isUtf8(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function instant(text: string | undefined): Date | null {
  const at = new Date(text ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}

function header(request: ChannelRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
