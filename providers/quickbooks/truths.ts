import type { Truths } from '../provider.ts';
import type { Client } from './client.ts';
import { type Estimate, estimateReply } from './estimates.ts';
import { invoiceReply, isOwed } from './invoices.ts';

/** What the vendor can be asked right before a message leaves; the manifest says the same in words. */
export function truthsOf(client: Client, clock: () => number): Truths {
  return {
    async invoice_unpaid(session, { id }) {
      const invoice = (await client.find(session, 'invoice', id, invoiceReply))?.Invoice;
      return invoice ? isOwed(invoice) : null;
    },
    async quote_open(session, { id }) {
      const estimate = (await client.find(session, 'estimate', id, estimateReply))?.Estimate;
      return estimate ? estimate.TxnStatus === 'Pending' && !isExpired(estimate, clock()) : null;
    },
  };
}

/** A day ends last in UTC−12; the vendor leaves an expired estimate pending. */
const untilItIsOverMs = 36 * 60 * 60_000;

const isExpired = ({ ExpirationDate }: Estimate, now: number): boolean =>
  ExpirationDate !== null && Date.parse(ExpirationDate) + untilItIsOverMs <= now;
