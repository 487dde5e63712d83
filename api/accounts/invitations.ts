import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Prisma, PrismaClient, Invitation as Row } from '../../prisma/generated/client.ts';
import { ProblemError } from '../problem.ts';
import { type Role, role } from '../schemas.ts';
import { type Decider, largestTeam, ownersOnly } from './members.ts';
import type { PlatformMail } from './platform-mail.ts';
import { mayDecideOn } from './ranks.ts';

export type Invitation = { id: string; email: string; role: Role; invitedBy: string | null; expiresAt: Date };

/** An invitation as whoever holds its letter sees it. */
export type HeldInvitation = Invitation & { organizationId: string; hasAccount: boolean };

export type Invitations = {
  list(organizationId: string): Promise<Invitation[]>;
  /**
   * Sends a letter to an address; an open invitation there is renewed, and its older letter opens nothing any more.
   * @param from the names in the letter
   */
  invite(by: Decider, to: { email: string; role: Role }, from: { person: string; business: string }): Promise<Sent>;
  /** The letter opens nothing any more. Returns false when there was none. */
  cancel(by: Decider, id: string): Promise<boolean>;
  /** What a letter's key opens; null: it was used, taken back, renewed, or has ended. */
  find(token: string): Promise<HeldInvitation | null>;
};

export type Sent = Invitation & { mailed: boolean };

const validMs = 7 * 24 * 60 * 60_000;

type Options = { prisma: PrismaClient; mail: PlatformMail; clock: Clock; publicUrl: string };

export function createInvitations({ prisma, mail, clock, publicUrl }: Options): Invitations {
  return {
    async list(organizationId) {
      const rows = await prisma.invitation.findMany({
        where: { organizationId, status: 'pending' },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: largestTeam,
      });
      return withInviters(prisma, rows);
    },
    async invite(by, { email, role: given }, from) {
      if (!mayDecideOn(by.role, given)) throw ownersOnly();
      const token = randomBytes(32).toString('base64url');
      const made = await prisma.$transaction(async (db) => {
        await refuseTwice(db, by.organizationId, email);
        const at = clock();
        const values = {
          role: given,
          inviterId: by.userId,
          tokenHash: hashOf(token),
          expiresAt: new Date(at.getTime() + validMs),
        };
        const open = await db.invitation.findFirst({
          where: { organizationId: by.organizationId, email, status: 'pending' },
        });
        if (open) return db.invitation.update({ where: { id: open.id }, data: values });
        const own = { id: randomUUID(), organizationId: by.organizationId, email, createdAt: at };
        return db.invitation.create({ data: { ...own, ...values } });
      });
      const mailed = await mail.send(
        'invitation',
        { name: null, email },
        `${publicUrl}/invitation?token=${token}`,
        from,
      );
      const [invitation] = await withInviters(prisma, [made]);
      if (!invitation) throw new Error('An invitation was made and is gone');
      return { ...invitation, mailed };
    },
    async cancel(by, id) {
      const row = await prisma.invitation.findFirst({
        where: { id, organizationId: by.organizationId, status: 'pending' },
      });
      if (!row) return false;
      if (!mayDecideOn(by.role, role.parse(row.role))) throw ownersOnly();
      const { count } = await prisma.invitation.updateMany({
        where: { id, status: 'pending' },
        data: { status: 'canceled', tokenHash: null },
      });
      return count > 0;
    },
    async find(token) {
      const row = await prisma.invitation.findUnique({ where: { tokenHash: hashOf(token) } });
      if (row?.status !== 'pending' || row.expiresAt <= clock()) return null;
      const [invitation] = await withInviters(prisma, [row]);
      const user = await prisma.user.findUnique({ where: { email: row.email }, select: { id: true } });
      return invitation ? { ...invitation, organizationId: row.organizationId, hasAccount: user !== null } : null;
    },
  };
}

async function refuseTwice(db: Prisma.TransactionClient, organizationId: string, email: string): Promise<void> {
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  const where = { organizationId_userId: { organizationId, userId: user?.id ?? organizationId } };
  if (await db.member.findUnique({ where })) throw emailProblem('already_member', 'They work with you already.');
  const people = await db.member.count({ where: { organizationId } });
  const open = await db.invitation.count({ where: { organizationId, status: 'pending', NOT: { email } } });
  if (people + open >= largestTeam)
    throw emailProblem('team_full', `A team has at most ${largestTeam} people and open invitations.`);
}

const emailProblem = (code: string, message: string) =>
  new ProblemError(409, code, message, { errors: [{ path: 'email', message }] });

async function withInviters(db: Prisma.TransactionClient, rows: Row[]): Promise<Invitation[]> {
  const users = await db.user.findMany({ where: { id: { in: rows.map(({ inviterId }) => inviterId) } } });
  return rows.map(({ id, email, role: given, inviterId, expiresAt }) => ({
    id,
    email,
    role: role.parse(given),
    invitedBy: users.find((user) => user.id === inviterId)?.name ?? null,
    expiresAt,
  }));
}

/** The key of a letter is as good as a password, so it is not kept. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
