import * as z from 'zod';
import type { Names } from '../../journeys/words.ts';
import {
  countProposals,
  findCustomerMatch,
  type ListedMatch,
  listCustomerMatches,
} from '../../records/customer-match-list.ts';
import { declineMatch, linkMatch } from '../../records/customer-matches.ts';
import { findTwins, type ListedTwins, listTwins } from '../../records/twin-list.ts';
import { declineTwins, linkTwins } from '../../records/twins.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { idOf } from '../id.ts';
import { iso, namesOf } from '../presented.ts';
import { notFound } from '../problem.ts';
import { type Call, route } from '../route.ts';
import {
  type CustomerMatch,
  customerMatch,
  customerMatchListQuery,
  matchCount,
  page,
  type Twins,
  twins,
  twinsListQuery,
} from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'session' | 'params' | 'at'>;
const nothing = z.strictObject({});
const placeOf = (row: { createdAt: Date; id: string }) => ({ value: row.createdAt.toISOString(), id: row.id });

export const matches = {
  'GET /api/customers/matches': route({
    summary: 'Customers of two systems who may be one person, newest first',
    query: customerMatchListQuery,
    answer: page(customerMatch),
    async handle({ deps, organizationId, query: { cursor, limit, status = null, customerId = null } }) {
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listCustomerMatches(tenant, { status, customerId, before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      return pageOf(rows, limit, placeOf, (row) => presentMatch(row, namesOf(deps.manifests)));
    },
  }),
  'GET /api/customers/matches/count': route({
    summary: 'How many pairs of customers wait to be decided',
    answer: matchCount,
    handle: async ({ deps, organizationId }) => ({
      proposed: await deps.database.withOrganization(organizationId, countProposals),
    }),
  }),
  'POST /api/customers/matches/:id/links': route({
    summary: 'They are one person: caps, re-entry and exits count them as one. Nothing is written to their systems',
    body: nothing,
    answer: customerMatch,
    handle: (call) => decideMatch(call, linkMatch),
  }),
  'DELETE /api/customers/matches/:id/links': route({
    summary: 'They are not one person any more, and are not proposed again',
    answer: customerMatch,
    handle: (call) => decideMatch(call, declineMatch),
  }),
  'POST /api/customers/matches/:id/declines': route({
    summary: 'They are not one person, and are not proposed again',
    body: nothing,
    answer: customerMatch,
    handle: (call) => decideMatch(call, declineMatch),
  }),
  'GET /api/twins': route({
    summary: 'Invoices and estimates that may stand in two systems, newest first',
    query: twinsListQuery,
    answer: page(twins),
    async handle({ deps, organizationId, query: { cursor, limit, status = null } }) {
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listTwins(tenant, { status, before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      return pageOf(rows, limit, placeOf, (row) => presentTwins(row, namesOf(deps.manifests)));
    },
  }),
  'POST /api/twins/:id/links': route({
    summary: 'They are one paper: what happens to it counts once, and it is paid when either system says so',
    body: nothing,
    answer: twins,
    handle: (call) => decideTwins(call, linkTwins),
  }),
  'DELETE /api/twins/:id/links': route({
    summary: 'They are not one paper any more, and are not proposed again',
    answer: twins,
    handle: (call) => decideTwins(call, declineTwins),
  }),
  'POST /api/twins/:id/declines': route({
    summary: 'They are not one paper, and are not proposed again',
    body: nothing,
    answer: twins,
    handle: (call) => decideTwins(call, declineTwins),
  }),
};

async function decideMatch(call: Asked, decide: typeof linkMatch): Promise<CustomerMatch> {
  const { deps, organizationId, session, at } = call;
  const id = idOf(call.params.id, 'match');
  const row = await deps.database.withOrganization(organizationId, async (tenant) =>
    (await decide(tenant, id, session.userId, at)) ? findCustomerMatch(tenant, id) : null,
  );
  if (!row) throw notFound('match');
  return presentMatch(row, namesOf(deps.manifests));
}

async function decideTwins(call: Asked, decide: typeof linkTwins): Promise<Twins> {
  const { deps, organizationId, session, at } = call;
  const id = idOf(call.params.id, 'pair of papers');
  const row = await deps.database.withOrganization(organizationId, async (tenant) =>
    (await decide(tenant, id, session.userId, at)) ? findTwins(tenant, id) : null,
  );
  if (!row) throw notFound('pair of papers');
  return presentTwins(row, namesOf(deps.manifests));
}

function presentMatch(row: ListedMatch, names: Names): CustomerMatch {
  return {
    id: row.id,
    status: row.status as CustomerMatch['status'],
    automatic: row.automatic,
    basis: row.basis as CustomerMatch['basis'],
    samePhone: row.samePhone,
    confidence: Math.round(row.confidence * 100) / 100,
    records: row.records.map((record) => ({ ...record, sourceName: names[record.source] ?? record.source })),
    createdAt: row.createdAt.toISOString(),
    decidedAt: iso(row.decidedAt),
  };
}

function presentTwins(row: ListedTwins, names: Names): Twins {
  return {
    id: row.id,
    status: row.status as Twins['status'],
    automatic: row.automatic,
    basis: row.basis as Twins['basis'],
    kind: row.papers[0]?.kind ?? 'invoice',
    papers: row.papers.map((paper) => ({
      id: paper.id,
      source: paper.provider,
      sourceName: names[paper.provider] ?? paper.provider,
      number: paper.number,
      total: paper.total === null ? null : Number(paper.total),
      customer: paper.customer_id === null ? null : { id: paper.customer_id, name: paper.customer_name ?? '' },
      createdAt: iso(paper.made_at),
    })),
    createdAt: row.createdAt.toISOString(),
    decidedAt: iso(row.decidedAt),
  };
}
