import type { Database } from './database.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whose message a vendor's notice is about: by our own id where the notice carries it, else by the vendor's. */
export async function findMessageOwner(
  database: Database,
  channel: 'email' | 'sms',
  vendorId: string,
  messageId: string | null,
): Promise<{ organizationId: string; messageId: string } | null> {
  const own = messageId && uuid.test(messageId) ? messageId : null;
  const [row] = await database.call<{ organization_id: string; message_id: string }>(
    'SELECT organization_id, message_id FROM afterjob_functions.find_message($1, $2, $3)',
    [channel, vendorId, own],
  );
  return row ? { organizationId: row.organization_id, messageId: row.message_id } : null;
}

/** The organization that a sender belongs to; null: nobody of ours. */
export async function findSenderOwner(
  database: Database,
  channel: 'email' | 'sms',
  address: string,
): Promise<string | null> {
  const [row] = await database.call<{ organization_id: string }>(
    'SELECT organization_id FROM afterjob_functions.find_sender($1, $2)',
    [channel, address],
  );
  return row?.organization_id ?? null;
}
