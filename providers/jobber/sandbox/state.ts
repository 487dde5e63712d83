import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export type Flags = {
  receivesReminders: boolean;
  receivesFollowUps: boolean;
  receivesQuoteFollowUps: boolean;
  receivesInvoiceFollowUps: boolean;
  receivesReviewRequests: boolean;
};
export type EmailRow = { id: number; address: string; description: string; primary: boolean };
export type PhoneRow = { id: number; number: string; description: string; primary: boolean; smsAllowed: boolean };
export type AddressRow = {
  street1: string | null;
  street2: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
};
/** Instants are epoch milliseconds; the API prints them with the vendor's second precision. */
export type ClientRow = {
  id: number;
  firstName: string;
  lastName: string;
  companyName: string | null;
  isCompany: boolean;
  isLead: boolean;
  isArchived: boolean;
  sampleData: boolean;
  emails: EmailRow[];
  phones: PhoneRow[];
  billingAddress: AddressRow | null;
  flags: Flags;
  tags?: string[];
  createdAt: number;
  updatedAt: number;
};
export type JobRow = {
  id: number;
  clientId: number;
  jobNumber: number;
  title: string;
  total: number;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
  closedAt: number | null;
  /** Closed, and shown as one that has to be invoiced. */
  awaitsInvoice?: boolean;
  visitIds: number[];
};
export type VisitRow = {
  id: number;
  jobId: number;
  clientId: number;
  title: string;
  startAt: number | null;
  endAt: number | null;
  completedAt: number | null;
  createdAt: number;
  /** Who goes there, by name. */
  assignedTo?: string[];
};
export type QuoteRow = {
  id: number;
  clientId: number;
  quoteNumber: string;
  title: string;
  total: number;
  quoteStatus: string;
  createdAt: number;
  updatedAt: number;
  transitionedAt: number;
  approvedAt: number | null;
};
/** Days are dates in the account's zone, without a time. */
export type InvoiceRow = {
  id: number;
  clientId: number;
  invoiceNumber: string;
  subject: string;
  total: number;
  createdAt: number;
  updatedAt: number;
  sentAt: number | null;
  issuedDay: string | null;
  dueDay: string | null;
  paidAt: number | null;
  /** `void as paid`: the status does not say that it was voided. */
  end: 'void' | 'void as paid' | 'bad debt' | null;
  paymentIds: number[];
};
export type PaymentRow = {
  id: number;
  invoiceId: number;
  clientId: number;
  amount: number;
  at: number;
  adjustmentType: 'PAYMENT' | 'VOIDED' | 'BAD_DEBT';
};
/** One chain of refresh tokens; `serial` counts its access tokens, those below `deadBelow` are stale. */
export type Family = {
  id: string;
  current: string;
  used: string[];
  end: 'revoked' | 'disconnected' | null;
  serial: number;
  deadBelow: number;
};
export type Endpoint = { id: number; topic: string; url: string };
export type Faults = {
  /** True: THROTTLED with HTTP 200; 'http429': the limit of requests per five minutes. */
  rateLimit: boolean | 'http429';
  /** True is 503. */
  serverError: boolean | number;
  duplicateWebhooks: boolean;
  dropWebhooks: boolean;
  /** This share of the notices, 0 to 1, is lost for good: the same ones for the same `dropSeed`. */
  dropShare: number;
  dropSeed: number;
  /** Notices wait a moment for each other and leave in another order. */
  outOfOrder: boolean;
  /** What was asked is done, and the connection is cut instead of an answer; a number: the next so many times. */
  reset: boolean | number;
  /** What was asked is done at once and answered so many milliseconds later; true: two seconds. */
  slow: boolean | number;
  /** The vendor's clock is so many minutes ahead of the world's (behind: negative). */
  clockSkewMinutes: number;
  delayMs: number;
  /** Root fields hidden due to permissions. */
  hidden: string[];
};
export type Delivery = {
  topic: string;
  itemId: string;
  status: 'pending' | 'delivered' | 'failed' | 'dropped' | 'not connected';
  httpStatus: number | null;
  attempts: number;
  at: string;
};

export type State = {
  nextId: number;
  clients: Map<number, ClientRow>;
  jobs: Map<number, JobRow>;
  visits: Map<number, VisitRow>;
  quotes: Map<number, QuoteRow>;
  invoices: Map<number, InvoiceRow>;
  payments: Map<number, PaymentRow>;
  codes: Map<string, { redirectUri: string; at: number }>;
  families: Family[];
  endpoints: Endpoint[];
  faults: Faults;
  deliveries: Delivery[];
};

export const noFaults = (): Faults => ({
  rateLimit: false,
  serverError: false,
  duplicateWebhooks: false,
  dropWebhooks: false,
  dropShare: 0,
  dropSeed: 1,
  outOfOrder: false,
  reset: false,
  slow: false,
  clockSkewMinutes: 0,
  delayMs: 0,
  hidden: [],
});

export const emptyState = (): State => ({
  nextId: 1001,
  clients: new Map(),
  jobs: new Map(),
  visits: new Map(),
  quotes: new Map(),
  invoices: new Map(),
  payments: new Map(),
  codes: new Map(),
  families: [],
  endpoints: [],
  faults: noFaults(),
  deliveries: [],
});

export const visitsOf = (state: State, job: JobRow): VisitRow[] =>
  job.visitIds.flatMap((id) => state.visits.get(id) ?? []);

export const paymentsOf = (state: State, invoice: InvoiceRow): PaymentRow[] =>
  invoice.paymentIds.flatMap((id) => state.payments.get(id) ?? []);

export const nameOf = (row: ClientRow) =>
  row.isCompany && row.companyName ? row.companyName : `${row.firstName} ${row.lastName}`.trim();

export const isConnected = (state: State) => state.families.some((family) => family.end === null);

const maps = ['clients', 'jobs', 'visits', 'quotes', 'invoices', 'payments', 'codes'] as const;

export function readState(file: string | null): State | null {
  if (!file) return null;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const stored = JSON.parse(text);
  for (const name of maps) stored[name] = new Map(stored[name] ?? []);
  return { ...emptyState(), ...stored, faults: { ...noFaults(), ...stored.faults } };
}

/** Writes at most once per `everyMs`, whole file and rename, so that a kill leaves the old or the new one. */
export function stateFile(file: string | null, state: State, everyMs = 300) {
  let timer: NodeJS.Timeout | null = null;
  const write = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!file) return;
    const plain = { ...state, ...Object.fromEntries(maps.map((name) => [name, [...state[name]]])) };
    writeFileSync(`${file}.new`, JSON.stringify(plain));
    renameSync(`${file}.new`, file);
  };
  return {
    changed() {
      if (file && !timer) timer = setTimeout(write, everyMs);
    },
    write,
  };
}
