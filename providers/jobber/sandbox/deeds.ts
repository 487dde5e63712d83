import { encodeId } from './ids.ts';
import { createInvoiceDeeds } from './invoice-deeds.ts';
import {
  type ClientRow,
  type JobRow,
  type QuoteRow,
  type State,
  type VisitRow,
  visitsOf as visitsOfJob,
} from './state.ts';
import type { Webhooks } from './webhooks.ts';

type Dependencies = {
  state: State;
  webhooks: Pick<Webhooks, 'send'>;
  clock: () => number;
  changed: () => void;
  zone: string;
};
export type Deeds = ReturnType<typeof createDeeds>;
export type NewClient = Partial<Omit<ClientRow, 'id' | 'emails' | 'phones' | 'flags'>> & {
  emails?: { address: string; description?: string; primary?: boolean }[];
  phones?: { number: string; description?: string; primary?: boolean; smsAllowed?: boolean }[];
  flags?: Partial<ClientRow['flags']>;
};
export type NewVisit = {
  title?: string;
  startAt?: number | null;
  endAt?: number;
  completedAt?: number;
  assignedTo?: string[];
};
export type NewJob = {
  clientId: number;
  title: string;
  total?: number;
  visits?: NewVisit[];
  createdAt?: number;
  completedAt?: number;
};
export type NewQuote = { clientId: number; title: string; total?: number; createdAt?: number; approvedAt?: number };

const hour = 3_600_000;
const allFlags = (): ClientRow['flags'] => ({
  receivesReminders: true,
  receivesFollowUps: true,
  receivesQuoteFollowUps: true,
  receivesInvoiceFollowUps: true,
  receivesReviewRequests: true,
});

