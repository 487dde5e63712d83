import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Deed, markFailed, nameWhatWasMade, recordDeed } from '../records/audit.ts';
import type { Database } from '../records/database.ts';
import type { AccountSession } from './accounts/accounts.ts';
import { withoutWords } from './deed-words.ts';
import type { ApiDependencies } from './dependencies.ts';
import { type RouteName, splitName } from './roles.ts';

/** Writes down who did what, in the very transaction that does it. */
export type Witness = {
  /** Its first transaction that changes something also writes the deed. */
  database: Database;
  /** @param answer whose `id` is what was made */
  done(answer: unknown): Promise<void>;
  failed(): Promise<void>;
};

type Needs = Pick<ApiDependencies, 'database' | 'clock' | 'log'>;

/** What is done in the tables of accounts is written down right after. */
const elsewhere = /^\S+ \/api\/(team|api-keys|auth|exports)(\/|$)/;

/** Whether a route may do something that is written down. */
export function isDeed(name: RouteName): boolean {
  return splitName(name)[0] !== 'get' && !withoutWords.includes(name);
}

/** The witness of one request. */
export function witness(
  { database, clock, log }: Needs,
  session: AccountSession,
  name: RouteName,
  params: Readonly<Record<string, string>>,
): Witness {
  const { organizationId } = session;
  const deed = deedOf(session, name, params, clock());
  let written = false;
  const afterwards = (work: Parameters<typeof database.withOrganization<void>>[1]) =>
    database.withOrganization(organizationId, work).catch((error: unknown) => {
      log.error({ deed: name, err: error }, 'A deed was not written down');
    });
  return {
    database: {
      ...database,
      async withOrganization(id, work) {
        let here = false;
        const result = await database.withOrganization(id, async (tenant) => {
          const worked = await work(tenant);
          here = !written && id === organizationId && (await recordDeed(tenant, deed, true));
          return worked;
        });
        written ||= here;
        return result;
      },
    },
    async done(answer) {
      const made = Object.keys(params).length === 0 ? idIn.safeParse(answer).data?.id : undefined;
      if (written && made) await afterwards((tenant) => nameWhatWasMade(tenant, deed.id, made));
      if (!written && elsewhere.test(name)) {
        const about = made ? [made] : deed.about;
        await afterwards(async (tenant) => void (await recordDeed(tenant, { ...deed, about }, false)));
      }
    },
    async failed() {
      if (written) await afterwards((tenant) => markFailed(tenant, deed.id));
    },
  };
}

const idIn = z.object({ id: z.uuid() });
const sameDeedMs = 10 * 60_000;

function deedOf(session: AccountSession, name: RouteName, params: Readonly<Record<string, string>>, at: Date): Deed {
  const { kind, userId, user, role } = session;
  const about = Object.values(params).map((value) => value.slice(0, 100));
  // What saves itself while somebody types is one deed for ten minutes.
  const saves = splitName(name)[0] === 'put';
  const same = [userId, name, ...about, Math.floor(at.getTime() / sameDeedMs)].join(' ');
  const id = saves ? uuidOf(createHash('sha256').update(same).digest('hex')) : randomUUID();
  return { id, actor: { kind, id: userId, name: user.name, role }, deed: name, about, at };
}

// Version 8: an id made from what it stands for.
const uuidOf = (hex: string): string =>
  hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
