import type { Connected, EntityRef, Manifest, Provider, Session, WebhookRequest } from './provider.ts';

export type Faults = 'throttled' | 'broken' | 'none';
export type Happening = { entity: EntityRef; topic: string };

/** A trigger that begins by the clock: an entity with that date, which people then move or settle. */
export type Due = {
  /** The entity whose snapshot tells of the trigger. A provider with days takes the UTC day of `at`. */
  make(at: Date): Promise<EntityRef>;
  /** People choose another date; the notice that the provider sends for it. */
  move(entity: EntityRef, at: Date): Promise<Happening>;
  /** Something else is in the way from now on: paid, voided, cancelled, closed. */
  settle(entity: EntityRef): Promise<void>;
};

/** What a provider's sandbox-world.ts adds for history, sweep and budgets. */
export type SandboxWorld = {
  /** HTTP requests to the vendor's data API so far, refused ones too; sign-in and tokens do not count. */
  calls(): Promise<number>;
  /** Whether answers say how much is left of a limit. */
  tellsWhatIsLeft: boolean;
  /**
   * Quietly adds that many entities of each kind that a sweep lists, each finished (archived, paid, completed), made
   * and last changed at that moment.
   */
  seed(count: number, at: Date): Promise<void>;
  /** By the sandbox's state: every entity that stage `open` has to give. */
  open(): Promise<EntityRef[]>;
  /** By the sandbox's state: every entity that stage `past` has to give. */
  past(since: Date): Promise<EntityRef[]>;
  /** By the sandbox's state: everything that a sweep has to name. */
  changed(since: Date): Promise<{ entity: EntityRef; gone: boolean }[]>;
  /** What a sweep costs: so many calls when nothing is new, and so many entities to a call. */
  sweep: { idleCalls: number; pageSize: number };
  /** An edit of nothing that we read, of which the entity's `updatedAt` speaks all the same. */
  touch(entity: EntityRef): Promise<void>;
  /** Whether a sweep names what is deleted there. */
  tellsOfDeleted: boolean;
  /** Per trigger that begins by the clock. */
  dues: Record<string, Due>;
  /** Per fact of the manifest: something of which it is so, and what ends that. */
  truths: Record<string, { make(): Promise<{ id: string; tag?: string }>; end(id: string): Promise<void> }>;
  /** An id that nothing has. */
  nobody: string;
};

/** What the suite needs of a provider's sandbox. */
export type ProviderWorld = SandboxWorld & {
  provider: Provider;
  redirectUri: string;
  /** What the vendor's consent page comes back with. */
  consent(decision: 'allow' | 'deny', state: string): Promise<Record<string, string>>;
  connect(): Promise<Connected & { session: Session }>;
  faults(kind: Faults): Promise<void>;
  expireAccessTokens(): Promise<void>;
  revokeTokens(): Promise<void>;
  customers(): Promise<{ externalId: string; isArchived: boolean; isLead: boolean }[]>;
  deleteCustomer(): Promise<EntityRef>;
  /**
   * Per trigger that the provider tells of: makes an entity for which it does not hold yet (nothing, where being there
   * is enough), then happens.
   */
  happenings: Record<string, { before?: () => Promise<EntityRef>; happen: (entity: EntityRef) => Promise<Happening> }>;
  arrival(topic: string): Promise<WebhookRequest>;
  /** The same provider, pointed at another address. */
  elsewhere(baseUrl: string, timeoutMs: number): Provider;
  /** An address that takes connections and never answers. */
  silentUrl: string;
  /** An address where nobody listens. */
  deadUrl: string;
  close(): Promise<void>;
};

export type ProviderUnderTest = {
  manifest: Manifest;
  /** The triggers that begin by the clock. */
  dues: readonly string[];
  open(): Promise<ProviderWorld>;
};

/** What a call fails with. */
export async function failure(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error : new Error(`no failure but ${String(error)}`);
}

/** All pages, from the first cursor to the last. */
export async function allPages<Page extends { nextCursor: string | null }>(
  read: (cursor: string | null) => Promise<Page>,
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await read(cursor);
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

export const keyOf = ({ kind, id }: EntityRef) => `${kind} ${id}`;
export const keysOf = (entities: readonly EntityRef[]) => entities.map(keyOf).sort();

/** Whole seconds, as the vendors tell them. */
export const inMinutes = (minutes: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + minutes * 60_000);

/** The entity as it is, and what it says about one trigger. */
export async function look(world: ProviderWorld, session: Session, entity: EntityRef, trigger: string) {
  const snapshot = await world.provider.snapshot(session, entity);
  return { snapshot, of: snapshot.transitions.find((one) => one.trigger === trigger) };
}
