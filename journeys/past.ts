/** What a customer bought before some moment, without what the present event is about. */
export type Purchases = { completedJobs: number; paidInvoices: number };

/** What texts and filters may ask of a customer's past; null: nobody knows. */
export type CustomerPast = { isFirstJob: boolean | null; lastPurchaseAt: Date | null };

export const unknownPast: CustomerPast = { isFirstJob: null, lastPurchaseAt: null };

/**
 * True when nothing was bought before: a job is compared with jobs and an invoice with invoices, since one job has
 * both; anything else with both. `about`: the kind of entity that the event is about.
 */
export function isFirstJob(about: string | null, { completedJobs, paidInvoices }: Purchases): boolean {
  if (about === 'invoice') return paidInvoices === 0;
  if (about === 'job' || about === 'visit') return completedJobs === 0;
  return completedJobs + paidInvoices === 0;
}
