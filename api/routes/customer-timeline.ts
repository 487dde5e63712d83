import { type Happening as Row, readCustomerTimeline } from '../../records/customer-timeline.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idOf } from '../id.ts';
import { namesOf, presentEnrollment, presentMessage } from '../presented.ts';
import { changeWords } from '../presented-evidence.ts';
import { listWords } from '../presented-import.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { customerTimelineQuery, type Happening, happening, page } from '../schemas.ts';
import { presentEvent } from './activity.ts';

export const customerTimeline = {
  'GET /api/customers/:id/timeline': route({
    summary: 'Everything that happened with one customer, in one order, newest first',
    query: customerTimelineQuery,
    answer: page(happening),
    async handle({ deps, organizationId, params, query: { cursor, limit, group = null } }) {
      const search = { group, before: readTimeCursor(cursor), limit: limit + 1 };
      const customerId = idOf(params.id, 'customer');
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        readCustomerTimeline(tenant, customerId, search),
      );
      if (!rows) throw notFound('customer');
      return pageOf(
        rows,
        limit,
        ({ at, id }) => ({ value: at.toISOString(), id }),
        (row) => present(deps, row),
      );
    },
  }),
};

function present(deps: ApiDependencies, row: Row): Happening {
  const part = { id: `${row.kind} ${row.id}`, at: row.at.toISOString() };
  switch (row.kind) {
    case 'event':
      return { ...part, kind: row.kind, event: presentEvent(deps, row.event) };
    case 'entered':
    case 'left':
      return { ...part, kind: row.kind, enrollment: presentEnrollment(row.enrollment, namesOf(deps.manifests)) };
    case 'message':
      return { ...part, kind: row.kind, message: presentMessage(row.message) };
    case 'received': {
      const { id, channel, fromAddress: from, body: text, media } = row.received;
      return { ...part, kind: row.kind, received: { id, channel: channel as 'email' | 'sms', from, text, media } };
    }
    case 'consent': {
      const { action, category, reason, source, address } = row.change;
      const words = changeWords(action, category, reason, source);
      return { ...part, kind: row.kind, change: { words, address, ends: action === 'suppress' } };
    }
    case 'import':
      return { ...part, kind: row.kind, list: { words: listWords(row.list), statement: row.list.statement } };
  }
}
