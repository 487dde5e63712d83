import * as z from 'zod';
import { listSenders } from '../records/own-senders.ts';
import { readSenderAccount } from '../records/sender-accounts.ts';
import type { ApiDependencies } from './dependencies.ts';
import { tell } from './engine.ts';
import { ProblemError } from './problem.ts';
import { dnsRecord, type Senders, senders } from './schemas.ts';

/** All senders of an organization, as its people see them. */
export async function presentSenders(deps: ApiDependencies, organizationId: string): Promise<Senders> {
  const { email, sms } = deps.channels;
  return deps.database.withOrganization(organizationId, async (tenant) => {
    const rows = await listSenders(tenant);
    const account = sms?.subaccounts ? await readSenderAccount(tenant, deps.keys, 'sms') : null;
    return senders.parse({
      items: rows.map((row) => ({
        ...row,
        dns: z.array(dnsRecord).catch([]).parse(row.dns),
        checkedAt: row.checkedAt?.toISOString() ?? null,
      })),
      channels: { email: email !== null, sms: sms !== null },
      textAccount: account !== null,
    });
  });
}

/** Everything that waits for a sender of this channel looks again. */
export async function release(deps: ApiDependencies, organizationId: string, channel: 'email' | 'sms') {
  const wake = (reason: string) => deps.temporal.startResume({ organizationId, reason, scope: channel });
  await tell(deps.log, wake('no_sender'), ...(channel === 'sms' ? [wake('sms_not_registered')] : []));
}

export const taken = (words: string) => new ProblemError(409, 'bound_elsewhere', words);
