/**
 * What the core knows of a channel (a road by which messages leave). Types and error kinds only.
 *
 * channel         `email` or `sms`; one folder here
 * sender          what a message leaves from; belongs to exactly one organization
 * vendor account  the account at the vendor; an idempotency key is worth nothing under another one
 * status          how far a message has come; ranked in journeys/, late news never move it back
 */

import type { Domains, Subaccounts } from './sender-setup.ts';

export type ChannelKey = 'email' | 'sms';

/** A message as it was rendered once and stored; retried byte for byte. */
export type Outgoing = {
  /** Our message id: the idempotency key of email, part of the status callback of sms. */
  id: string;
  to: string;
  /** An address such as `Name <a@b.c>`, a number in E.164, or a messaging service. */
  from: string;
  replyTo: string | null;
  subject: string | null;
  text: string;
  html: string | null;
  /** Extra headers of an email (List-Unsubscribe, …). */
  headers: Record<string, string>;
  /** Until when it may still leave (end of the window); sms passes it on as ValidityPeriod. */
  until: Date | null;
};

/** `perSecond`: the vendor's own word on its limit. */
export type Accepted = { vendorId: string; status: DeliveryStatus; perSecond?: number };

/** A message as its vendor knows it. `at`: when it was taken. */
export type Looked = { vendorId: string; status: DeliveryStatus; code: string | null; at: Date | null };

export type DeliveryStatus =
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'opened'
  | 'clicked'
  | 'bounced'
  | 'complained'
  | 'failed'
  | 'suppressed';

/** One notice of a channel webhook. `account`: the vendor account that it comes from, where the vendor names it. */
export type ChannelNotice = { account?: string | null } & ChannelNews;

type ChannelNews =
  | {
      kind: 'status';
      dedupeKey: string;
      vendorId: string;
      /** Our own id where the notice carries it. */
      messageId: string | null;
      status: DeliveryStatus;
      occurredAt: Date | null;
      code: string | null;
    }
  | {
      kind: 'inbound';
      dedupeKey: string;
      vendorId: string;
      from: string;
      /** The sender's own address or number: it finds the organization. */
      to: string;
      /** The messaging service (MG…) that the number belongs to, where the vendor names one. */
      service?: string | null;
      text: string;
      /** Pictures and the like that came with it; they are counted, not fetched. */
      media?: number;
      /** The vendor's or the keyword's word on consent; null when it is an ordinary reply. */
      consent: 'stop' | 'start' | 'help' | null;
      occurredAt: Date | null;
    }
  | { kind: 'unreadable'; dedupeKey: string; reason: string };

export type ChannelRequest = {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** The full public URL as the vendor called it, built from configuration. */
  url: string;
};

export interface Channel {
  readonly key: ChannelKey;
  /** Pinned on the ledger row. */
  readonly vendorAccount: string;
  /**
   * How fast the vendor takes messages of an account or sender; all processes keep to it. Without it there is no limit.
   * `everyCall`: a look counts, too.
   */
  pace?(from: string): { key: string; perSecond: number; everyCall: boolean };
  /**
   * Hands one message to the vendor. At most 30 s.
   * @throws Refused, RateLimited, NotProcessed, OutcomeUnknown
   */
  send(message: Outgoing): Promise<Accepted>;
  /**
   * What became of a message; null: the vendor knows none by this id. A look, which changes nothing.
   * @throws the kinds above
   */
  lookUp(vendorId: string): Promise<Looked | null>;
  /**
   * Whether a message whose answer was lost is there after all: what the vendor took for its recipient since then with
   * the same words, oldest first. Equal texts of one day are all found: the ledger knows whose each one is.
   * @throws the kinds above
   */
  sentTo(message: Outgoing, since: Date): Promise<Looked[]>;
  /** Never throws; constant time. */
  verifyWebhook(request: ChannelRequest): boolean;
  /** The notices of a verified request; never throws. */
  readWebhook(request: ChannelRequest): ChannelNotice[];
  /** A harmless call that proves the credentials. @throws the kinds above */
  check(): Promise<void>;
  /** Where an organization can bring a domain of its own. */
  readonly domains?: Domains;
  /** Where an organization can have an account and numbers of its own. */
  readonly subaccounts?: Subaccounts;
}

/** Refused for certain; the same message will never be accepted. `recipient`: the address or number itself is the reason. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: string;
  readonly about: 'recipient' | 'opted_out' | 'sender' | 'account' | 'message';
  constructor(code: string, about: Refused['about']) {
    super(`Refused by the vendor: ${code}`);
    this.code = code;
    this.about = about;
  }
}

/** Not processed for certain; try again after the given time. `quota`: do not spin. */
export class RateLimited extends Error {
  override name = 'RateLimited';
  readonly retryAfterMs: number;
  readonly quota: boolean;
  constructor(retryAfterMs: number, quota = false) {
    super(`The vendor asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`);
    this.retryAfterMs = retryAfterMs;
    this.quota = quota;
  }
}

/** Not processed for certain (the connection was refused before anything was sent): safe to retry. */
export class NotProcessed extends Error {
  override name = 'NotProcessed';
}

/**
 * It may or may not have gone out. Email: retry with the same key within 23 h. SMS: never resend.
 * `review`: not even email may be retried.
 */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
  readonly review: boolean;
  constructor(message: string, review = false) {
    super(message);
    this.review = review;
  }
}
