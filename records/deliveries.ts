import { createHash } from 'node:crypto';
import type { ChannelNotice } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Notice } from '../providers/provider.ts';
import type { Database } from './database.ts';

export type InboxNotice = Notice | ChannelNotice;

/** One verified request. `source`: a provider's key, or `channel:email`, `channel:sms`. */
export type InboxRequest = { source: string; contentType: string | null; body: Buffer; notices: InboxNotice[] };

/** A delivery as it stands after storing. `lane` is the id of the workflow that processes it. */
export type StoredDelivery = { id: string; source: string; lane: string; status: string };

export type TakenDelivery = {
  id: string;
  source: string;
  topic: string | null;
  accountId: string | null;
  entity: { kind: string; id: string } | null;
  occurredAt: Date | null;
  receivedAt: Date;
  /** What a channel notice says, as JSON; null for providers, whose notices carry ids only. */
  body: Buffer | null;
  /** Null until the account is bound to a connection. */
  organizationId: string | null;
  connectionId: string | null;
};

const longestId = 500;

/** Stores the notices of several requests in one statement. Equal notices are folded: a statement may not hit a row twice. */
export async function storeDeliveries(
  database: Database,
  requests: readonly InboxRequest[],
  at: Date,
): Promise<StoredDelivery[][]> {
  const raw = new Map<string, { id: Buffer; request: InboxRequest }>();
  const rows = new Map<string, Row>();
  const keysOf = requests.map((request) => {
    const id = sha256(request.source, '\0', request.body);
    raw.set(id.toString('hex'), { id, request });
    return request.notices.map((notice) => {
      const row = toRow(request.source, id, notice);
      const key = `${row.source}\0${row.dedupeKey}`;
      if (!rows.has(key)) rows.set(key, row);
      return key;
    });
  });
  // In the order of their keys, so that two statements with the same rows cannot wait for each other.
  const ordered = [...rows.values()].sort((a, b) => (a.dedupeKey < b.dedupeKey ? -1 : 1));
  const bodies = [...raw.values()].sort((a, b) => Buffer.compare(a.id, b.id));
  const stored = await database.call<StoredDelivery & { dedupe_key: string }>(
    'SELECT id, source, lane, status, dedupe_key FROM afterjob_functions.store_deliveries($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)',
    [
      at,
      bodies.map((entry) => entry.id),
      bodies.map((entry) => entry.request.source),
      bodies.map((entry) => entry.request.contentType),
      bodies.map((entry) => entry.request.body),
      ordered.map((row) => row.source),
      ordered.map((row) => row.dedupeKey),
      ordered.map((row) => row.lane),
      ordered.map((row) => row.topic),
      ordered.map((row) => row.accountId),
      ordered.map((row) => row.entityKind),
      ordered.map((row) => row.entityId),
      ordered.map((row) => row.occurredAt),
      ordered.map((row) => row.body),
      ordered.map((row) => row.requestId),
      ordered.map((row) => row.status),
      ordered.map((row) => row.reason),
    ],
  );
  const byKey = new Map<string, StoredDelivery>(
    stored.map(({ dedupe_key, ...delivery }) => [`${delivery.source}\0${dedupe_key}`, delivery]),
  );
  return keysOf.map((keys) =>
    [...new Set(keys)].flatMap((key) => {
      const delivery = byKey.get(key);
      return delivery ? [delivery] : [];
    }),
  );
}

export type Inbox = {
  /** Resolves once the request is safe; several requests of one tick share one statement. */
  store(source: string, contentType: string | null, body: Buffer, notices: InboxNotice[]): Promise<StoredDelivery[]>;
};

type Waiting = {
  request: InboxRequest;
  resolve(stored: StoredDelivery[]): void;
  reject(error: unknown): void;
};

/** Statements that write at once: what arrives meanwhile shares the next one, so a storm makes few big commits. */
const writers = 2;

/** The writer that the API uses: groups what arrives in one tick or while it writes; when a group fails, each goes alone. */
export function createInbox(database: Database, clock: Clock, groupLimit = 200): Inbox {
  const waiting: Waiting[] = [];
  let writing = 0;
  const flush = async (group: Waiting[]): Promise<void> => {
    try {
      const stored = await storeDeliveries(
        database,
        group.map((entry) => entry.request),
        clock(),
      );
      group.forEach((entry, index) => {
        entry.resolve(stored[index] ?? []);
      });
    } catch (error) {
      if (group.length > 1) await Promise.all(group.map((entry) => flush([entry])));
      else for (const entry of group) entry.reject(error);
    }
  };
  const write = (): void => {
    while (writing < writers && waiting.length > 0) {
      writing++;
      void flush(waiting.splice(0, groupLimit)).finally(() => {
        writing--;
        write();
      });
    }
  };
  return {
    store: (source, contentType, body, notices) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(write);
        waiting.push({ request: { source, contentType, body, notices }, resolve, reject });
      }),
  };
}

