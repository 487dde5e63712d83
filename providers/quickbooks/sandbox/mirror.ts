import type { Deeds } from './deeds.ts';
import type { CustomerRow, EstimateRow, InvoiceRow, State } from './state.ts';

export type Mirrored = {
  kind: 'invoice' | 'estimate';
  number: string;
  total: number;
  dueDate?: string;
  customer: { name: string; email?: string | null; phone?: string | null };
};

const digits = (text: string | null | undefined) => (text ?? '').replace(/\D/g, '').slice(-10);
const addresses = (text: string | null | undefined) =>
  (text ?? '')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);

/** Another system writes a paper of its own into the books, as such systems do: by number, for the same person. */
export function mirrorPaper({ state, deeds }: { state: State; deeds: Deeds }, paper: Mirrored) {
  const customer = sameCustomer(state, paper.customer) ?? deeds.createCustomer(newCustomer(paper.customer));
  const { kind, number, total, dueDate } = paper;
  const known = <Row extends InvoiceRow | EstimateRow>(rows: Record<string, Row>) =>
    Object.values(rows).find(({ docNumber, customerId }) => docNumber === number && customerId === customer.id);
  const made = { customerId: customer.id, docNumber: number, total };
  if (kind === 'invoice') {
    const invoice = known(state.invoices);
    if (invoice) deeds.editInvoice(invoice, { total, dueDate });
    return { kind, customerId: customer.id, id: (invoice ?? deeds.createInvoice({ ...made, dueDate })).id };
  }
  const estimate = known(state.estimates);
  if (estimate) deeds.editEstimate(estimate, { total });
  return { kind, customerId: customer.id, id: (estimate ?? deeds.createEstimate(made)).id };
}

function sameCustomer(state: State, { name, email, phone }: Mirrored['customer']): CustomerRow | undefined {
  const customers = Object.values(state.customers).filter(({ active, parentId }) => active && parentId === null);
  const [address] = addresses(email);
  const number = digits(phone);
  return (
    customers.find((one) => address && addresses(one.email).includes(address)) ??
    customers.find(
      (one) => number && [one.mobile, one.phone, one.alternatePhone].some((own) => digits(own) === number),
    ) ??
    customers.find(({ displayName }) => displayName.toLowerCase() === name.toLowerCase())
  );
}

function newCustomer({ name, email, phone }: Mirrored['customer']) {
  const [givenName = '', ...rest] = name.trim().split(/\s+/);
  return { givenName, familyName: rest.join(' ') || null, email: email ?? null, mobile: phone ?? null };
}
