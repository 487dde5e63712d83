import { DateTime } from 'luxon';
import type { CustomerRow, EstimateRow, InvoiceRow, PaymentRow, State } from './state.ts';

const printed = new Map<number, string>();
const mostPrinted = 50_000;

/** The vendor's own clock ticks in California, by the second. */
function vendorTime(ms: number): string {
  const second = Math.floor(ms / 1000);
  const known = printed.get(second);
  if (known) return known;
  const zoned = DateTime.fromMillis(second * 1000, { zone: 'America/Los_Angeles' });
  const text = zoned.toISO({ suppressMilliseconds: true }) ?? '';
  if (printed.size >= mostPrinted) printed.clear();
  printed.set(second, text);
  return text;
}

const base = ({
  id,
  syncToken,
  createdAt,
  updatedAt,
}: Pick<CustomerRow, 'id' | 'syncToken' | 'createdAt' | 'updatedAt'>) => ({
  domain: 'QBO',
  sparse: false,
  Id: id,
  SyncToken: String(syncToken),
  MetaData: { CreateTime: vendorTime(createdAt), LastUpdatedTime: vendorTime(updatedAt) },
});

/** What is not filled is simply missing. */
const filled = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

const number = (value: string | null) => (value === null ? null : { FreeFormNumber: value });
const ref = ({ customers }: State, id: string) => ({ value: id, name: customers[id]?.displayName ?? '' });

/** Made for one answer: what belongs to what is looked up once. */
export function toVendor(state: State) {
  const balances = once(() => {
    const sums = new Map<string, number>();
    for (const { customerId, balance } of Object.values(state.invoices))
      sums.set(customerId, (sums.get(customerId) ?? 0) + balance);
    return sums;
  });
  const paymentsOf = once(() => {
    const links = new Map<string, { TxnId: string; TxnType: string }[]>();
    for (const { id, applied } of Object.values(state.payments)) {
      for (const { invoiceId } of applied)
        links.set(invoiceId, [...(links.get(invoiceId) ?? []), { TxnId: id, TxnType: 'Payment' }]);
    }
    return links;
  });
  return {
    customer: (row: CustomerRow) => ({
      ...base(row),
      ...filled({
        DisplayName: row.displayName,
        FullyQualifiedName: fullName(state, row),
        PrintOnCheckName: row.displayName,
        GivenName: row.givenName,
        FamilyName: row.familyName,
        CompanyName: row.companyName,
        PrimaryEmailAddr: row.email === null ? null : { Address: row.email },
        Mobile: number(row.mobile),
        PrimaryPhone: number(row.phone),
        AlternatePhone: number(row.alternatePhone),
        Fax: number(row.fax),
        BillAddr:
          row.address &&
          filled({
            Id: row.id,
            Line1: row.address.line1,
            Line2: row.address.line2,
            City: row.address.city,
            CountrySubDivisionCode: row.address.province,
            PostalCode: row.address.postalCode,
            Country: row.address.country,
          }),
        ParentRef: row.parentId === null ? null : ref(state, row.parentId),
      }),
      Active: row.active,
      Job: row.parentId !== null,
      IsProject: row.isProject,
      BillWithParent: row.parentId !== null,
      Balance: balances().get(row.id) ?? 0,
    }),
    /** The link to pay is told only where it is asked for, and there is somebody to send it to. */
    invoice: (row: InvoiceRow, withLink = false) => ({
      ...base(row),
      DocNumber: row.docNumber,
      CustomerRef: ref(state, row.customerId),
      TotalAmt: row.total,
      Balance: row.balance,
      DueDate: row.dueDate,
      EmailStatus: row.emailed ? 'EmailSent' : 'NotSet',
      ...filled({
        DeliveryInfo: row.sentAt === null ? null : { DeliveryType: 'Email', DeliveryTime: vendorTime(row.sentAt) },
        PrivateNote: row.voided ? 'Voided' : null,
        InvoiceLink:
          withLink && state.customers[row.customerId]?.email ? `https://pay.northwind.example.com/${row.id}` : null,
      }),
      LinkedTxn: paymentsOf().get(row.id) ?? [],
      Line: [{ Id: '1', LineNum: 1, Description: row.title, Amount: row.total, DetailType: 'SalesItemLineDetail' }],
    }),
    estimate: (row: EstimateRow) => ({
      ...base(row),
      DocNumber: row.docNumber,
      CustomerRef: ref(state, row.customerId),
      TotalAmt: row.total,
      TxnStatus: row.status,
      EmailStatus: row.sentAt === null ? 'NotSet' : 'EmailSent',
      ...filled({
        AcceptedDate: row.acceptedDate,
        ExpirationDate: row.expirationDate,
        DeliveryInfo: row.sentAt === null ? null : { DeliveryType: 'Email', DeliveryTime: vendorTime(row.sentAt) },
      }),
      Line: [{ Id: '1', LineNum: 1, Description: row.title, Amount: row.total, DetailType: 'SalesItemLineDetail' }],
    }),
    payment: (row: PaymentRow) => ({
      ...base(row),
      CustomerRef: ref(state, row.customerId),
      TotalAmt: row.total,
      UnappliedAmt: row.total - row.applied.reduce((sum, { amount }) => sum + amount, 0),
      Line: row.applied.map(({ invoiceId, amount }) => ({
        Amount: amount,
        LinkedTxn: [{ TxnId: invoiceId, TxnType: 'Invoice' }],
      })),
    }),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function fullName({ customers }: State, row: CustomerRow): string {
  const parent = row.parentId === null ? undefined : customers[row.parentId];
  return parent ? `${parent.displayName}:${row.displayName}` : row.displayName;
}
