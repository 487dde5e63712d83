import * as z from 'zod';
import type { Snapshot, Transition } from '../provider.ts';
import { ownerFacts, ownerShape, toCustomer } from './customers.ts';
import type { FactsOf, quoteFields } from './fields.ts';
import { instant, iso, maybeInstant, money, spoken, text } from './shapes.ts';

export const quoteShape = z.object({
  id: z.string(),
  quoteNumber: spoken,
  title: text,
  quoteStatus: z.string(),
  transitionedAt: maybeInstant,
  createdAt: instant,
  updatedAt: instant,
  clientHubUri: text,
  amounts: z.object({ total: money }).nullish(),
  lastTransitioned: z.object({ approvedAt: maybeInstant }).nullish(),
  client: ownerShape.nullable(),
});
export type Quote = z.infer<typeof quoteShape>;

/** A quote that waits for its answer; one that was answered before anybody saw it waiting needs no following up. */
function sentTransition({ id, quoteStatus, transitionedAt }: Quote): Transition {
  const holds = quoteStatus === 'awaiting_response';
  const at = holds ? transitionedAt : null;
  return {
    trigger: 'quote_sent',
    entity: { kind: 'quote', id },
    holds,
    at,
    source: at && 'transitionedAt',
    saidBy: ['QUOTE_SENT'],
  };
}

export function quoteSnapshot(read: Quote): Snapshot {
  const entity = { kind: 'quote', id: read.id };
  const holds = ['approved', 'converted'].includes(read.quoteStatus);
  const approvedAt = read.lastTransitioned?.approvedAt ?? null;
  // transitionedAt is the time of the latest change: of the approval only while the quote is still approved.
  const at = approvedAt ?? (read.quoteStatus === 'approved' ? read.transitionedAt : null);
  const source = approvedAt ? 'lastTransitioned.approvedAt' : 'transitionedAt';
  const total = read.amounts?.total ?? null;
  const facts: FactsOf<typeof quoteFields> = {
    'quote.number': read.quoteNumber,
    'quote.title': read.title,
    'quote.total': total,
    'quote.link': read.clientHubUri,
    'quote.approved_at': iso(holds ? at : null),
  };
  return {
    entity,
    found: true,
    createdAt: read.createdAt,
    updatedAt: read.updatedAt,
    customer: read.client && toCustomer(read.client),
    transitions: [
      sentTransition(read),
      {
        trigger: 'quote_approved',
        entity,
        holds,
        at: holds ? at : null,
        source: holds && at ? source : null,
        saidBy: ['QUOTE_APPROVED'],
      },
    ],
    facts: { ...facts, ...ownerFacts(read.client) },
    paper: total === null ? null : { number: read.quoteNumber, total },
  };
}
