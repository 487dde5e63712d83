import type { Tenant } from '../records/database.ts';
import { lockMessage, moveMessage } from '../records/messages.ts';
import type { SendResult } from './deliver.ts';

/** A written message will not leave. Who comes too late for that looks again. */
export async function leaveOut(tenant: Tenant, messageId: string, reason: string, at: Date): Promise<SendResult> {
  const row = await lockMessage(tenant, messageId);
  if (row?.status !== 'rendered') return { kind: 'changed' };
  await moveMessage(tenant, messageId, { status: 'skipped', reason, source: 'journey' }, at);
  return { kind: 'settled', outcome: 'skipped', reason, messageId };
}
