import * as z from 'zod';
import { NotProcessed, OutcomeUnknown, RateLimited, Refused } from '../channel.ts';

const failureSchema = z.object({
  status: z.number().nullable().catch(null),
  code: z.union([z.number(), z.string()]).nullable().catch(null),
});

const beforeAnythingWasSent = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

const aboutByCode: Record<string, Refused['about']> = {
  20003: 'account',
  21610: 'opted_out',
  21602: 'message',
  21605: 'message',
  21617: 'message',
  21619: 'message',
  21603: 'sender',
  21606: 'sender',
  21608: 'sender',
  21612: 'sender',
  21212: 'sender',
  21659: 'sender',
  21660: 'sender',
  21661: 'sender',
  21701: 'sender',
  21703: 'sender',
};

/** What a failed call means for the caller. Twilio splits codes over time: unknown 21xxx are about the number. */
export function toChannelError(error: unknown): Error {
  if (error instanceof RateLimited) return error;
  const { status, code } = failureSchema.parse(error ?? {});
  if (beforeAnythingWasSent.has(code)) return new NotProcessed('Twilio could not be reached; nothing was sent.');
  if (status === 429 || code === 20429) return new RateLimited(1000);
  if (status === null || status < 400) return new OutcomeUnknown('Twilio gave no readable answer.');
  if (status >= 500) return new OutcomeUnknown(`Twilio failed with status ${status}.`);
  return new Refused(typeof code === 'number' ? String(code) : `status_${status}`, aboutOf(String(code), status));
}

function aboutOf(code: string, status: number): Refused['about'] {
  const about = aboutByCode[code];
  if (about) return about;
  if (status === 401 || status === 403 || status === 404) return 'account';
  return /^21\d{3}$/.test(code) ? 'recipient' : 'message';
}
