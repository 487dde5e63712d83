import * as z from 'zod';
import { type ListedDelivery, listDeliveries, listStrays, listTopics } from '../../records/delivery-list.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { deliveryWords } from '../delivery-words.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { route } from '../route.ts';
import { type Delivery, delivery, deliveryListQuery, deliveryTopics, page } from '../schemas.ts';

const day = 24 * 60 * 60_000;
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export const webhookLog = {
  'GET /api/deliveries': route({
    summary: 'Webhooks as they arrived, newest first, each with what came of it',
    query: deliveryListQuery,
    answer: page(delivery),
    async handle({ deps, organizationId, query, at }) {
      const { cursor, limit, source = null, status = null, topic = null } = query;
      // Another process may be a little ahead of our clock.
      const ahead = { value: new Date(at.getTime() + day).toISOString(), id: lastId };
      const before = readTimeCursor(cursor) ?? ahead;
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listDeliveries(tenant, { source, status, topic }, before, limit + 1),
      );
      const placeOf = (row: ListedDelivery) => ({ value: row.received_at.toISOString(), id: row.id });
      return pageOf(rows, limit, placeOf, (row) => presentDelivery(deps, row));
    },
  }),
  'GET /api/deliveries/topics': route({
    summary: 'The kinds of webhooks that arrived in the last 35 days',
    answer: deliveryTopics,
    async handle({ deps, organizationId }) {
      const rows = await deps.database.withOrganization(organizationId, listTopics);
      return { items: rows.map((row) => ({ ...row, sourceName: nameOf(deps, row.source) })) };
    },
  }),
  'GET /api/deliveries/strays': route({
    summary: 'Webhooks of the last week that belong to nobody here or could not be read',
    answer: z.object({ items: z.array(delivery) }),
    async handle({ deps, at }) {
      const rows = await listStrays(deps.database, new Date(at.getTime() - 7 * day), 200);
      const unknown = { entity_kind: null, entity_id: null, duplicates: 0, occurred_at: null, processed_at: null };
      return { items: rows.map((row) => presentDelivery(deps, { ...row, ...unknown, came: [] })) };
    },
  }),
};

const channelNames: Record<string, string> = { 'channel:email': 'Email', 'channel:sms': 'Texts' };

const nameOf = ({ manifests }: ApiDependencies, source: string): string =>
  manifests[source]?.name ?? channelNames[source] ?? source;

function presentDelivery(deps: ApiDependencies, row: ListedDelivery): Delivery {
  const triggers = deps.manifests[row.source]?.triggers;
  return {
    id: row.id,
    source: row.source,
    sourceName: nameOf(deps, row.source),
    topic: row.topic,
    entity: row.entity_kind && row.entity_id ? { kind: row.entity_kind, id: row.entity_id } : null,
    status: row.status as Delivery['status'],
    words: deliveryWords(row.status),
    duplicates: row.duplicates,
    occurredAt: row.occurred_at?.toISOString() ?? null,
    receivedAt: row.received_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
    came: row.came.map(({ id, trigger }) => ({ id, label: triggers?.[trigger]?.label ?? trigger })),
  };
}
