/** Instants are epoch milliseconds; the API prints them with the vendor's second precision and offset. */
type Row = { id: string; createdAt: number; updatedAt: number; syncToken: number };

export type AddressRow = {
  line1: string | null;
  line2: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
};
export type CustomerRow = Row & {
  displayName: string;
  givenName: string | null;
  familyName: string | null;
  companyName: string | null;
  /** As people type it: several addresses in one field. */
  email: string | null;
  mobile: string | null;
  phone: string | null;
  alternatePhone: string | null;
  fax: string | null;
  address: AddressRow | null;
  active: boolean;
  /** Of a sub-customer or a project. */
  parentId: string | null;
  isProject: boolean;
};
export type InvoiceRow = Row & {
  customerId: string;
  docNumber: string;
  title: string;
  total: number;
  balance: number;
  /** A day, such as 2026-12-04. */
  dueDate: string;
  emailed: boolean;
  sentAt: number | null;
  voided: boolean;
};
export type EstimateRow = Row & {
  customerId: string;
  docNumber: string;
  title: string;
  total: number;
  status: 'Pending' | 'Accepted' | 'Closed' | 'Rejected' | 'Converted';
  acceptedDate: string | null;
  expirationDate: string | null;
  sentAt: number | null;
};
export type PaymentRow = Row & {
  customerId: string;
  total: number;
  applied: { invoiceId: string; amount: number }[];
};

/** One chain of refresh tokens; `serial` counts its access tokens, those below `deadBelow` are stale. */
export type Family = {
  id: string;
  since: number;
  current: string;
  used: string[];
  ended: boolean;
  serial: number;
  deadBelow: number;
};
export type Faults = {
  /** True: 429 until switched off. */
  rateLimit: boolean;
  /** True is 503. */
  serverError: boolean | number;
  duplicateWebhooks: boolean;
  dropWebhooks: boolean;
  /** This share of the webhook requests, 0 to 1, is lost for good: the same ones for the same `dropSeed`. */
  dropShare: number;
  dropSeed: number;
  /** Webhook requests wait a moment for each other and leave in another order. */
  outOfOrder: boolean;
  /** What was asked is done, and the connection is cut instead of an answer; a number: the next so many times. */
  reset: boolean | number;
  /** What was asked is done at once and answered so many milliseconds later; true: two seconds. */
  slow: boolean | number;
  /** The vendor's clock is so many minutes ahead of the world's (behind: negative). */
  clockSkewMinutes: number;
  delayMs: number;
};
export const webhookFormats = ['cloudevents', 'cloudevents+json', 'legacy'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];
export type Delivery = {
  topic: string;
  itemId: string;
  status: 'pending' | 'delivered' | 'failed' | 'dropped' | 'not connected';
  httpStatus: number | null;
  attempts: number;
  at: string;
};

/** What was deleted, for change data capture. */
export type Gone = { name: 'customer' | 'invoice' | 'estimate' | 'payment'; id: string; at: number };

export type State = {
  nextId: number;
  customers: Record<string, CustomerRow>;
  invoices: Record<string, InvoiceRow>;
  estimates: Record<string, EstimateRow>;
  payments: Record<string, PaymentRow>;
  gone: Gone[];
  codes: Record<string, { redirectUri: string; at: number }>;
  families: Family[];
  faults: Faults;
  webhookFormat: WebhookFormat;
  deliveries: Delivery[];
};

const noFaults = (): Faults => ({
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
});

export const emptyState = (): State => ({
  nextId: 101,
  customers: {},
  invoices: {},
  estimates: {},
  payments: {},
  gone: [],
  codes: {},
  families: [],
  faults: noFaults(),
  webhookFormat: 'cloudevents',
  deliveries: [],
});

/** What a former run of the sandbox wrote. */
export function keptState(kept: unknown): State {
  const stored = kept as Partial<State>;
  return { ...emptyState(), ...stored, faults: { ...noFaults(), ...stored.faults } };
}

export const isConnected = ({ families }: State) => families.some(({ ended }) => !ended);
