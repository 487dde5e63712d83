import { readFileSync } from 'node:fs';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { decodeId, encodeId, type Kind as IdKind, isEncodedId } from './ids.ts';
import type { JobberSandboxSettings } from './settings.ts';
import {
  type ClientRow,
  type EmailRow,
  type JobRow,
  type PhoneRow,
  type QuoteRow,
  type State,
  type VisitRow,
  visitsOf as visitsOfJob,
} from './state.ts';
import { jobStatus, visitStatus } from './status.ts';

type Dependencies = {
  state: State;
  settings: JobberSandboxSettings;
  clock: () => number;
  changed: () => void;
  disconnect: () => void;
};
type Range = { before?: number; after?: number; eq?: number };
type PageInput = { first?: number; last?: number; after?: string; before?: string };
type Sort = { key: string; direction: string };

const invalidId = (value: unknown) =>
  new GraphQLError('Variable $id of type EncodedId! was provided invalid value', {
    extensions: { problems: [{ path: [], explanation: `'${String(value).slice(0, 40)}' is not a valid EncodedId` }] },
  });
const encodedId = new GraphQLScalarType({
  name: 'EncodedId',
  parseValue(value) {
    if (typeof value !== 'string' || !isEncodedId(value)) throw invalidId(value);
    return value;
  },
});
const dateTime = new GraphQLScalarType({
  name: 'ISO8601DateTime',
  serialize: (value) => (typeof value === 'number' ? `${new Date(value).toISOString().slice(0, 19)}Z` : value),
  parseValue: (value) => Date.parse(String(value)),
  parseLiteral: (node) => (node.kind === Kind.STRING ? Date.parse(node.value) : null),
});

const inRange = (value: number | null, range: Range | null | undefined) => {
  if (!range) return true;
  if (value === null) return false;
  const second = Math.floor(value / 1000) * 1000;
  return (
    (range.after == null || second >= range.after) &&
    (range.before == null || second <= range.before) &&
    (range.eq == null || second === range.eq)
  );
};

const cursorOf = (row: { id: number }) => Buffer.from(String(row.id)).toString('base64');

function page<Row extends { id: number }>(rows: Row[], { first, last, after, before }: PageInput) {
  const at = (cursor: string) => rows.findIndex((row) => cursorOf(row) === cursor);
  // A row that vanished between two pages: go on after the ids that came before it.
  const past = (cursor: string) => {
    const index = at(cursor);
    if (index >= 0) return index + 1;
    const id = Number(Buffer.from(cursor, 'base64').toString());
    const next = rows.findIndex((row) => row.id > id);
    return next < 0 ? rows.length : next;
  };
  let from = after ? past(after) : 0;
  let to = before && at(before) >= 0 ? at(before) : rows.length;
  if (last != null) from = Math.max(from, to - last);
  else to = Math.min(to, from + (first ?? 100));
  const nodes = rows.slice(from, to);
  const lastNode = nodes.at(-1);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: cursorOf(node) })),
    pageInfo: {
      hasNextPage: to < rows.length,
      hasPreviousPage: from > 0,
      startCursor: nodes[0] ? cursorOf(nodes[0]) : null,
      endCursor: lastNode ? cursorOf(lastNode) : null,
    },
  };
}

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const olderSdl = () =>
  sdl
    .split('\n')
    .filter((line) => !line.endsWith('# newer'))
    .join('\n');

