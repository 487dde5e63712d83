import * as z from 'zod';
import { type ListedDelivery, listDeliveries, listStrays } from '../../records/delivery-list.ts';
import { type ListedEvent, listEvents } from '../../records/event-list.ts';
import { findMessage, listMessages } from '../../records/message-list.ts';
import { messageHistory } from '../../records/message-reviews.ts';
import { askedTime } from '../asked-time.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { deliveryWords } from '../delivery-words.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idOf } from '../id.ts';
import { presentMessage, presentMessageDetail } from '../presented.ts';
import { presentDecision } from '../presented-decision.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import {
  type Delivery,
  delivery,
  type Event,
  event,
  eventListQuery,
  listQuery,
  message,
  messageDetail,
  messageListQuery,
  page,
} from '../schemas.ts';

const day = 24 * 60 * 60_000;
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export const activity = {
  'GET /api/messages': route({
    summary: 'The send ledger, newest first',
    query: messageListQuery,
    answer: page(message),
    async handle({ deps, organizationId, query: { cursor, limit, from, to, ...search } }) {
      const before = readTimeCursor(cursor);
      const rows = await deps.database.withOrganization(organizationId, async (tenant) =>
        listMessages(tenant, { ...search, ...(await askedTime(tenant, { from, to })), before, limit: limit + 1 }),
      );
      return pageOf(rows, limit, (row) => ({ value: row.createdAt.toISOString(), id: row.id }), presentMessage);
    },
  }),
  'GET /api/messages/:id': route({
    summary: 'One message as it was made',
    answer: messageDetail,
    async handle({ deps, organizationId, params }) {
      const id = idOf(params.id, 'message');
      const { row, history } = await deps.database.withOrganization(organizationId, async (tenant) => ({
        row: await findMessage(tenant, id),
        history: await messageHistory(tenant, id),
      }));
      if (!row) throw notFound('message');
      return presentMessageDetail(row, history);
    },
  }),
  'GET /api/events': route({
    summary: 'What happened at the providers, with why it did or did not start a journey',
    query: eventListQuery,
    answer: page(event),
    async handle({ deps, organizationId, query: { cursor, limit, ...search } }) {
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listEvents(tenant, { ...search, before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      const placeOf = (row: ListedEvent) => ({ value: row.occurredAt.toISOString(), id: row.id });
      return pageOf(rows, limit, placeOf, (row) => presentEvent(deps, row));
    },
  }),
  'GET /api/deliveries': route({
    summary: 'Webhooks as they arrived, newest first',
    query: listQuery,
    answer: page(delivery),
    async handle({ deps, organizationId, query: { cursor, limit }, at }) {
      // Another process may be a little ahead of our clock.
      const ahead = { value: new Date(at.getTime() + day).toISOString(), id: lastId };
      const before = readTimeCursor(cursor) ?? ahead;
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listDeliveries(tenant, before, limit + 1),
      );
      return pageOf(rows, limit, (row) => ({ value: row.received_at.toISOString(), id: row.id }), presentDelivery);
    },
  }),
  'GET /api/deliveries/strays': route({
    summary: 'Webhooks of the last week that belong to nobody here or could not be read',
    answer: z.object({ items: z.array(delivery) }),
    async handle({ deps, at }) {
      const rows = await listStrays(deps.database, new Date(at.getTime() - 7 * day), 200);
      const unknown = { entity_kind: null, entity_id: null, duplicates: 0, occurred_at: null, processed_at: null };
      return { items: rows.map((row) => presentDelivery({ ...row, ...unknown })) };
    },
  }),
};

export function presentEvent({ manifests }: ApiDependencies, row: ListedEvent): Event {
  return {
    id: row.id,
    provider: row.provider,
    providerName: manifests[row.provider]?.name ?? row.provider,
    trigger: row.trigger,
    label: manifests[row.provider]?.triggers[row.trigger]?.label ?? row.trigger,
    entity: { kind: row.entityKind, id: row.entityId },
    customer: row.customer,
    origin: row.origin as Event['origin'],
    occurredAt: row.occurredAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisions: row.decisions.map((decision) => presentDecision(manifests, row, decision)),
  };
}

function presentDelivery(row: ListedDelivery): Delivery {
  return {
    id: row.id,
    source: row.source,
    topic: row.topic,
    entity: row.entity_kind && row.entity_id ? { kind: row.entity_kind, id: row.entity_id } : null,
    status: row.status as Delivery['status'],
    words: deliveryWords(row.status),
    duplicates: row.duplicates,
    occurredAt: row.occurred_at?.toISOString() ?? null,
    receivedAt: row.received_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
  };
}
