import type { Channel, ChannelRequest } from './channel.ts';

/** A line that the owner copies into the DNS of a domain. `name` as the vendor words it, relative to the domain. */
export type DnsRecord = {
  type: string;
  name: string;
  value: string;
  priority: number | null;
  ttl: string | null;
  verified: boolean;
};

export type SetupState = 'ready' | 'pending' | 'failed';

/** A domain of an organization's own at the vendor. */
export type Domain = { vendorId: string; name: string; state: SetupState; dns: DnsRecord[] };

/** Domains of one's own. Every call has a time limit. @throws Refused, RateLimited, NotProcessed, OutcomeUnknown */
export interface Domains {
  /** One that was added and never verified is taken up again; @throws Refused `domain_taken` when it works already. */
  add(name: string): Promise<Domain>;
  /** Null: the vendor knows it no more. */
  read(vendorId: string): Promise<Domain | null>;
  /** Asks the vendor to look at the DNS; the answer comes later. */
  verify(vendorId: string): Promise<void>;
  /** Removing what is gone already is fine. */
  remove(vendorId: string): Promise<void>;
}

/** An account at the vendor that belongs to one organization; `secret` signs its notices. Never logged, never shown. */
export type Subaccount = { vendorAccount: string; secret: string };

/** What carriers of the country ask of a number before it may text; null: nothing. */
export type Registration = 'registered' | 'pending' | 'failed' | 'missing' | null;

/** Something of a subaccount that texts can leave from. */
export type OwnNumber = {
  kind: 'number' | 'service';
  vendorId: string;
  /** A number in E.164, or the service's id. */
  address: string;
  label: string;
};

/** What one account owns. @throws Refused, RateLimited, NotProcessed, OutcomeUnknown */
export interface Numbers {
  owned(): Promise<OwnNumber[]>;
  /** Numbers that could be bought in an area. */
  available(areaCode: string): Promise<string[]>;
  /** Buys a number. It costs money: never repeated by itself. */
  buy(number: string): Promise<OwnNumber>;
  /** From now on what customers write there is told to us. */
  listen(own: OwnNumber): Promise<void>;
  registration(own: OwnNumber): Promise<Registration>;
}

/** Accounts of their own, one per organization. */
export interface Subaccounts {
  create(label: string): Promise<Subaccount>;
  /** An account that the organization has already, once its secret is proven. @throws Refused, as all here */
  adopt(id: string, secret: string): Promise<Subaccount>;
  /** The account that a notice says it comes from; not yet believed. Null: this channel's own. */
  namedBy(request: ChannelRequest): string | null;
  /** The same channel under that account. */
  open(account: Subaccount): Channel & { numbers: Numbers };
}
