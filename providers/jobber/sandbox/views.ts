import { encodeId } from './ids.ts';
import { nameOf } from './schema.ts';
import { type ClientRow, type JobRow, type QuoteRow, type State, type VisitRow, visitsOf } from './state.ts';
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
