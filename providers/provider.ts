/**
 * What the core knows of a provider (a system that we read). Types and error kinds only.
 *
 * provider    a system we read; one folder here
 * connection  one organization's OAuth link to one account at a provider
 * entity      one thing at the provider: a client, a job, a visit, a quote, an invoice
 * snapshot    an entity as it was read at one moment
 * notice      one event notice inside a webhook request (it becomes one delivery)
 * trigger     a kind of event that a journey can start from
 */

import type { Purpose } from '../journeys/purposes.ts';
import type { Truth } from '../journeys/steps/schema.ts';

/** What the provider calls an account is a string of its own making; compare whole strings only. */
export type Account = { id: string; name: string };

export type Tokens = {
  accessToken: string;
  refreshToken: string;
  /** When the access token ends, by the provider's word (UTC). */
  accessTokenExpiresAt: Date;
  /** When the refresh token ends, where the provider says so. */
  refreshTokenExpiresAt: Date | null;
  /** When no refresh helps any more and the owner has to connect again, where the provider says so. */
  consentEndsAt?: Date | null;
};

/** The business behind a connection: fills what the organization has not said of itself. */
export type Profile = {
  name: string | null;
  street1: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  /** As the provider spells it: a name or an ISO 3166 code. */
  country: string | null;
  phone: string | null;
  websiteUrl: string | null;
  logoUrl: string | null;
  /** IANA zone. */
  zone: string | null;
};

export type Connected = {
  account: Account;
  tokens: Tokens;
  profile: Profile;
  /** The moment of connecting by the provider's own clock (Date header of a call made now). */
  connectedAt: Date;
};

/** One customer as a provider has it. `emails` and `phones` in the provider's order. */
export type CustomerRecord = {
  externalId: string;
  name: string;
  firstName: string;
  lastName: string;
  companyName: string | null;
  isCompany: boolean;
  isLead: boolean;
  isArchived: boolean;
  isSample: boolean;
  emails: { address: string; label: string | null; primary: boolean }[];
  phones: { number: string; label: string | null; primary: boolean; smsAllowed: boolean; mobile: boolean | null }[];
  address: PostalAddress | null;
  /** The provider's own consent flags by purpose family; absent = the provider does not say. */
  consent: Partial<Record<ConsentFlag, boolean>>;
  createdAt: Date | null;
  updatedAt: Date | null;
};

export type PostalAddress = {
  street1: string | null;
  street2: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
};

export type ConsentFlag =
  | 'receivesReminders'
  | 'receivesFollowUps'
  | 'receivesQuoteFollowUps'
  | 'receivesInvoiceFollowUps'
  | 'receivesReviewRequests';

/** `kind` is the provider-neutral noun (`client`, `job`, `visit`, `quote`, `invoice`, `payment`); `id` the provider's own. */
export type EntityRef = { kind: string; id: string };

/** Flat values offered to templates and filters, keyed as in the manifest: `job.title`, `quote.number`. */
export type Facts = Record<string, string | number | boolean | null>;

/**
 * What happened to an entity, as far as one snapshot can tell.
 * The core counts and judges; the provider only says what is so.
 */
export type Transition = {
  trigger: string;
  /** Whose count this is: usually the snapshot's own entity; a completed visit may complete its job. */
  entity: EntityRef;
  /** What is known of that entity, where the snapshot's own facts do not say it: one payment pays several invoices. */
  facts?: Facts;
  /** The same of what is printed on it: it may be told of before it was read itself. */
  paper?: Paper | null;
  /** True while the entity is in the state that the trigger names; a change false → true is the transition. */
  holds: boolean;
  /** The provider's own time of the transition, when it keeps one; a date without a time is `dateOnly`. */
  at: Date | null;
  dateOnly?: boolean;
  /** Field that `at` was read from, for `occurred_at_source`. */
  source: string | null;
  /** Topics that themselves say that the transition has just happened. */
  saidBy: readonly string[];
  /**
   * True when it begins by the clock alone, at `at`: the provider tells nothing then. A date without a time counts
   * from its end, in the account's zone. `holds` says that nothing else is in the way.
   */
  due?: boolean;
  /** True while the entity's state fits both: then a topic in `saidBy` tells, else what was known before stays. */
  unclear?: boolean;
};

/** What is printed on an invoice or estimate, by which the same paper is known in another system. */
export type Paper = { number: string; total: number };

