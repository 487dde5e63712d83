import type { Clock } from '../../clock.ts';
import type { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import { ProblemError } from '../problem.ts';
import { type Role, role } from '../schemas.ts';
import { mayDecideOn } from './ranks.ts';

export type TeamMember = { userId: string; name: string; email: string; role: Role; joinedAt: Date };

/** Somebody of the business who decides about another. */
export type Decider = { organizationId: string; userId: string; role: Role };

export type Members = {
  list(organizationId: string): Promise<TeamMember[]>;
  /** @throws where the decider's role does not reach so far, or nobody would be left who owns the business */
  changeRole(by: Decider, userId: string, to: Role): Promise<TeamMember | null>;
  /** Ends a membership; their open pages end with it. Returns false when there was none. */
  remove(by: Decider, userId: string): Promise<boolean>;
};

/** So many people and open invitations has one business at most. */
export const largestTeam = 200;

export function createMembers(prisma: PrismaClient, clock: Clock): Members {
  return {
    list: (organizationId) => membersOf(prisma, organizationId),
    changeRole: (by, userId, to) =>
      prisma.$transaction(async (db) => {
        const found = await chosen(db, by, userId);
        if (!found) return null;
        if (!mayDecideOn(by.role, found.role) || !mayDecideOn(by.role, to)) throw ownersOnly();
        if (found.role === 'owner' && to !== 'owner' && found.owners === 1) throw lastOwner();
        await db.member.updateMany({ where: { organizationId: by.organizationId, userId }, data: { role: to } });
        return (await membersOf(db, by.organizationId)).find((member) => member.userId === userId) ?? null;
      }),
    remove: (by, userId) =>
      prisma.$transaction(async (db) => {
        const found = await chosen(db, by, userId);
        if (!found) return false;
        if (!mayDecideOn(by.role, found.role)) throw ownersOnly();
        if (found.role === 'owner' && found.owners === 1) throw lastOwner();
        const { organizationId } = by;
        await db.member.deleteMany({ where: { organizationId, userId } });
        await db.session.updateMany({
          where: { userId, activeOrganizationId: organizationId },
          data: { activeOrganizationId: null, updatedAt: clock() },
        });
        return true;
      }),
  };
}

/** The role of a member and how many owners there are; locked, so that two owners cannot remove each other at once. */
async function chosen(
  db: Prisma.TransactionClient,
  { organizationId }: Decider,
  userId: string,
): Promise<{ role: Role; owners: number } | null> {
  const rows = await db.$queryRaw<{ user_id: string; role: string }[]>`
    SELECT user_id::text, role FROM afterjob_auth.members WHERE organization_id = ${organizationId}::uuid
    ORDER BY id FOR UPDATE`;
  const row = rows.find((each) => each.user_id === userId);
  return row ? { role: role.parse(row.role), owners: rows.filter((each) => each.role === 'owner').length } : null;
}

async function membersOf(db: Prisma.TransactionClient, organizationId: string): Promise<TeamMember[]> {
  const members = await db.member.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: largestTeam,
  });
  const users = await db.user.findMany({ where: { id: { in: members.map(({ userId }) => userId) } } });
  return members.flatMap(({ userId, role: given, createdAt }) => {
    const user = users.find(({ id }) => id === userId);
    return user ? [{ userId, name: user.name, email: user.email, role: role.parse(given), joinedAt: createdAt }] : [];
  });
}

export const ownersOnly = () => new ProblemError(403, 'owners_only', 'Only an owner decides who is an owner.');

const lastOwner = () =>
  new ProblemError(409, 'last_owner', 'A business needs an owner. Make somebody else an owner first.');
