import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { EntityRef, Notice, WebhookRequest } from '../provider.ts';

/** base64(HMAC-SHA256(verifier token, raw body)); each environment of the app has a token of its own. */
export function verifyWebhook(verifierTokens: readonly string[], { headers, body }: WebhookRequest): boolean {
  const given = headers['intuit-signature'];
  if (typeof given !== 'string' || !Buffer.isBuffer(body)) return false;
  const actual = Buffer.from(given);
  const fits = (token: string) => {
    // Compared as text: a lenient base64 decoder would accept more than one spelling.
    const expected = Buffer.from(createHmac('sha256', token).update(body).digest('base64'));
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  };
  return verifierTokens.map(fits).includes(true);
}

// Ids are opaque, but printable: what a database could not even store is not an id.
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const word = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.string().regex(/^[a-z]{1,40}$/));
const time = z.string().max(64).nullish().catch(null);

const cloudEvent = z.object({
  id,
  type: z.string().regex(/^qbo\.[a-z]+\.[a-z]+(\.v\d+)?$/i),
  time,
  intuitentityid: id,
  intuitaccountid: id,
  data: z.object({ deletedid: id.nullish().catch(null) }).catch({}),
});
const legacyEntity = z.object({
  name: word,
  id,
  operation: word,
  lastUpdated: time,
  deletedId: id.nullish().catch(null),
});
const legacyBody = z.object({ eventNotifications: z.array(z.unknown()) });
const legacyCompany = z.object({ realmId: id, dataChangeEvent: z.object({ entities: z.array(z.unknown()) }) });

const hash = (...parts: (string | Buffer)[]) => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
};

const unreadable = (about: Buffer | string, reason: string): Notice => ({
  readable: false,
  dedupeKey: hash('unreadable', about),
  reason,
});

const unexpected = (part: unknown, error: z.ZodError): Notice =>
  unreadable(JSON.stringify(part) ?? '', `unexpected shape at ${error.issues[0]?.path.join('.') || 'top'}`);

/** Several companies and up to a hundred events a request; a malformed one is a notice of its own. */
export function readWebhook({ body }: WebhookRequest): Notice[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return [unreadable(body, 'not JSON')];
  }
  if (Array.isArray(json)) return json.flatMap(ofCloudEvent);
  const legacy = legacyBody.safeParse(json);
  // One CloudEvent outside of a list is what the format's own rules call a single event.
  return legacy.success ? legacy.data.eventNotifications.flatMap(ofLegacyCompany) : ofCloudEvent(json);
}

function ofCloudEvent(part: unknown): Notice[] {
  const parsed = cloudEvent.safeParse(part);
  if (!parsed.success) return [unexpected(part, parsed.error)];
  const { id: eventId, type, time: said, intuitaccountid: accountId, intuitentityid, data } = parsed.data;
  const [, name = '', operation = ''] = type.toLowerCase().split('.');
  return noticesOf({
    accountId,
    name,
    operation,
    entityId: intuitentityid,
    deletedId: data.deletedid ?? null,
    occurredAt: instantOf(said),
    key: [accountId, eventId],
  });
}

function ofLegacyCompany(part: unknown): Notice[] {
  const parsed = legacyCompany.safeParse(part);
  if (!parsed.success) return [unexpected(part, parsed.error)];
  const { realmId, dataChangeEvent } = parsed.data;
  return dataChangeEvent.entities.flatMap((entity) => {
    const read = legacyEntity.safeParse(entity);
    if (!read.success) return [unexpected([realmId, entity], read.error)];
    const { name, id: entityId, operation, lastUpdated, deletedId } = read.data;
    const occurredAt = instantOf(lastUpdated);
    const key = [realmId, name, entityId, operation, occurredAt?.toISOString() ?? lastUpdated ?? ''];
    return noticesOf({ accountId: realmId, name, operation, entityId, deletedId: deletedId ?? null, occurredAt, key });
  });
}

type Event = {
  accountId: string;
  name: string;
  operation: string;
  entityId: string;
  deletedId: string | null;
  occurredAt: Date | null;
  key: string[];
};

/** A merge is told of both: the customer that is left, and the one that went up in it. */
function noticesOf({ accountId, name, operation, entityId, deletedId, occurredAt, key }: Event): Notice[] {
  const topic = `${name}.${operations[operation] ?? operation}`;
  const notice = (id: string, ...more: string[]): Notice => ({
    readable: true,
    topic,
    accountId,
    entity: { kind: kinds[name] ?? name, id },
    occurredAt,
    dedupeKey: hash(...key, ...more),
  });
  return [notice(entityId), ...(deletedId && deletedId !== entityId ? [notice(deletedId, 'deleted', deletedId)] : [])];
}

/** The two formats spell them differently, and of voiding even the new one's spelling is not sure. */
const operations: Record<string, string> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  merge: 'merged',
  void: 'voided',
  email: 'emailed',
};

const kinds: Record<string, string> = { customer: 'client', estimate: 'quote' };

const earliest = Date.UTC(2010, 0);
const latest = Date.UTC(2200, 0);

/** The vendor's times may have nine digits behind the second. */
function instantOf(text: string | null | undefined): Date | null {
  const ms = Date.parse((text ?? '').replace(/(\.\d{3})\d+/, '$1'));
  return ms >= earliest && ms < latest ? new Date(ms) : null;
}

const read = new Set(['client', 'invoice', 'payment', 'quote']);

export const concerns = ({ entity }: { entity: EntityRef | null }): EntityRef[] =>
  entity && read.has(entity.kind) ? [entity] : [];