export type Snapshot = {
  entity: EntityRef;
  /** Null: deleted, never existed, or another account's. Then nothing else is filled. */
  found: boolean;
  createdAt: Date | null;
  /** Null where the provider keeps none (visits at Jobber). */
  updatedAt: Date | null;
  customer: CustomerRecord | null;
  transitions: Transition[];
  facts: Facts;
  /** For an invoice or estimate. */
  paper?: Paper | null;
};

/** One notice of a webhook request. */
export type Notice =
  | {
      readable: true;
      topic: string;
      accountId: string;
      /** Null when the notice concerns the account or app itself. */
      entity: EntityRef | null;
      occurredAt: Date | null;
      /** Equal for retries of the same notice, whatever the order of bytes. */
      dedupeKey: string;
    }
  | { readable: false; dedupeKey: string; reason: string };

/** How much of the provider's budget an answer left, for the shared bucket. */
export type Budget = { available: number; maximum: number; restoredPerSecond: number };

/** One limit that a provider keeps per account: a bucket of `maximum` that is filled by so much a second. */
export type Limit = { name: string; maximum: number; restoredPerSecond: number };

/** What an account's calls are paid from; one for all processes. Amounts by the names of the provider's limits. */
export type Meter = {
  /** Takes a permit right before one HTTP call. @throws RateLimited while there is none */
  take(cost: Readonly<Record<string, number>>): Promise<void>;
  /** What an answer said is left now. */
  tell(left: Readonly<Record<string, Budget>>): Promise<void>;
};

/** One signed-in account; every call may throw the error kinds below. Without a meter nothing is counted. */
export type Session = { accessToken: string; accountId: string; meter?: Meter };

/** What a farewell needs: some providers end a connection by its access token, others by its refresh token. */
export type Link = Session & { refreshToken: string };

/**
 * What a message may demand when it leaves, told by a reading made now: of the invoice, the quote or the client with
 * that id. Null: it is not there any more.
 */
export type TellTruth = (session: Session, asked: { id: string; tag: string | null }) => Promise<boolean | null>;
export type Truths = Readonly<Partial<Record<Truth['fact'], TellTruth>>>;

export type CustomerPage = { customers: CustomerRecord[]; nextCursor: string | null; budget: Budget | null };

/** `open`: what is still going on, whenever it began. `past`: what changed since. */
export type HistoryStage = 'open' | 'past';

/** `kind`: what the page holds, for the eyes of people. Null cursor: that was the last page of the stage. */
export type HistoryPage = { kind: string; snapshots: Snapshot[]; nextCursor: string | null; budget: Budget | null };

/**
 * An entity that changed. `updatedAt`: null where the provider keeps none; `says`: a trigger that holds by this
 * listing alone; `gone`: the provider does not have it any more.
 */
export type Change = { entity: EntityRef; updatedAt: Date | null; says: string | null; gone: boolean };

export type ChangePage = { changes: Change[]; nextCursor: string | null; budget: Budget | null };

export type WebhookRequest = { headers: Record<string, string | string[] | undefined>; body: Buffer };

/** What happens to a connection because of a notice about the account itself. */
export type AccountNotice = 'disconnected' | 'connected' | null;

export interface Provider {
  readonly key: string;
  /** So many customers a page holds unless the provider finds it too costly. */
  readonly pageSize: number;
  /** What the provider allows one account, as far as it says so beforehand. */
  readonly limits: readonly Limit[];
  /** The address that the owner's browser is sent to. */
  authorizeUrl(input: { state: string; redirectUri: string }): string;
  /** What the callback's query says, before anything is redeemed. */
  readCallback(query: Record<string, string | undefined>): CallbackReading;
  /** Redeems the code and reads account and profile. @throws ReconnectNeeded for a refused code */
  connect(input: { query: Record<string, string | undefined>; redirectUri: string; meter?: Meter }): Promise<Connected>;
  /** @throws ReconnectNeeded when the refresh token is dead; OutcomeUnknown when the answer was lost */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Tells the provider that we are gone. A dead token counts as done. */
  disconnect(link: Link): Promise<void>;
  /** A harmless call: the account behind the token. */
  account(session: Session): Promise<Account>;
  /** One page of all customers, in an order that a saved cursor can go on from. */
  customerPage(session: Session, input: { cursor: string | null; pageSize: number }): Promise<CustomerPage>;
  /** The entity as it is now, with what it says about every trigger. */
  snapshot(session: Session, entity: EntityRef): Promise<Snapshot>;
  /** Those of the manifest. */
  readonly truths: Truths;
  /** One page of whole entities, newest first where the provider can; for a first reading of what was before us. */
  historyPage(
    session: Session,
    input: { stage: HistoryStage; since: Date; cursor: string | null },
  ): Promise<HistoryPage>;
  /** One page of what changed since, as cheap as the provider allows: for what no webhook told. */
  changes(session: Session, input: { since: Date; cursor: string | null }): Promise<ChangePage>;
  /** True when the signature over the raw bytes is ours; constant time; never throws. */
  verifyWebhook(request: WebhookRequest): boolean;
  /** The notices of a verified request; an unreadable part is a notice of its own; never throws. */
  readWebhook(request: WebhookRequest): Notice[];
  /** What a topic without entity means for the connection. */
  accountNotice(topic: string): AccountNotice;
  /** Entities to re-read for a notice; empty when the topic starts nothing (it is then kept as unprocessed). */
  concerns(notice: { topic: string; entity: EntityRef | null }): EntityRef[];
  /** Registers our webhook address for every topic we need, where the provider has a call for it. */
  registerWebhooks?(session: Session, url: string): Promise<void>;
}

