import type { Twilio } from 'twilio';
import type { Looked, Outgoing } from '../channel.ts';
import { toStatus } from './webhook.ts';

type Known = Awaited<ReturnType<ReturnType<Twilio['messages']>['fetch']>>;

/** More than anybody is sent in the hours that are asked about. */
const newest = 200;

export async function lookUp(client: Twilio, vendorId: string): Promise<Looked> {
  return asLooked(await client.messages(vendorId).fetch());
}

/**
 * Twilio lists by recipient, not by our id, and a text that still waits has no sending date to be filtered by: so the
 * newest of the number are read and compared here.
 */
export async function sentTo(client: Twilio, { to, from, text }: Outgoing, since: Date): Promise<Looked[]> {
  const listed = await client.messages.list({ to, limit: newest, pageSize: newest });
  return (
    listed
      .filter((one) => one.direction.startsWith('outbound') && one.body === text && one.dateCreated >= since)
      // A sender belongs to one business: another's equal text is not taken for ours.
      .filter((one) => (from.startsWith('MG') ? one.messagingServiceSid : one.from) === from)
      .sort((one, other) => one.dateCreated.getTime() - other.dateCreated.getTime())
      .map(asLooked)
  );
}

function asLooked({ sid, status, errorCode, dateCreated }: Known): Looked {
  const code = errorCode ? String(errorCode) : null;
  return { vendorId: sid, status: toStatus(status, code) ?? 'accepted', code, at: dateCreated ?? null };
}
