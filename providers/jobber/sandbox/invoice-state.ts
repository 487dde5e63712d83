import { dayOf } from './days.ts';
import type { JobberSandboxSettings } from './settings.ts';
import { type InvoiceRow, paymentsOf, type State } from './state.ts';

type Settings = Pick<JobberSandboxSettings, 'zone' | 'olderSchema'>;

export const paidSoFar = (state: State, row: InvoiceRow) =>
  paymentsOf(state, row).reduce(
    (sum, { amount, adjustmentType }) => sum + (adjustmentType === 'PAYMENT' ? amount : 0),
    0,
  );

/** Nothing is left of what was voided or written off. */
export const balanceOf = (state: State, row: InvoiceRow) =>
  row.end ? 0 : Math.round((row.total - paidSoFar(state, row)) * 100) / 100;

export function invoiceStatus(state: State, row: InvoiceRow, settings: Settings, now: number): string {
  if (row.end === 'void as paid') return 'paid';
  if (row.end === 'void') return settings.olderSchema ? 'bad_debt' : 'voided';
  if (row.end === 'bad debt') return 'bad_debt';
  if (row.sentAt === null && paidSoFar(state, row) === 0) return 'draft';
  if (balanceOf(state, row) <= 0) return 'paid';
  if (row.sentAt === null) return 'draft';
  const today = dayOf(now, settings.zone);
  if (row.dueDay !== null && row.dueDay < today) return 'past_due';
  return row.dueDay === null || row.dueDay === today || settings.olderSchema ? 'awaiting_payment' : 'sent_not_due';
}
