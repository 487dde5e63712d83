import { dayOf } from './days.ts';
import type { State } from './state.ts';

/** So many of each kind that a sweep lists, ended and last changed at one moment, without a notice. */
export function seedFinished(state: State, { count, at, zone }: { count: number; at: number; zone: string }) {
  const times = { createdAt: at, updatedAt: at };
  for (let n = 0; n < count; n += 1) {
    const [clientId, jobId, visitId, quoteId, invoiceId, paymentId] = Array.from(
      { length: 6 },
      () => state.nextId++,
    ) as [number, number, number, number, number, number];
    state.clients.set(clientId, {
      id: clientId,
      firstName: 'Past',
      lastName: `Client ${clientId}`,
      companyName: null,
      isCompany: false,
      isLead: false,
      isArchived: false,
      sampleData: false,
      emails: [],
      phones: [],
      billingAddress: null,
      flags: {
        receivesReminders: true,
        receivesFollowUps: true,
        receivesQuoteFollowUps: true,
        receivesInvoiceFollowUps: true,
        receivesReviewRequests: true,
      },
      ...times,
    });
    const ended = { clientId, title: 'Past work', completedAt: at };
    state.jobs.set(jobId, {
      id: jobId,
      ...ended,
      ...times,
      jobNumber: jobId,
      total: 100,
      closedAt: at,
      visitIds: [visitId],
    });
    state.visits.set(visitId, { id: visitId, jobId, ...ended, startAt: at, endAt: at, createdAt: at });
    state.quotes.set(quoteId, {
      id: quoteId,
      clientId,
      quoteNumber: String(quoteId),
      title: 'Past work',
      total: 100,
      quoteStatus: 'archived',
      transitionedAt: at,
      approvedAt: null,
      ...times,
    });
    state.invoices.set(invoiceId, {
      id: invoiceId,
      clientId,
      invoiceNumber: String(invoiceId),
      subject: 'Past work',
      total: 100,
      sentAt: at,
      issuedDay: dayOf(at, zone),
      dueDay: null,
      paidAt: at,
      end: null,
      paymentIds: [paymentId],
      ...times,
    });
    state.payments.set(paymentId, {
      id: paymentId,
      invoiceId,
      clientId,
      amount: 100,
      at,
      adjustmentType: 'PAYMENT',
    });
  }
}