export function createJobberSchema({ state, settings, clock, changed, disconnect }: Dependencies) {
  const find = <Row>(rows: Map<number, Row>, kind: IdKind, id: string): Row | null =>
    rows.get(decodeId(kind, id) ?? -1) ?? null;
  const gid = (kind: IdKind) => (row: { id: number }) => encodeId(kind, row.id);
  const clientOf = (row: { clientId: number }) => state.clients.get(row.clientId) ?? null;
  const visitsOf = (job: JobRow) => visitsOfJob(state, job);
  const visitMatches = (visit: VisitRow, filter?: Record<string, Range>) =>
    inRange(visit.createdAt, filter?.createdAt) &&
    inRange(visit.startAt, filter?.startAt) &&
    inRange(visit.endAt, filter?.endAt) &&
    inRange(visit.completedAt, filter?.completedAt);
  const account = {
    id: settings.accountId,
    name: settings.accountName,
    companyDetails: {
      name: settings.accountName,
      street1: '12 Harbor Street',
      street2: null,
      city: 'Portland',
      province: 'Maine',
      postalCode: '04101',
      country: 'United States',
      phone: '(207) 555-0100',
      websiteUrl: 'https://northwind-home.example',
      logoUrl: 'https://northwind-home.example/logo.png',
    },
  };

  const Query = {
    account: () => account,
    user: () => ({ id: encodeId('User', 1), timezone: settings.zone }),
    client: (_: unknown, { id }: { id: string }) => find(state.clients, 'Client', id),
    job: (_: unknown, { id }: { id: string }) => find(state.jobs, 'Job', id),
    visit: (_: unknown, { id }: { id: string }) => find(state.visits, 'Visit', id),
    quote: (_: unknown, { id }: { id: string }) => find(state.quotes, 'Quote', id),
    clients: (
      _: unknown,
      { filter, searchTerm, ...rest }: PageInput & { filter?: Record<string, never>; searchTerm?: string },
    ) => {
      const { isCompany, isLead, isArchived, updatedAt, createdAt } = (filter ?? {}) as {
        isCompany?: boolean;
        isLead?: boolean;
        isArchived?: boolean;
        updatedAt?: Range;
        createdAt?: Range;
      };
      const rows = [...state.clients.values()];
      if (!filter && !searchTerm) return page(rows, rest);
      return page(
        rows.filter(
          (row) =>
            (isCompany == null || row.isCompany === isCompany) &&
            (isLead == null || row.isLead === isLead) &&
            (isArchived == null || row.isArchived === isArchived) &&
            inRange(row.updatedAt, updatedAt) &&
            inRange(row.createdAt, createdAt) &&
            (!searchTerm || nameOf(row).toLowerCase().includes(searchTerm.toLowerCase())),
        ),
        rest,
      );
    },
    jobs: (
      _: unknown,
      {
        filter,
        sort,
        ...rest
      }: PageInput & { filter?: { status?: string; createdAt?: Range; completedAt?: Range }; sort?: Sort[] },
    ) => {
      const rows = [...state.jobs.values()].filter(
        (row) =>
          inRange(row.createdAt, filter?.createdAt) &&
          inRange(row.completedAt, filter?.completedAt) &&
          (!filter?.status || statusMatches(jobStatus(row, visitsOf(row), clock()), filter.status)),
      );
      for (const { key, direction } of sort ?? []) {
        const field = key === 'UPDATED_AT' ? 'updatedAt' : 'createdAt';
        rows.sort((a, b) => (direction === 'DESCENDING' ? b[field] - a[field] : a[field] - b[field]));
      }
      return page(rows, rest);
    },
    visits: (_: unknown, { filter, ...rest }: PageInput & { filter?: Record<string, Range> }) =>
      page(
        [...state.visits.values()].filter((row) => visitMatches(row, filter)),
        rest,
      ),
    quotes: (
      _: unknown,
      { filter, ...rest }: PageInput & { filter?: { status?: string; createdAt?: Range; updatedAt?: Range } },
    ) =>
      page(
        [...state.quotes.values()].filter(
          (row) =>
            (!filter?.status || row.quoteStatus === filter.status) &&
            inRange(row.createdAt, filter?.createdAt) &&
            inRange(row.updatedAt, filter?.updatedAt),
        ),
        rest,
      ),
  };

  const Mutation = {
    appDisconnect: () => {
      disconnect();
      return { app: { id: encodeId('Account', 1), name: 'Afterjob (sandbox)' }, userErrors: [] };
    },
    webhookEndpointCreate: (_: unknown, { input }: { input: { topic: string; url: string } }) => {
      if (!URL.canParse(input.url))
        return { webhookEndpoint: null, userErrors: [{ message: 'Url is invalid', path: ['input', 'url'] }] };
      if (state.endpoints.some((endpoint) => endpoint.topic === input.topic && endpoint.url === input.url)) {
        return {
          webhookEndpoint: null,
          userErrors: [{ message: 'Url has already been taken', path: ['input', 'url'] }],
        };
      }
      const endpoint = { id: state.nextId++, ...input };
      state.endpoints.push(endpoint);
      changed();
      return { webhookEndpoint: endpoint, userErrors: [] };
    },
    webhookEndpointDelete: (_: unknown, { webhookEndpointsIds }: { webhookEndpointsIds: string[] }) => {
      const gone = state.endpoints.filter(({ id }) => webhookEndpointsIds.includes(encodeId('WebhookEndpoint', id)));
      state.endpoints = state.endpoints.filter((endpoint) => !gone.includes(endpoint));
      changed();
      return { deletedWebhookEndpoints: gone, userErrors: [] };
    },
  };

  const flag = (name: keyof ClientRow['flags']) => (row: ClientRow) => row.flags[name];
  return createSchema({
    typeDefs: settings.olderSchema ? olderSdl() : sdl,
    resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
    resolvers: {
      EncodedId: encodedId,
      ISO8601DateTime: dateTime,
      Query,
      Mutation,
      WebhookEndpoint: { id: gid('WebhookEndpoint') },
      Email: { id: (row: EmailRow) => encodeId('Email', row.id) },
      ClientPhoneNumber: {
        id: (row: PhoneRow) => encodeId('PhoneNumber', row.id),
        friendly: (row: PhoneRow) => row.number,
        normalizedPhoneNumber: (row: PhoneRow) => row.number.replace(/[^\d+]/g, ''),
      },
      Client: {
        id: gid('Client'),
        name: nameOf,
        balance: () => 0,
        jobberWebUri: (row: ClientRow) => `https://secure.getjobber.com/clients/${row.id}`,
        receivesReminders: flag('receivesReminders'),
        receivesFollowUps: flag('receivesFollowUps'),
        receivesQuoteFollowUps: flag('receivesQuoteFollowUps'),
        receivesInvoiceFollowUps: flag('receivesInvoiceFollowUps'),
        receivesReviewRequests: flag('receivesReviewRequests'),
      },
      Job: {
        id: gid('Job'),
        client: clientOf,
        jobStatus: (row: JobRow) => jobStatus(row, visitsOf(row), clock()),
        startAt: (row: JobRow) => visitsOf(row)[0]?.startAt ?? null,
        endAt: (row: JobRow) => visitsOf(row).at(-1)?.endAt ?? null,
        jobberWebUri: (row: JobRow) => `https://secure.getjobber.com/work_orders/${row.id}`,
        visits: (row: JobRow, { filter, ...rest }: PageInput & { filter?: Record<string, Range> }) =>
          page(
            visitsOf(row).filter((visit) => visitMatches(visit, filter)),
            rest,
          ),
        visitsInfo: (row: JobRow) => ({
          incompleteTotal: visitsOf(row).filter(({ completedAt }) => completedAt === null).length,
        }),
      },
      Visit: {
        id: gid('Visit'),
        client: clientOf,
        job: (row: VisitRow) => state.jobs.get(row.jobId),
        isComplete: (row: VisitRow) => row.completedAt !== null,
        visitStatus: (row: VisitRow) => visitStatus(row, clock()),
        isLastScheduledVisit: (row: VisitRow) => state.jobs.get(row.jobId)?.visitIds.at(-1) === row.id,
      },
      Quote: {
        id: gid('Quote'),
        client: clientOf,
        amounts: (row: QuoteRow) => ({ total: row.total }),
        sentAt: (row: QuoteRow) => row.createdAt,
        lastTransitioned: (row: QuoteRow) => ({
          approvedAt: row.approvedAt,
          changesRequestedAt: null,
          convertedAt: null,
        }),
      },
    },
  });
}

export const nameOf = (row: ClientRow) =>
  row.isCompany && row.companyName ? row.companyName : `${row.firstName} ${row.lastName}`.trim();
const statusMatches = (status: string, asked: string) =>
  asked === 'active' ? !['archived', 'requires_invoicing'].includes(status) : status === asked;
