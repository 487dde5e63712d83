import type { MessageStatus } from '../journeys/statuses.ts';
import type { Database, Tenant } from './database.ts';
import type { ForgottenMessage } from './forgotten-messages.ts';
import { type LedgerRow, lockMessage } from './messages.ts';

export type Question = {
  statuses: readonly MessageStatus[];
  /** When the vendor was last handed it. */
  attempted: { after: Date; before: Date };
  /** It was not asked about since. */
  checkedBefore: Date;
};

/** Messages, of all organizations, whose end nobody told; longest not asked about first. Ids only. */
export async function messagesToAsk(
  database: Database,
  { statuses, attempted, checkedBefore }: Question,
  limit: number,
): Promise<ForgottenMessage[]> {
  const rows = await database.call<{ organization_id: string; message_id: string }>(
    'SELECT * FROM afterjob_functions.messages_to_ask($1, $2, $3, $4, $5)',
    [statuses, attempted.after, attempted.before, checkedBefore, limit],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, messageId: row.message_id }));
}

/** Takes a message to ask about; null when another process has just done so, or it has moved on. */
export async function takeToAsk(
  tenant: Tenant,
  messageId: string,
  { statuses, checkedBefore }: Question,
  at: Date,
): Promise<LedgerRow | null> {
  const row = await lockMessage(tenant, messageId);
  if (!row || !statuses.includes(row.status) || (row.checkedAt && row.checkedAt > checkedBefore)) return null;
  await tenant.db.message.update({ where: { id: messageId }, data: { checkedAt: at } });
  return row;
}

/** Which of the vendor's ids belong to other messages already. */
export async function vendorIdsOfOthers(
  tenant: Tenant,
  vendorIds: readonly string[],
  messageId: string,
): Promise<Set<string>> {
  const rows = await tenant.db.message.findMany({
    where: { vendorId: { in: [...vendorIds] }, id: { not: messageId } },
    select: { vendorId: true },
  });
  return new Set(rows.flatMap(({ vendorId }) => vendorId ?? []));
}
