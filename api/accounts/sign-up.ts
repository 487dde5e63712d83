import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { ProblemError } from '../problem.ts';
import type { SignUp } from '../schemas.ts';
import type { OpenOrganization } from './accounts.ts';
import type { Auth } from './auth.ts';

type SignUpOptions = {
  prisma: PrismaClient;
  auth: Auth;
  clock: Clock;
  openOrganization: OpenOrganization;
};

/**
 * The account's transaction commits inside the organization's, as its last act: a failure on either side undoes both.
 * Only a crash between the two commits leaves an account without organization rows; they are made at its next request.
 */
export async function signUp(
  { prisma, auth, clock, openOrganization }: SignUpOptions,
  input: SignUp,
): Promise<Response> {
  const email = input.email.toLowerCase();
  if (await prisma.user.findUnique({ where: { email }, select: { id: true } })) throw taken();
  const { password } = await auth.$context;
  const hash = await password.hash(input.password);
  const { name: ownerName, organizationName: name, zone = null } = input;
  const organization = { organizationId: randomUUID(), name, slug: slugOf(name), zone, ownerEmail: email };
  await openOrganization(organization, (slug) =>
    createAccount(prisma, { ...organization, slug, ownerName, email, hash, at: clock() }),
  );
  const body = { email, password: input.password };
  const response = await auth.api.signInEmail({ body, asResponse: true });
  // A mail that cannot leave must not undo an account that exists; it can be asked for again.
  await auth.api.sendVerificationEmail({ body: { email, callbackURL: '/' } }).catch(() => undefined);
  return response;
}

type NewAccount = {
  organizationId: string;
  name: string;
  slug: string;
  ownerName: string;
  email: string;
  hash: string;
  at: Date;
};

async function createAccount(prisma: PrismaClient, account: NewAccount): Promise<void> {
  const { organizationId, email, at } = account;
  const userId = randomUUID();
  const dates = { createdAt: at, updatedAt: at };
  try {
    await prisma.$transaction([
      prisma.user.create({ data: { id: userId, name: account.ownerName, email, ...dates } }),
      prisma.account.create({
        data: {
          id: randomUUID(),
          userId,
          accountId: userId,
          providerId: 'credential',
          password: account.hash,
          ...dates,
        },
      }),
      prisma.accountOrganization.create({
        data: { id: organizationId, name: account.name, slug: account.slug, createdAt: at },
      }),
      prisma.member.create({ data: { id: randomUUID(), organizationId, userId, role: 'owner', createdAt: at } }),
    ]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'P2002') throw taken();
    throw error;
  }
}

const taken = () =>
  new ProblemError(409, 'account_exists', 'There is an account with this email address already.', {
    action: { label: 'Sign in', href: '/sign-in' },
  });

/** A name for addresses: letters, digits and hyphens. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slug || 'business';
}