/** Takes every open delivery of a lane, oldest first, with the connection that its account is bound to. */
export async function takeDeliveries(database: Database, lane: string, at: Date): Promise<TakenDelivery[]> {
  const rows = await database.call<{
    id: string;
    source: string;
    topic: string | null;
    account_id: string | null;
    entity_kind: string | null;
    entity_id: string | null;
    occurred_at: Date | null;
    received_at: Date;
    body: Buffer | null;
    organization_id: string | null;
    connection_id: string | null;
  }>('SELECT * FROM afterjob_functions.take_deliveries($1, $2)', [lane, at]);
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    topic: row.topic,
    accountId: row.account_id,
    entity: row.entity_kind && row.entity_id ? { kind: row.entity_kind, id: row.entity_id } : null,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    body: row.body,
    organizationId: row.organization_id,
    connectionId: row.connection_id,
  }));
}

export type FinishedDelivery = {
  id: string;
  status: 'processed' | 'unknown_account' | 'not_needed' | 'unreadable';
  reason: string | null;
  organizationId: string | null;
  connectionId: string | null;
};

/** Closes a taken delivery; false when a duplicate opened it again in the meantime (then it is taken once more). */
export async function finishDelivery(database: Database, finished: FinishedDelivery, at: Date): Promise<boolean> {
  const [row] = await database.call<{ done: boolean }>(
    'SELECT afterjob_functions.finish_delivery($1, $2, $3, $4, $5, $6) AS done',
    [finished.id, finished.status, finished.reason, finished.organizationId, finished.connectionId, at],
  );
  if (finished.organizationId) database.changed(finished.organizationId, ['events']);
  return row?.done ?? false;
}

/** Deliveries that nobody was told of for too long; they count as told from now on. */
export async function sweepDeliveries(
  database: Database,
  limit: number,
  at: Date,
): Promise<{ id: string; source: string; lane: string }[]> {
  return database.call('SELECT id, source, lane FROM afterjob_functions.sweep_deliveries($1, $2)', [at, limit]);
}

/** The telling failed: the next sweep tells again. */
export async function releaseNudges(database: Database, ids: readonly string[]): Promise<void> {
  await database.call('SELECT afterjob_functions.release_nudges($1)', [ids]);
}

type Row = {
  source: string;
  dedupeKey: string;
  lane: string;
  topic: string | null;
  accountId: string | null;
  entityKind: string | null;
  entityId: string | null;
  occurredAt: Date | null;
  body: Buffer | null;
  requestId: Buffer;
  status: 'received' | 'unreadable';
  reason: string | null;
};

function toRow(source: string, requestId: Buffer, notice: InboxNotice): Row {
  const dedupeKey = boundedKey(notice.dedupeKey);
  const base = {
    source,
    dedupeKey,
    requestId,
    topic: null,
    accountId: null,
    entityKind: null,
    entityId: null,
    occurredAt: null,
    body: null,
    reason: null,
  };
  const unreadable = (reason: string): Row => ({
    ...base,
    lane: lane(source, dedupeKey),
    status: 'unreadable',
    reason: storable(reason).slice(0, longestId),
  });
  if ('kind' in notice) {
    if (notice.kind === 'unreadable') return unreadable(notice.reason);
    return {
      ...base,
      lane: lane(source, notice.vendorId),
      topic: notice.kind,
      occurredAt: validDate(notice.occurredAt),
      body: Buffer.from(JSON.stringify(notice)),
      status: 'received',
    };
  }
  if (!notice.readable) return unreadable(notice.reason);
  const { topic, accountId, entity } = notice;
  const ids = [topic, accountId, entity?.kind ?? '', entity?.id ?? ''];
  if (ids.some((id) => id.length > longestId || id !== storable(id))) return unreadable('an id is not one');
  return {
    ...base,
    lane: lane(source, entity ? JSON.stringify([accountId, entity.kind, entity.id]) : dedupeKey),
    topic,
    accountId,
    entityKind: entity?.kind ?? null,
    entityId: entity?.id ?? null,
    occurredAt: validDate(notice.occurredAt),
    status: 'received',
  };
}

/** The workflow id that processes a delivery: at most 100 characters, and no id of the provider in the clear. */
function lane(source: string, about: string): string {
  const hash = sha256(about).toString('hex').slice(0, 40);
  return source.startsWith('channel:') ? `${source}:${hash}` : `event:${source}:${hash}`;
}

// A key of any length and any bytes must fit into an index.
function boundedKey(key: string): string {
  return key.length > 200 || key !== storable(key) ? `sha256:${sha256(key).toString('hex')}` : key;
}

// PostgreSQL stores no NUL, and no half of a surrogate pair.
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\ufffd'), 'utf8').toString('utf8');
}

function validDate(date: Date | null): Date | null {
  return date && Number.isFinite(date.getTime()) ? date : null;
}

function sha256(...parts: (string | Buffer)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
