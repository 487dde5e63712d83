import type { IncomingHttpHeaders } from 'node:http';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { PrismaClient } from '../../prisma/generated/client.ts';
import type { Database } from '../../records/database.ts';
import { type Membership, memberships, namesOfOrganization } from '../../records/memberships.ts';
import type { Role, SignUp } from '../schemas.ts';
import { type ApiKeys, createApiKeys, keyPrefix } from './api-keys.ts';
import { createAuth } from './auth.ts';
import { bearerOf } from './bearer.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createIssuer, type IssuerSettings } from './issuer.ts';
import { type Joining, join, type Person } from './joining.ts';
import { createMembers, type Members } from './members.ts';
import type { PlatformMail } from './platform-mail.ts';
import { signUp } from './sign-up.ts';

/** A person with an account here, a program with a key, or somebody whom another issuer vouches for. */
export type ActorKind = 'person' | 'api_key' | 'issuer';

/** Who asks, and for which organization. */
export type AccountSession = {
  kind: ActorKind;
  userId: string;
  user: { id: string; name: string; email: string; emailVerified: boolean };
  organizationId: string;
  role: Role;
  membership: Membership;
  /** Every organization that they may choose, this one among them. */
  memberships: Membership[];
  /** Binds what is begun in this session (an authorize) to it. */
  sessionId: string;
  /** Cookies that prolong the session. */
  cookies: string[];
};

/** Everything the product knows of accounts; another issuer of sessions can take its place. */
export type Accounts = {
  /** The paths under /api/auth that are ours to serve, sign-up excepted. */
  handler(request: Request): Promise<Response>;
  session(headers: IncomingHttpHeaders): Promise<AccountSession | null>;
  /** Whoever is signed in here, also without any organization. */
  person(headers: IncomingHttpHeaders): Promise<Person | null>;
  /** From now on this session is about another of their organizations. False when it is none of theirs. */
  choose(session: AccountSession, organizationId: string): Promise<boolean>;
  members: Members;
  invitations: Invitations;
  keys: ApiKeys;
  /** Accepts an invitation; an answer signs a new account in. */
  join(joining: Joining): Promise<Response | null>;
  /** The person, the organization, the membership and the senders, or nothing; then a session. */
  signUp(input: SignUp): Promise<Response>;
  /** Makes the rows of an organization whose sign-up was cut off between its two commits. */
  completeSignUp(session: AccountSession): Promise<void>;
  close(): Promise<void>;
};

export type AccountsOptions = {
  database: Database;
  /** DATABASE_AUTH_URL, else the app role's address. */
  url: string;
  secret: string;
  publicUrl: string;
  trustedOrigins: readonly string[];
  /** Whose tokens are believed as well; none: nobody's. */
  issuer?: IssuerSettings | null;
  mail: PlatformMail;
  openOrganization: OpenOrganization;
  clock: Clock;
  log: Logger;
};

export type NewOrganization = {
  organizationId: string;
  name: string;
  slug: string;
  zone: string | null;
  ownerEmail: string | null;
};

/** Runs `then` with the slug inside the transaction that makes the organization: what `then` throws undoes it. */
export type OpenOrganization = (organization: NewOrganization, then: (slug: string) => Promise<void>) => Promise<void>;

export function createAccounts(options: AccountsOptions): Accounts {
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: options.url, max: 5, connectionTimeoutMillis: 10_000 }),
  });
  const auth = createAuth({ ...options, prisma });
  const { mail, clock, publicUrl } = options;
  const keys = createApiKeys(prisma, clock);
  const issuer = options.issuer ? createIssuer(options.issuer, options) : null;
  const invitations = createInvitations({ prisma, mail, clock, publicUrl });
  const signedIn = (incoming: IncomingHttpHeaders) =>
    auth.api.getSession({ headers: webHeaders(incoming), returnHeaders: true });
  return {
    members: createMembers(prisma, clock),
    invitations,
    keys,
    join: (joining) => join({ prisma, auth, invitations, clock }, joining),
    handler: (request) => auth.handler(request),
    completeSignUp: ({ membership: { organizationId, name, slug }, user }) =>
      options.openOrganization(
        { organizationId, name, slug, zone: null, ownerEmail: user.email },
        async () => undefined,
      ),
    signUp: (input) => signUp({ ...options, prisma, auth }, input),
    async session(incoming) {
      const bearer = bearerOf(incoming);
      if (bearer?.startsWith(keyPrefix)) return sessionOfKey(options.database, keys, bearer);
      if (bearer) return (await issuer?.session(bearer)) ?? null;
      const { headers, response } = await signedIn(incoming);
      if (!response) return null;
      const { user, session } = response;
      const all = await memberships(options.database, user.id);
      const membership = all.find(({ organizationId }) => organizationId === session.activeOrganizationId) ?? all[0];
      if (!membership) return null;
      return {
        kind: 'person',
        userId: user.id,
        user: { id: user.id, name: user.name, email: user.email, emailVerified: user.emailVerified },
        organizationId: membership.organizationId,
        role: membership.role,
        membership,
        memberships: all,
        sessionId: session.id,
        cookies: headers.getSetCookie(),
      };
    },
    async person(incoming) {
      const { response } = await signedIn(incoming);
      return response && { userId: response.user.id, email: response.user.email, sessionId: response.session.id };
    },
    async choose({ memberships: all, sessionId }, organizationId) {
      if (!all.some((each) => each.organizationId === organizationId)) return false;
      const { count } = await prisma.session.updateMany({
        where: { id: sessionId },
        data: { activeOrganizationId: organizationId },
      });
      return count > 0;
    },
    close: () => prisma.$disconnect(),
  };
}

/** A program is whoever its key was named for; it may read, or change what a member may change. */
async function sessionOfKey(database: Database, keys: ApiKeys, given: string): Promise<AccountSession | null> {
  const key = await keys.find(given);
  const organization = key && (await namesOfOrganization(database, key.organizationId));
  if (!key || !organization) return null;
  const role = key.scope === 'write' ? 'member' : 'viewer';
  const membership = { organizationId: key.organizationId, role, ...organization } as const;
  return {
    kind: 'api_key',
    userId: key.id,
    user: { id: key.id, name: key.name, email: '', emailVerified: false },
    organizationId: key.organizationId,
    role,
    membership,
    memberships: [membership],
    sessionId: key.id,
    cookies: [],
  };
}

function webHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'x-forwarded-for'] as const) {
    const value = incoming[name];
    if (value) headers.set(name, String(value));
  }
  return headers;
}