/** What people do in the pretend account, with the notices that the vendor sends for it. */
export function createDeeds(dependencies: Dependencies) {
  const { state, webhooks, clock, changed } = dependencies;
  const invoices = createInvoiceDeeds(dependencies);
  const newId = () => state.nextId++;
  const tell = (topic: string, id: string) => webhooks.send(topic, id, clock());
  const ids = {
    client: (row: ClientRow) => encodeId('Client', row.id),
    job: (row: JobRow) => encodeId('Job', row.id),
    visit: (row: VisitRow) => encodeId('Visit', row.id),
    quote: (row: QuoteRow) => encodeId('Quote', row.id),
  };
  const visitsOf = (job: JobRow) => visitsOfJob(state, job);
  const edited = (row: { updatedAt: number }) => {
    row.updatedAt = clock();
    changed();
  };
  const contacts = (input: NewClient) => ({
    emails: input.emails?.map((email, index) => ({ id: newId(), description: 'MAIN', primary: index === 0, ...email })),
    phones: input.phones?.map((phone, index) => ({
      id: newId(),
      description: 'MAIN',
      primary: index === 0,
      smsAllowed: true,
      ...phone,
    })),
  });

  function createClient(input: NewClient): ClientRow {
    const at = input.createdAt ?? clock();
    const { emails = [], phones = [] } = contacts(input);
    const row: ClientRow = {
      id: newId(),
      firstName: input.firstName ?? '',
      lastName: input.lastName ?? '',
      companyName: input.companyName ?? null,
      isCompany: input.isCompany ?? false,
      isLead: input.isLead ?? false,
      isArchived: input.isArchived ?? false,
      sampleData: input.sampleData ?? false,
      emails,
      phones,
      billingAddress: input.billingAddress ?? null,
      flags: { ...allFlags(), ...input.flags },
      tags: input.tags ?? [],
      createdAt: at,
      updatedAt: at,
    };
    state.clients.set(row.id, row);
    changed();
    tell('CLIENT_CREATE', ids.client(row));
    return row;
  }

  function editClient(row: ClientRow, input: NewClient) {
    const { emails, phones } = contacts(input);
    const { flags, emails: _emails, phones: _phones, ...plain } = input;
    Object.assign(row, plain, emails && { emails }, phones && { phones });
    Object.assign(row.flags, flags);
    edited(row);
    tell('CLIENT_UPDATE', ids.client(row));
  }

  function deleteClient(row: ClientRow) {
    state.clients.delete(row.id);
    for (const rows of [state.jobs, state.visits, state.quotes, state.invoices, state.payments]) {
      for (const [id, { clientId }] of rows) if (clientId === row.id) rows.delete(id);
    }
    changed();
    tell('CLIENT_DESTROY', ids.client(row));
  }

  function createJob(input: NewJob): JobRow {
    const at = input.createdAt ?? clock();
    const id = newId();
    const completedAt = input.completedAt ?? null;
    const row: JobRow = {
      id,
      clientId: input.clientId,
      jobNumber: state.jobs.size + 1,
      title: input.title,
      total: input.total ?? 0,
      createdAt: at,
      updatedAt: completedAt ?? at,
      completedAt,
      closedAt: null,
      visitIds: [],
    };
    state.jobs.set(id, row);
    const visits = (input.visits ?? [{}]).map((visit): VisitRow => {
      const startAt = visit.startAt === undefined ? at + 2 * hour : visit.startAt;
      const done = visit.completedAt ?? completedAt;
      return {
        id: newId(),
        jobId: id,
        clientId: row.clientId,
        title: visit.title ?? row.title,
        startAt,
        endAt: visit.endAt ?? (startAt === null ? null : startAt + 2 * hour),
        completedAt: done,
        createdAt: at,
        assignedTo: visit.assignedTo ?? [],
      };
    });
    for (const visit of visits) {
      state.visits.set(visit.id, visit);
      row.visitIds.push(visit.id);
    }
    changed();
    tell('JOB_CREATE', ids.job(row));
    // Only the first visit of a series notifies.
    if (visits[0]) tell('VISIT_CREATE', ids.visit(visits[0]));
    return row;
  }

  /** The last open visit completes its job; `completesJob: false` leaves the job's completedAt empty. */
  function completeVisit(visit: VisitRow, at = clock(), completesJob = true) {
    if (visit.completedAt !== null) return;
    visit.completedAt = at;
    const job = state.jobs.get(visit.jobId);
    if (job && completesJob && visitsOf(job).every(({ completedAt }) => completedAt !== null)) {
      job.completedAt ??= at;
      job.updatedAt = clock();
    }
    changed();
    tell('VISIT_COMPLETE', ids.visit(visit));
  }

  /** Null takes it off the schedule. */
  function rescheduleVisit(visit: VisitRow, startAt: number | null) {
    const length = (visit.endAt ?? 0) - (visit.startAt ?? 0) || 2 * hour;
    visit.startAt = startAt;
    visit.endAt = startAt === null ? null : startAt + length;
    const job = state.jobs.get(visit.jobId);
    if (job) edited(job);
    tell('VISIT_UPDATE', ids.visit(visit));
  }

  function completeJob(job: JobRow, at = clock()) {
    if (job.completedAt !== null) return;
    job.completedAt = at;
    edited(job);
    for (const visit of visitsOf(job)) completeVisit(visit, at);
    tell('JOB_UPDATE', ids.job(job));
  }

  function closeJob(job: JobRow, awaitsInvoice = false) {
    if (job.closedAt !== null) return;
    Object.assign(job, { closedAt: clock(), awaitsInvoice });
    edited(job);
    tell('JOB_CLOSED', ids.job(job));
    tell('JOB_UPDATE', ids.job(job));
  }

  /** Opens the job and its last visit again. */
  function reopenJob(job: JobRow) {
    job.completedAt = null;
    Object.assign(job, { closedAt: null, awaitsInvoice: false });
    const last = visitsOf(job).at(-1);
    if (last) last.completedAt = null;
    edited(job);
    tell('JOB_UPDATE', ids.job(job));
  }

  function createQuote(input: NewQuote): QuoteRow {
    const at = input.createdAt ?? clock();
    const approvedAt = input.approvedAt ?? null;
    const row: QuoteRow = {
      id: newId(),
      clientId: input.clientId,
      quoteNumber: String(state.quotes.size + 1),
      title: input.title,
      total: input.total ?? 0,
      quoteStatus: approvedAt === null ? 'awaiting_response' : 'approved',
      createdAt: at,
      updatedAt: approvedAt ?? at,
      transitionedAt: approvedAt ?? at,
      approvedAt,
    };
    state.quotes.set(row.id, row);
    changed();
    tell('QUOTE_CREATE', ids.quote(row));
    tell('QUOTE_SENT', ids.quote(row));
    return row;
  }

  function approveQuote(quote: QuoteRow, at = clock()) {
    if (quote.approvedAt !== null) return;
    Object.assign(quote, { quoteStatus: 'approved', approvedAt: at, transitionedAt: at });
    edited(quote);
    tell('QUOTE_APPROVED', ids.quote(quote));
    tell('QUOTE_UPDATE', ids.quote(quote));
  }

  /** An edit that changes nothing we read. */
  const touch = {
    client(row: ClientRow) {
      edited(row);
      tell('CLIENT_UPDATE', ids.client(row));
    },
    job(row: JobRow) {
      edited(row);
      tell('JOB_UPDATE', ids.job(row));
    },
    quote(row: QuoteRow) {
      edited(row);
      tell('QUOTE_UPDATE', ids.quote(row));
    },
    invoice: invoices.touchInvoice,
  };

  return {
    createClient,
    editClient,
    deleteClient,
    createJob,
    ...invoices,
    rescheduleVisit,
    completeVisit,
    completeJob,
    closeJob,
    reopenJob,
    createQuote,
    approveQuote,
    touch,
    visitsOf,
  };
}
