import { type ListedEvent, listEvents } from '../../records/event-list.ts';
import { findMessage, listMessages } from '../../records/message-list.ts';
import { messageHistory } from '../../records/message-reviews.ts';
import { askedTime } from '../asked-time.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idOf } from '../id.ts';
import { presentMessage, presentMessageDetail } from '../presented.ts';
import { presentDecision } from '../presented-decision.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { type Event, event, eventListQuery, message, messageDetail, messageListQuery, page } from '../schemas.ts';

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
