import type { Database } from './database.ts';

export type ForgottenMessage = { organizationId: string; messageId: string };

/** Messages of no journey, of all organizations, written before `createdBefore` and not handed over. Ids only. */
export async function messagesNotStarted(
  database: Database,
  createdBefore: Date,
  limit: number,
): Promise<ForgottenMessage[]> {
  const rows = await database.call<{ organization_id: string; message_id: string }>(
    'SELECT * FROM afterjob_functions.messages_to_start($1, $2)',
    [createdBefore, limit],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, messageId: row.message_id }));
}
