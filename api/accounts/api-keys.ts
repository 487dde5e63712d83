import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { PrismaClient, ApiKey as Row } from '../../prisma/generated/client.ts';
import { ProblemError } from '../problem.ts';
import type { KeyScope } from '../schemas.ts';

export type ApiKey = Pick<Row, 'id' | 'name' | 'start' | 'createdAt' | 'lastUsedAt'> & { scope: KeyScope };

export type ApiKeys = {
  list(organizationId: string): Promise<ApiKey[]>;
  /** @returns also the key itself: it is shown once and is kept nowhere */
  make(by: { organizationId: string; userId: string }, key: { name: string; scope: KeyScope }): Promise<MadeKey>;
  /** It opens nothing any more. Returns false when there was none. */
  revoke(organizationId: string, id: string): Promise<boolean>;
  /** Whose key it is; null: nobody's, or it was revoked. */
  find(key: string): Promise<(ApiKey & { organizationId: string }) | null>;
};

export type MadeKey = ApiKey & { key: string };

/** Every key begins so: what looks for lost secrets finds it. */
export const keyPrefix = 'aj_';

const most = 50;
const usedEveryMs = 60_000;
const shape = /^aj_[A-Za-z0-9_-]{43}$/;

export function createApiKeys(prisma: PrismaClient, clock: Clock): ApiKeys {
  return {
    async list(organizationId) {
      const rows = await prisma.apiKey.findMany({
        where: { organizationId, revokedAt: null },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: most,
      });
      return rows.map(known);
    },
    async make({ organizationId, userId }, { name, scope }) {
      if ((await prisma.apiKey.count({ where: { organizationId, revokedAt: null } })) >= most)
        throw new ProblemError(409, 'too_many_keys', `There are ${most} keys already. Revoke one first.`);
      const key = `${keyPrefix}${randomBytes(32).toString('base64url')}`;
      const row = await prisma.apiKey.create({
        data: {
          ...{ id: randomUUID(), organizationId, name, scope, createdBy: userId, createdAt: clock() },
          start: key.slice(0, 8),
          hash: hashOf(key),
        },
      });
      return { ...known(row), key };
    },
    async revoke(organizationId, id) {
      const { count } = await prisma.apiKey.updateMany({
        where: { id, organizationId, revokedAt: null },
        data: { revokedAt: clock() },
      });
      return count > 0;
    },
    async find(key) {
      if (!shape.test(key)) return null;
      // Found by its hash: what comparing takes says nothing of the key.
      const row = await prisma.apiKey.findUnique({ where: { hash: hashOf(key) } });
      if (!row || row.revokedAt) return null;
      const at = clock();
      if (!row.lastUsedAt || at.getTime() - row.lastUsedAt.getTime() > usedEveryMs)
        await prisma.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: at } });
      return { ...known(row), organizationId: row.organizationId };
    },
  };
}

const known = ({ id, name, start, scope, createdAt, lastUsedAt }: Row): ApiKey => ({
  ...{ id, name, start, createdAt, lastUsedAt },
  scope: scope === 'write' ? 'write' : 'read',
});

/** 256 random bits need no slow hash. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');
