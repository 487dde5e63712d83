import type { Resend } from 'resend';
import * as z from 'zod';
import { NotProcessed, OutcomeUnknown, Refused } from '../channel.ts';
import type { Domain, Domains, SetupState } from '../sender-setup.ts';
import { toChannelError } from './refusals.ts';

const recordSchema = z.object({
  type: z.string(),
  name: z.string(),
  value: z.string(),
  priority: z.number().nullish(),
  ttl: z.string().nullish(),
  status: z.string().catch('not_started'),
});
const domainSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  status: z.string(),
  records: z.array(recordSchema).default([]),
});
const listSchema = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });

// Unknown words count as pending: nothing is sent on the strength of a guess.
const stateOf: Record<string, SetupState | undefined> = {
  verified: 'ready',
  failed: 'failed',
  partially_failed: 'failed',
};

type Answer = { data: unknown; error: unknown; headers: Record<string, string> | null };

/** Domains of one's own at Resend. */
export function createDomains(resend: Resend, timeoutMs: number): Domains {
  const signal = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  const ask = async (call: Promise<Answer>): Promise<unknown> => {
    const { data, error, headers } = await call;
    if (error) throw toChannelError(error, headers, false);
    return data;
  };
  const read = async (vendorId: string): Promise<Domain | null> => {
    try {
      return domainOf(await ask(resend.get(`/domains/${encodeURIComponent(vendorId)}`, signal())));
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  };
  const find = async (name: string): Promise<Domain | null> => {
    const listed = listSchema.safeParse(await ask(resend.get('/domains?limit=100', signal())));
    const known = listed.data?.data.find((domain) => domain.name === name);
    return known ? read(known.id) : null;
  };
  return {
    async add(name) {
      try {
        return domainOf(await ask(resend.post('/domains', { name }, signal())));
      } catch (error) {
        // Added before, or by this very call whose answer was lost: the list tells.
        const known = error instanceof Refused || error instanceof OutcomeUnknown ? await find(name) : null;
        if (!known) throw error;
        // One that works already was set up by somebody else of this account.
        if (known.state === 'ready') throw new Refused('domain_taken', 'sender');
        return known;
      }
    },
    read,
    async verify(vendorId) {
      await ask(resend.post(`/domains/${encodeURIComponent(vendorId)}/verify`, undefined, signal()));
    },
    async remove(vendorId) {
      try {
        await ask(resend.delete(`/domains/${encodeURIComponent(vendorId)}`, undefined, signal()));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

function domainOf(answer: unknown): Domain {
  const parsed = domainSchema.safeParse(answer);
  if (!parsed.success) throw new NotProcessed('Resend answered without a domain.');
  const { id, name, status, records } = parsed.data;
  return {
    vendorId: id,
    name,
    state: stateOf[status] ?? 'pending',
    dns: records.map(({ type, name, value, priority, ttl, status }) => ({
      type,
      name,
      value,
      priority: priority ?? null,
      ttl: ttl ?? null,
      verified: status === 'verified',
    })),
  };
}

const isGone = (error: unknown): boolean => error instanceof Refused && error.code === 'not_found';
