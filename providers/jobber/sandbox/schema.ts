import { readFileSync } from 'node:fs';
import { createSchema } from 'graphql-yoga';
import { dayOf, midnight } from './days.ts';
import { encodeId, type Kind as IdKind } from './ids.ts';
import { balanceOf, invoiceStatus, paidSoFar } from './invoice-state.ts';
import { mutationsOf } from './mutations.ts';
import { type Paged, page } from './pages.ts';
import { byStart, queriesOf, type VisitFilter, visitMatches } from './queries.ts';
import { dateTime, encodedId } from './scalars.ts';
import type { JobberSandboxSettings } from './settings.ts';
import {
  type ClientRow,
  type EmailRow,
  type InvoiceRow,
  type JobRow,
  nameOf,
  type PaymentRow,
  type PhoneRow,
  paymentsOf,
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

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const olderSdl = () =>
  sdl
    .split('\n')
    .filter((line) => !line.endsWith('# newer'))
    .join('\n');

export function createJobberSchema({ state, settings, clock, changed, disconnect }: Dependencies) {
  const gid = (kind: IdKind) => (row: { id: number }) => encodeId(kind, row.id);
  const clientOf = (row: { clientId: number }) => state.clients.get(row.clientId) ?? null;
  const visitsOf = (job: JobRow) => visitsOfJob(state, job);
  const day = (ms: number | null) => midnight(ms === null ? null : dayOf(ms, settings.zone));
  const hub = (kind: string, { id }: { id: number }) =>
    `https://clienthub.getjobber.com/client_hubs/sandbox/${kind}/${id}`;

  const flag = (name: keyof ClientRow['flags']) => (row: ClientRow) => row.flags[name];
  return createSchema({
    typeDefs: settings.olderSchema ? olderSdl() : sdl,
    resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
    resolvers: {
      EncodedId: encodedId,
      ISO8601DateTime: dateTime,
      Query: queriesOf({ state, settings, clock }),
      Mutation: mutationsOf({ state, changed, disconnect }),
      WebhookEndpoint: { id: gid('WebhookEndpoint') },
      Tag: { id: gid('Tag') },
      User: { name: (row: { name: string }) => ({ full: row.name }) },
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
        tags: (row: ClientRow, rest: Paged) =>
          page(
            (row.tags ?? []).map((label, id) => ({ id, label })),
            rest,
          ),
        jobs: (row: ClientRow, rest: Paged) =>
          page(
            [...state.jobs.values()].filter(({ clientId }) => clientId === row.id),
            rest,
          ),
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
        visits: (row: JobRow, { filter, ...rest }: Paged<VisitFilter>) =>
          page(
            visitsOf(row).filter((visit) => visitMatches(visit, filter)),
            rest,
            byStart,
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
        assignedUsers: (row: VisitRow, rest: Paged) =>
          page(
            (row.assignedTo ?? []).map((name, id) => ({ id, name })),
            rest,
          ),
        isLastScheduledVisit: (row: VisitRow) => state.jobs.get(row.jobId)?.visitIds.at(-1) === row.id,
      },
      Quote: {
        id: gid('Quote'),
        client: clientOf,
        clientHubUri: (row: QuoteRow) => hub('quotes', row),
        amounts: (row: QuoteRow) => ({ total: row.total }),
        sentAt: (row: QuoteRow) => row.createdAt,
        lastTransitioned: (row: QuoteRow) => ({
          approvedAt: row.approvedAt,
          changesRequestedAt: null,
          convertedAt: null,
        }),
      },
      Invoice: {
        id: gid('Invoice'),
        client: clientOf,
        invoiceStatus: (row: InvoiceRow) => invoiceStatus(state, row, settings, clock()),
        issuedDate: (row: InvoiceRow) => midnight(row.issuedDay),
        dueDate: (row: InvoiceRow) => midnight(row.dueDay),
        receivedDate: (row: InvoiceRow) => day(row.paidAt),
        clientHubUri: (row: InvoiceRow) => hub('invoices', row),
        amounts: (row: InvoiceRow) => ({
          total: row.total,
          invoiceBalance: balanceOf(state, row),
          paymentsTotal: paidSoFar(state, row),
        }),
        paymentRecords: (row: InvoiceRow, rest: Paged) => page(paymentsOf(state, row), rest),
      },
      PaymentRecord: { id: gid('PaymentRecord'), entryDate: (row: PaymentRow) => day(row.at) },
      PaymentRecordInterface: {
        id: gid('PaymentRecord'),
        client: clientOf,
        invoice: (row: PaymentRow) => state.invoices.get(row.invoiceId) ?? null,
        entryDate: (row: PaymentRow) => day(row.at),
      },
    },
  });
}
