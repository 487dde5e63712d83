import type { Deeds } from './deeds.ts';

/** So many of each kind that a sweep lists, ended and last changed at one moment; `quiet` deeds tell nobody. */
export function seedFinished(quiet: Deeds, { count, at }: { count: number; at: number }) {
  for (let n = 0; n < count; n += 1) {
    const customer = quiet.createCustomer({
      givenName: 'Past',
      familyName: `Customer ${n}`,
      active: false,
      createdAt: at,
    });
    const paper = { customerId: customer.id, title: 'Past work', total: 100, createdAt: at };
    const invoice = quiet.createInvoice({ ...paper, sentAt: at });
    const payment = quiet.pay({ customerId: customer.id, invoiceIds: [invoice.id], createdAt: at });
    const estimate = quiet.createEstimate(paper);
    quiet.judgeEstimate(estimate, 'Rejected');
    for (const row of [invoice, payment, estimate]) row.updatedAt = at;
  }
}
