import { DateTime } from 'luxon';
import type { QuickbooksSandboxSettings } from './settings.ts';
import type { CustomerRow, EstimateRow, Gone, InvoiceRow, PaymentRow, State } from './state.ts';
import type { Happening, Webhooks } from './webhooks.ts';

type Dependencies = {
  state: State;
  settings: QuickbooksSandboxSettings;
  webhooks: Pick<Webhooks, 'send'>;
  clock: () => number;
  changed: () => void;
};
export type Deeds = ReturnType<typeof createDeeds>;
export type NewCustomer = Partial<Omit<CustomerRow, 'id' | 'updatedAt' | 'syncToken'>>;
export type NewInvoice = {
  customerId: string;
  docNumber?: string;
  title?: string;
  total?: number;
  dueDate?: string;
  createdAt?: number;
  sentAt?: number;
};
export type NewEstimate = {
  customerId: string;
  docNumber?: string;
  title?: string;
  total?: number;
  createdAt?: number;
};
export type NewPayment = { customerId: string; amount?: number; invoiceIds: string[]; createdAt?: number };

const day = 86_400_000;
/** The next number of each list of papers, whoever adds to it. */
const numbers = new WeakMap<object, number>();
const cents = (amount: number) => Math.round(amount * 100) / 100;

/** What people do in the pretend company, with the notices that the vendor sends for it. */
export function createDeeds({ state, settings, webhooks, clock, changed }: Dependencies) {
  const newRow = (createdAt = clock()) => {
    const id = String(state.nextId++);
    return { id, createdAt, updatedAt: createdAt, syncToken: 0 };
  };
  const dayOf = (at: number) => DateTime.fromMillis(at, { zone: settings.zone }).toISODate() ?? '';
  const docNumber = (rows: object) => {
    const next = numbers.get(rows) ?? 1001 + Object.keys(rows).length;
    numbers.set(rows, next + 1);
    return String(next);
  };
  const unapply = (row: InvoiceRow) => {
    for (const payment of Object.values(state.payments)) {
      if (payment.applied.some(({ invoiceId }) => invoiceId === row.id))
        payment.applied = payment.applied.filter(({ invoiceId }) => invoiceId !== row.id);
    }
  };
  const tell = (...events: Omit<Happening, 'at'>[]) =>
    webhooks.send(events.map((event) => ({ ...event, at: clock() })));
  const edited = (...rows: { updatedAt: number; syncToken: number }[]) => {
    for (const row of rows) Object.assign(row, { updatedAt: clock(), syncToken: row.syncToken + 1 });
    changed();
  };
  const gone = (name: Gone['name'], { id }: { id: string }) => {
    state.gone.push({ name, id, at: clock() });
    changed();
  };
  const updated = (name: string) => (row: { id: string }) => ({ name, id: row.id, operation: 'updated' });

  function createCustomer(input: NewCustomer): CustomerRow {
    const { displayName, givenName = null, familyName = null, companyName = null } = input;
    const row: CustomerRow = {
      ...newRow(input.createdAt),
      displayName: displayName || [givenName, familyName].filter(Boolean).join(' ') || companyName || 'Customer',
      givenName,
      familyName,
      companyName,
      email: input.email ?? null,
      mobile: input.mobile ?? null,
      phone: input.phone ?? null,
      alternatePhone: input.alternatePhone ?? null,
      fax: input.fax ?? null,
      address: input.address ?? null,
      active: input.active ?? true,
      parentId: input.parentId ?? null,
      isProject: input.isProject ?? false,
    };
    state.customers[row.id] = row;
    changed();
    tell({ name: 'customer', id: row.id, operation: 'created' });
    return row;
  }

  function editCustomer(row: CustomerRow, input: NewCustomer) {
    Object.assign(row, input);
    edited(row);
    tell(updated('customer')(row));
  }

  /** The vendor deletes no customer: it is hidden, and its name says so. */
  function hideCustomer(row: CustomerRow) {
    if (!row.active) return;
    Object.assign(row, { active: false, displayName: `${row.displayName} (deleted)` });
    edited(row);
    tell(updated('customer')(row));
  }

  /** `row` goes up in `into`, with all its papers. */
  function mergeCustomer(row: CustomerRow, into: CustomerRow) {
    delete state.customers[row.id];
    for (const papers of [state.invoices, state.estimates, state.payments]) {
      for (const paper of Object.values(papers)) if (paper.customerId === row.id) paper.customerId = into.id;
    }
    for (const part of Object.values(state.customers)) if (part.parentId === row.id) part.parentId = into.id;
    gone('customer', row);
    edited(into);
    tell({ name: 'customer', id: into.id, operation: 'merged', deletedId: row.id });
  }

  function createInvoice(input: NewInvoice): InvoiceRow {
    const base = newRow(input.createdAt);
    const total = cents(input.total ?? 0);
    const row: InvoiceRow = {
      ...base,
      updatedAt: input.sentAt ?? base.updatedAt,
      customerId: input.customerId,
      docNumber: input.docNumber ?? docNumber(state.invoices),
      title: input.title ?? 'Services',
      total,
      balance: total,
      dueDate: input.dueDate ?? dayOf(base.createdAt + 14 * day),
      emailed: input.sentAt !== undefined,
      sentAt: input.sentAt ?? null,
      voided: false,
    };
    state.invoices[row.id] = row;
    changed();
    tell({ name: 'invoice', id: row.id, operation: 'created' });
    return row;
  }

  function sendInvoice(row: InvoiceRow) {
    Object.assign(row, { emailed: true, sentAt: clock() });
    edited(row);
    tell({ name: 'invoice', id: row.id, operation: 'emailed' }, updated('invoice')(row));
  }

  /** What people change on an invoice; the vendor tells of an edit like any other. */
  function editInvoice(row: InvoiceRow, { dueDate, total }: { dueDate?: string; total?: number }) {
    const change = cents((total ?? row.total) - row.total);
    Object.assign(row, {
      dueDate: dueDate ?? row.dueDate,
      total: cents(row.total + change),
      balance: cents(Math.max(0, row.balance + change)),
    });
    edited(row);
    tell(updated('invoice')(row));
  }

  const moveToYesterday = (row: InvoiceRow) => editInvoice(row, { dueDate: dayOf(clock() - day) });

  function voidInvoice(row: InvoiceRow) {
    if (row.voided) return;
    unapply(row);
    Object.assign(row, { voided: true, total: 0, balance: 0 });
    edited(row);
    tell({ name: 'invoice', id: row.id, operation: 'voided' });
  }

  function deleteInvoice(row: InvoiceRow) {
    delete state.invoices[row.id];
    unapply(row);
    gone('invoice', row);
    tell({ name: 'invoice', id: row.id, operation: 'deleted' });
  }

  /** Without an amount all of them are paid in full; the vendor tells of the payment and of each invoice. */
  function pay(input: NewPayment): PaymentRow {
    const invoices = input.invoiceIds.flatMap((id) => state.invoices[id] ?? []);
    let left = input.amount ?? invoices.reduce((sum, { balance }) => sum + balance, 0);
    const applied: PaymentRow['applied'] = [];
    const total = cents(left);
    for (const invoice of invoices) {
      const amount = cents(Math.min(left, invoice.balance));
      if (amount <= 0) continue;
      invoice.balance = cents(invoice.balance - amount);
      left -= amount;
      applied.push({ invoiceId: invoice.id, amount });
    }
    const row: PaymentRow = { ...newRow(input.createdAt), customerId: input.customerId, total, applied };
    state.payments[row.id] = row;
    edited(...invoices);
    tell({ name: 'payment', id: row.id, operation: 'created' }, ...invoices.map(updated('invoice')));
    return row;
  }

  function deletePayment(row: PaymentRow) {
    delete state.payments[row.id];
    const invoices = row.applied.flatMap(({ invoiceId, amount }) => {
      const invoice = state.invoices[invoiceId];
      if (invoice) invoice.balance = cents(invoice.balance + amount);
      return invoice ?? [];
    });
    gone('payment', row);
    edited(...invoices);
    tell({ name: 'payment', id: row.id, operation: 'deleted' }, ...invoices.map(updated('invoice')));
  }

  function createEstimate(input: NewEstimate): EstimateRow {
    const base = newRow(input.createdAt);
    const row: EstimateRow = {
      ...base,
      customerId: input.customerId,
      docNumber: input.docNumber ?? docNumber(state.estimates),
      title: input.title ?? 'Services',
      total: cents(input.total ?? 0),
      status: 'Pending',
      acceptedDate: null,
      expirationDate: dayOf(base.createdAt + 30 * day),
      sentAt: null,
    };
    state.estimates[row.id] = row;
    changed();
    tell({ name: 'estimate', id: row.id, operation: 'created' });
    return row;
  }

  function sendEstimate(row: EstimateRow) {
    row.sentAt = clock();
    edited(row);
    tell({ name: 'estimate', id: row.id, operation: 'emailed' }, updated('estimate')(row));
  }

  function editEstimate(row: EstimateRow, { total }: { total: number }) {
    row.total = cents(total);
    edited(row);
    tell(updated('estimate')(row));
  }

  function deleteEstimate(row: EstimateRow) {
    delete state.estimates[row.id];
    gone('estimate', row);
    tell({ name: 'estimate', id: row.id, operation: 'deleted' });
  }

  function judgeEstimate(row: EstimateRow, status: 'Accepted' | 'Rejected', on?: string) {
    if (row.status === status) return;
    Object.assign(row, { status, acceptedDate: status === 'Accepted' ? (on ?? dayOf(clock())) : null });
    edited(row);
    tell(updated('estimate')(row));
  }

  /** An edit that changes nothing we read. */
  function touch(
    name: 'customer' | 'invoice' | 'estimate' | 'payment',
    row: CustomerRow | InvoiceRow | EstimateRow | PaymentRow,
  ) {
    edited(row);
    tell(updated(name)(row));
  }

  return {
    createCustomer,
    editCustomer,
    hideCustomer,
    mergeCustomer,
    createInvoice,
    sendInvoice,
    editInvoice,
    moveToYesterday,
    voidInvoice,
    deleteInvoice,
    pay,
    deletePayment,
    createEstimate,
    sendEstimate,
    editEstimate,
    deleteEstimate,
    judgeEstimate,
    touch,
  };
}
