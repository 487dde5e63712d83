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
  delayMs: 0,
  hidden: [],
});

export const emptyState = (): State => ({
  nextId: 1001,
  clients: new Map(),
  jobs: new Map(),
  visits: new Map(),
  quotes: new Map(),
  codes: new Map(),
  families: [],
  endpoints: [],
  faults: noFaults(),
  deliveries: [],
});

export const visitsOf = (state: State, job: JobRow): VisitRow[] =>
  job.visitIds.flatMap((id) => state.visits.get(id) ?? []);

export const isConnected = (state: State) => state.families.some((family) => family.end === null);

const maps = ['clients', 'jobs', 'visits', 'quotes', 'codes'] as const;

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
  for (const name of maps) stored[name] = new Map(stored[name]);
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
