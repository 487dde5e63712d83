import { encodeId } from './ids.ts';
import { balanceOf, invoiceStatus } from './invoice-state.ts';
import type { JobberSandboxSettings } from './settings.ts';
import {
  type ClientRow,
  type InvoiceRow,
  type JobRow,
  nameOf,
  type PaymentRow,
  paymentsOf,
  type QuoteRow,
  type State,
  type VisitRow,
  visitsOf,
} from './state.ts';
import { jobStatus } from './status.ts';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export const clientView = (row: ClientRow) => ({
  ...row,
  id: encodeId('Client', row.id),
  name: nameOf(row),
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
});

const visitView = (row: VisitRow) => ({
  id: encodeId('Visit', row.id),
  title: row.title,
  isComplete: row.completedAt !== null,
  startAt: iso(row.startAt),
  endAt: iso(row.endAt),
  completedAt: iso(row.completedAt),
  createdAt: iso(row.createdAt),
  assignedTo: row.assignedTo ?? [],
});

export const jobView = (state: State, clock: () => number) => (row: JobRow) => ({
  id: encodeId('Job', row.id),
  clientId: encodeId('Client', row.clientId),
  jobNumber: row.jobNumber,
  title: row.title,
  total: row.total,
  jobStatus: jobStatus(row, visitsOf(state, row), clock()),
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
  completedAt: iso(row.completedAt),
  closedAt: iso(row.closedAt),
  visits: visitsOf(state, row).map(visitView),
});

export const quoteView = (row: QuoteRow) => ({
  id: encodeId('Quote', row.id),
  clientId: encodeId('Client', row.clientId),
  quoteNumber: row.quoteNumber,
  title: row.title,
  total: row.total,
  quoteStatus: row.quoteStatus,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
  transitionedAt: iso(row.transitionedAt),
  approvedAt: iso(row.approvedAt),
});

export const paymentView = (row: PaymentRow) => ({
  id: encodeId('PaymentRecord', row.id),
  amount: row.amount,
  adjustmentType: row.adjustmentType,
  at: iso(row.at),
});

export const invoiceView =
  (state: State, settings: JobberSandboxSettings, clock: () => number) => (row: InvoiceRow) => ({
    id: encodeId('Invoice', row.id),
    clientId: encodeId('Client', row.clientId),
    invoiceNumber: row.invoiceNumber,
    subject: row.subject,
    total: row.total,
    balance: balanceOf(state, row),
    invoiceStatus: invoiceStatus(state, row, settings, clock()),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    sentAt: iso(row.sentAt),
    paidAt: iso(row.paidAt),
    issuedDate: row.issuedDay,
    dueDate: row.dueDay,
    payments: paymentsOf(state, row).map(paymentView),
  });
