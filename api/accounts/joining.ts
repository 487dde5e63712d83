import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import { ProblemError } from '../problem.ts';
import type { Auth } from './auth.ts';
import type { HeldInvitation, Invitations } from './invitations.ts';

/** Whoever is signed in, whether or not any business is theirs. */
export type Person = { userId: string; email: string; sessionId: string };

export type Joining = { token: string; person: Person | null; account: { name: string; password: string } | null };

type Options = { prisma: PrismaClient; auth: Auth; invitations: Invitations; clock: Clock };

/**
 * Accepts an invitation: with the account that is signed in, or with a new one for the invited address. The letter came
 * to that address, so it is confirmed.
 * @returns the answer that signs a new account in; null: the session that there was goes on
 */
export async function join(options: Options, { token, person, account }: Joining): Promise<Response | null> {
  const { prisma, auth, invitations, clock } = options;
  const invitation = await invitations.find(token);
  if (!invitation) throw gone();
  if (person) {
    if (person.email !== invitation.email) throw otherAccount(person.email, invitation.email);
    await prisma.$transaction(async (db) => {
      await become(db, invitation, person.userId, clock());
      const { organizationId: activeOrganizationId } = invitation;
      await db.session.update({ where: { id: person.sessionId }, data: { activeOrganizationId } });
    });
    return null;
  }
  if (invitation.hasAccount) throw signInFirst(token);
  if (!account) throw new ProblemError(400, 'account_needed', 'Please give a name and choose a password.');
  const { password } = await auth.$context;
  const hash = await password.hash(account.password);
  await prisma.$transaction((db) => openAccount(db, invitation, { name: account.name, hash }, clock()));
  return auth.api.signInEmail({ body: { email: invitation.email, password: account.password }, asResponse: true });
}

async function openAccount(
  db: Prisma.TransactionClient,
  invitation: HeldInvitation,
  { name, hash }: { name: string; hash: string },
  at: Date,
): Promise<void> {
  const dates = { createdAt: at, updatedAt: at };
  const id = randomUUID();
  const { count } = await db.user.createMany({
    data: [{ id, name, email: invitation.email, emailVerified: true, ...dates }],
    skipDuplicates: true,
  });
  if (count === 0) throw gone();
  await db.account.create({
    data: { id: randomUUID(), userId: id, accountId: id, providerId: 'credential', password: hash, ...dates },
  });
  await become(db, invitation, id, at);
}

/** The invitation is used up in the same transaction: a second click finds it gone. */
async function become(
  db: Prisma.TransactionClient,
  { id, organizationId, role }: HeldInvitation,
  userId: string,
  at: Date,
): Promise<void> {
  const { count } = await db.invitation.updateMany({
    where: { id, status: 'pending' },
    data: { status: 'accepted', tokenHash: null },
  });
  if (count === 0) throw gone();
  await db.user.update({ where: { id: userId }, data: { emailVerified: true } });
  await db.member.createMany({
    data: [{ id: randomUUID(), organizationId, userId, role, createdAt: at }],
    skipDuplicates: true,
  });
}

export const gone = () =>
  new ProblemError(410, 'invitation_gone', 'This invitation is not open any more. Ask for a new one.');

const otherAccount = (own: string, invited: string) =>
  new ProblemError(409, 'other_account', `You are signed in as ${own}; the invitation is for ${invited}.`);

const signInFirst = (token: string) =>
  new ProblemError(409, 'sign_in_first', 'There is an account with this address. Sign in to accept.', {
    action: { label: 'Sign in', href: `/sign-in?next=${encodeURIComponent(`/invitation?token=${token}`)}` },
  });