export type CallbackReading =
  /** A normal answer to our own authorize. */
  | { kind: 'granted'; state: string }
  /** The user started at the provider's marketplace: a code without our state. It is never redeemed. */
  | { kind: 'marketplace' }
  | { kind: 'denied' };

/** What the core and the UI know of a provider without its code. Pure data. */
export type Manifest = {
  key: string;
  name: string;
  /** What the control that begins a connection says, as the provider wants it. */
  connect: string;
  /** What it tells of, as the middle of "hears when … change". */
  hears: string;
  /** What the owner may do there to see a first notice arrive, as an imperative. */
  tryOut: string;
  /** How it is read beside its notices, for the table of features: what was before us, and what no notice told. */
  reads: { history: string; sweep: string };
  triggers: Record<string, TriggerManifest>;
  /** What it can send to customers by itself, by what that is for, and where it is switched: a part of a sentence. */
  automations: Readonly<Partial<Record<Purpose, string>>>;
  /** What it can be asked right before a message leaves, and what it looks at then. */
  truths: Readonly<Partial<Record<Truth['fact'], string>>>;
  /** Webhook topics that have to be switched on at the provider. */
  topics: readonly string[];
  /** Addresses that its portal asks for beside callback and webhook, by the names of its fields. */
  addresses: readonly { name: string; leadsTo: 'reconnect' | 'disconnected' | 'integrations' }[];
  /** Scopes that have to be switched on at the provider, with what each is for. */
  scopes: readonly { name: string; why: string }[];
};

export type TriggerManifest = {
  label: string;
  /** What really starts it, in one sentence for owners. */
  meaning: string;
  entity: string;
  /** Fields that the trigger offers to templates, beside `customer.*` and `business.*`. */
  fields: readonly Field[];
};

export type Field = {
  name: string;
  label: string;
  type: 'text' | 'number' | 'money' | 'date' | 'boolean' | 'list';
  sample: string;
};

/** What every refusal has in common. */
export abstract class ProviderFailure extends Error {
  /** The provider's own id of the call, for its support; it says nothing of anybody. */
  reference: string | null = null;
}

/** The link is dead: only the owner can mend it, by connecting again. */
export class ReconnectNeeded extends ProviderFailure {
  override name = 'ReconnectNeeded';
  readonly why: 'refused' | 'disconnected';
  constructor(why: 'refused' | 'disconnected') {
    super(`The provider does not accept this connection any more (${why}).`);
    this.why = why;
  }
}

/** The access token is stale: refresh, then ask again. */
export class TokenStale extends ProviderFailure {
  override name = 'TokenStale';
}

/** Not processed; ask again after `retryAfterMs`. */
export class RateLimited extends ProviderFailure {
  override name = 'RateLimited';
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    super(`The provider asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The request can never be served as it is; a smaller page may. */
export class TooCostly extends ProviderFailure {
  override name = 'TooCostly';
}

/** 5xx, reset, time-out of a read: try again later. */
export class Unavailable extends ProviderFailure {
  override name = 'Unavailable';
}

/** A write (token exchange) may or may not have happened: the answer was lost. */
export class OutcomeUnknown extends ProviderFailure {
  override name = 'OutcomeUnknown';
}

/** Refused for good: missing permission, or an answer that does not have the shape we need. `path` names the field. */
export class Rejected extends ProviderFailure {
  override name = 'Rejected';
  readonly code: string;
  readonly path: string | null;
  constructor(code: string, path: string | null = null) {
    super(path ? `${code} at ${path}` : code);
    this.code = code;
    this.path = path;
  }
}
