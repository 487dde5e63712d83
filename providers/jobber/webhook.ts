import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { AccountNotice, EntityRef, Notice, WebhookRequest } from '../provider.ts';
import { readKinds } from './events.ts';

/** base64(HMAC-SHA256(client secret, raw body)); the header carries no time, so replays are met by deduplication. */
export function verifyWebhook(clientSecret: string, { headers, body }: WebhookRequest): boolean {
  const given = headers['x-jobber-hmac-sha256'];
  if (typeof given !== 'string' || !Buffer.isBuffer(body)) return false;
  // Compared as text: a lenient base64 decoder would accept more than one spelling.
  const expected = Buffer.from(createHmac('sha256', clientSecret).update(body).digest('base64'));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

// Ids are opaque, but printable: what a database could not even store is not an id.
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const eventShape = z.object({
  data: z.object({
    webHookEvent: z.object({
      topic: z
        .string()
        .transform((topic) => topic.toUpperCase())
        .pipe(z.string().regex(/^[A-Z][A-Z_]{0,63}$/)),
      accountId: id,
      itemId: id.nullish().catch(null),
      occurredAt: z.string().max(64).optional().catch(undefined),
      // Apps made before 2023-12-08 get this spelling.
      occuredAt: z.string().max(64).optional().catch(undefined),
    }),
  }),
});

const hash = (...parts: (string | Buffer)[]) => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
};

const unreadable = (body: Buffer, reason: string): Notice[] => [
  { readable: false, dedupeKey: hash('unreadable', body), reason },
];

/** One event a request. There is no delivery id: account, topic, item and time make one. */
export function readWebhook({ body }: WebhookRequest): Notice[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return unreadable(body, 'not JSON');
  }
  const parsed = eventShape.safeParse(json);
  if (!parsed.success)
    return unreadable(body, `unexpected shape at ${parsed.error.issues[0]?.path.join('.') || 'top'}`);
  const { topic, accountId, itemId, occurredAt, occuredAt } = parsed.data.data.webHookEvent;
  const said = occurredAt ?? occuredAt;
  const when = instantOf(said);
  const dedupeKey = hash(accountId, topic, itemId ?? '', when?.toISOString() ?? said ?? '');
  return [{ readable: true, topic, accountId, entity: entityOf(topic, itemId ?? null), occurredAt: when, dedupeKey }];
}

const earliest = Date.UTC(2010, 0);
const latest = Date.UTC(2200, 0);

function instantOf(text: string | undefined): Date | null {
  const ms = Date.parse(text ?? '');
  return ms >= earliest && ms < latest ? new Date(ms) : null;
}

/** `JOB_CLOSED` is about a job, `APP_DISCONNECT` about the account itself. */
function entityOf(topic: string, itemId: string | null): EntityRef | null {
  if (itemId === null || topic.startsWith('APP_')) return null;
  const noun = topic.replace(/_[A-Z]+$/, '').toLowerCase();
  return { kind: noun, id: itemId };
}

export function accountNotice(topic: string): AccountNotice {
  if (topic === 'APP_DISCONNECT') return 'disconnected';
  return topic === 'APP_CONNECT' ? 'connected' : null;
}

export const concerns = ({ entity }: { entity: EntityRef | null }): EntityRef[] =>
  entity && readKinds.has(entity.kind) ? [entity] : [];
