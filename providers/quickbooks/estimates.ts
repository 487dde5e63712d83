import * as z from 'zod';
import type { CustomerRecord, EntityRef, Snapshot, Transition } from '../provider.ts';
import type { FactsOf, quoteFields } from './fields.ts';
import { day, found, id, instant, money, paperOf, reference, spoken, text, times } from './shapes.ts';

export const estimateShape = z.object({
  Id: id,
  DocNumber: spoken,
  CustomerRef: reference.nullish(),
  TotalAmt: money,
  TxnStatus: text,
  EmailStatus: text,
  DeliveryInfo: z.object({ DeliveryTime: instant.nullish().catch(null) }).nullish(),
  AcceptedDate: day,
  ExpirationDate: day,
  MetaData: times,
});
export type Estimate = z.infer<typeof estimateShape>;
export const estimateReply = z.object({ Estimate: estimateShape });

const accepted = ['Accepted', 'Converted'];

/** Nobody has said the last word on it. */
export const isOpen = ({ TxnStatus }: Estimate) => TxnStatus === 'Pending' || TxnStatus === 'Accepted';

/** Emailed, and without an answer: one that was answered before anybody saw it waiting needs no following up. */
function sentTransition({ TxnStatus, EmailStatus, DeliveryInfo }: Estimate, entity: EntityRef): Transition {
  const sentAt = DeliveryInfo?.DeliveryTime ?? null;
  const holds = TxnStatus === 'Pending' && (EmailStatus === 'EmailSent' || sentAt !== null);
  const at = holds ? sentAt : null;
  return {
    trigger: 'quote_sent',
    entity,
    holds,
    at,
    source: at && 'DeliveryInfo.DeliveryTime',
    saidBy: ['estimate.emailed'],
  };
}

export function estimateSnapshot(estimate: Estimate, customer: CustomerRecord | null): Snapshot {
  const entity: EntityRef = { kind: 'quote', id: estimate.Id };
  const holds = accepted.includes(estimate.TxnStatus ?? '');
  const on = holds ? estimate.AcceptedDate : null;
  const facts: FactsOf<typeof quoteFields> = {
    'quote.number': estimate.DocNumber,
    'quote.total': estimate.TotalAmt,
    'quote.approved_at': on,
    'quote.expires_at': estimate.ExpirationDate,
    'client.is_company': customer?.isCompany ?? null,
  };
  const approved = {
    trigger: 'quote_approved',
    entity,
    holds,
    at: on === null ? null : new Date(on),
    dateOnly: on !== null,
    source: on === null ? null : 'AcceptedDate',
    saidBy: [],
  };
  return {
    ...found(entity, estimate),
    customer,
    transitions: [sentTransition(estimate, entity), approved],
    facts,
    paper: paperOf(estimate),
  };
}
