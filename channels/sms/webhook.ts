import { createHash } from 'node:crypto';
import twilio from 'twilio';
import type { ChannelNotice, ChannelRequest, DeliveryStatus } from '../channel.ts';
import { consentOf } from './keywords.ts';

/** Checks Twilio's signature over the public address and the form's fields. */
export function verifyWebhook(request: ChannelRequest, authToken: string): boolean {
  try {
    const signature = header(request, 'x-twilio-signature');
    return signature !== null && twilio.validateRequest(authToken, signature, request.url, fieldsOf(request.body));
  } catch {
    return false;
  }
}

/** The account that a request says it comes from: it picks the token, and is believed once that token has signed it. */
export function accountOf(request: ChannelRequest): string | null {
  const sid = new URLSearchParams(request.body.toString('utf8')).get('AccountSid');
  return sid !== null && /^AC[0-9a-fA-F]{32}$/.test(sid) ? sid : null;
}

const statusOf: Record<string, DeliveryStatus | undefined> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** Twilio's word on a message in ours; an unknown word is null. */
export function toStatus(word: string, code: string | null): DeliveryStatus | null {
  const status = statusOf[word] ?? null;
  // The recipient has opted out at the carrier or at Twilio, and we hear of it only now.
  return status === 'failed' && code === '21610' ? 'suppressed' : status;
}

/** The notice of a verified request: a status callback, or a message from a customer. */
export function readWebhook(request: ChannelRequest): ChannelNotice[] {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const vendorId = form.get('MessageSid') ?? form.get('SmsSid') ?? '';
  const word = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
  const token = header(request, 'i-twilio-idempotency-token');
  const dedupeKey =
    token ?? (vendorId ? `${vendorId}:${word}` : createHash('sha256').update(request.body).digest('hex'));
  const unreadable = (reason: string): ChannelNotice[] => [{ kind: 'unreadable', dedupeKey, reason }];
  const sid = accountOf(request);
  const account = sid === null ? null : `twilio:${sid}`;
  if (!/^(SM|MM)[0-9a-zA-Z]{1,64}$/.test(vendorId)) return unreadable('no_message_sid');

  if (form.has('Body') || word === 'received') {
    const [from, to, text] = [form.get('From'), form.get('To'), form.get('Body') ?? ''];
    if (!from || !to) return unreadable('no_numbers');
    const consent = optOutType(form.get('OptOutType')) ?? consentOf(text);
    const service = form.get('MessagingServiceSid');
    const media = mediaOf(form.get('NumMedia'));
    return [
      { kind: 'inbound', account, dedupeKey, vendorId, from, to, service, text, media, consent, occurredAt: null },
    ];
  }
  const code = form.get('ErrorCode') || null;
  const status = toStatus(word, code);
  if (!status) return unreadable('unknown_status');
  return [
    {
      kind: 'status',
      account,
      dedupeKey,
      vendorId,
      messageId: messageIdOf(request.url),
      status,
      occurredAt: null,
      code,
    },
  ];
}

/** Twilio takes ten at most. */
const mediaOf = (count: string | null): number => (/^\d{1,2}$/.test(count ?? '') ? Number(count) : 0);

function optOutType(value: string | null) {
  if (value === 'STOP') return 'stop';
  if (value === 'START') return 'start';
  return value === 'HELP' ? 'help' : null;
}

/** Our own id stands in the callback's address, which is part of what is signed. */
function messageIdOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).searchParams.get('m') : null;
}

/** A field that comes twice is a list, as Twilio signs it. */
function fieldsOf(body: Buffer): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  const form = new URLSearchParams(body.toString('utf8'));
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return fields;
}

function header(request: ChannelRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
