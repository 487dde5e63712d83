import { createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../records/database.ts';
import { namesOfOrganization } from '../../records/memberships.ts';
import { ProblemError } from '../problem.ts';
import { role } from '../schemas.ts';
import type { AccountSession, OpenOrganization } from './accounts.ts';
import { slugOf } from './sign-up.ts';

export type IssuerSettings = {
  jwksUrl: string;
  issuer: string;
  audience: string;
  /** Claims that name the organization and the role; a token without a role may read. */
  organizationClaim: string;
  roleClaim: string;
};

type Needs = { database: Database; clock: Clock; openOrganization: OpenOrganization };

/** People whom another system signs in: their tokens stand in the place of our sessions. */
export type Issuer = {
  /** Null: not a token of this issuer for us, or not any more. @throws when its keys cannot be had */
  session(token: string): Promise<AccountSession | null>;
};

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

export function createIssuer(settings: IssuerSettings, { database, clock, openOrganization }: Needs): Issuer {
  const { issuer, audience, organizationClaim, roleClaim } = settings;
  const keys = createRemoteJWKSet(new URL(settings.jwksUrl), { timeoutDuration: 5_000 });
  return {
    async session(token) {
      const claims = await verified(() =>
        jwtVerify(token, keys, {
          ...{ issuer, audience, algorithms, clockTolerance: 5, currentDate: clock() },
          requiredClaims: ['exp', 'sub', organizationClaim],
        }),
      );
      const given = claims?.[organizationClaim];
      if (!claims?.sub || typeof given !== 'string' || !given) return null;
      const organizationId = idFor(`${issuer} organization ${given}`, given);
      const person = personSchema.parse(claims);
      const names = await organization(organizationId, person.organization_name ?? 'My business');
      const userId = idFor(`${issuer} person ${claims.sub}`, claims.sub);
      const membership = { organizationId, role: role.catch('viewer').parse(claims[roleClaim]), ...names };
      return {
        ...{ kind: 'issuer', userId, organizationId, role: membership.role, membership, memberships: [membership] },
        user: { id: userId, name: person.name, email: person.email, emailVerified: person.email_verified },
        // What is begun with one token may end with its successor.
        sessionId: idFor(`${issuer} session ${claims.sub} ${given}`, null),
        cookies: [],
      };
    },
  };

  async function organization(organizationId: string, name: string): Promise<{ name: string; slug: string }> {
    const known = await namesOfOrganization(database, organizationId);
    if (known) return known;
    const slug = slugOf(name);
    await openOrganization({ organizationId, name, slug, zone: null, ownerEmail: null }, async () => undefined);
    return (await namesOfOrganization(database, organizationId)) ?? { name, slug };
  }
}

async function verified(verify: () => Promise<{ payload: JWTPayload }>): Promise<JWTPayload | null> {
  try {
    return (await verify()).payload;
  } catch (error) {
    const unreachable = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
    // A fault in the token is a JOSE error; what is none was met on the way to the keys.
    if (error instanceof errors.JOSEError && !unreachable && error.code !== 'ERR_JOSE_GENERIC') return null;
    throw new ProblemError(503, 'issuer_unavailable', 'Who you are cannot be checked now. Please try again shortly.');
  }
}

const personSchema = z.object({
  name: z.string().min(1).max(120).catch('Somebody'),
  email: z.string().max(254).catch(''),
  email_verified: z.boolean().catch(false),
  organization_name: z.string().trim().min(1).max(120).optional().catch(undefined),
});

const uuid = z.uuid();

/** Ids of others become ids of ours: a uuid stays itself, all else is hashed into one. */
function idFor(text: string, given: string | null): string {
  const own = uuid.safeParse(given);
  if (own.success) return own.data.toLowerCase();
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
