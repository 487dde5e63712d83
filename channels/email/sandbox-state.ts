import * as z from 'zod';
import { storedDomain } from './sandbox-domains.ts';

const emailSchema = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  replyTo: z.array(z.string()),
  subject: z.string(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  tags: z.array(z.object({ name: z.string(), value: z.string() })),
  idempotencyKey: z.string().nullable(),
  lastEvent: z.string(),
});

const keySchema = z.object({
  /** Hash of the first payload under this key. */
  payload: z.string(),
  /** Null while the first request is still running. */
  emailId: z.string().nullable(),
  at: z.string(),
});

const stateSchema = z.object({
  emails: z.array(emailSchema),
  keys: z.record(z.string(), keySchema),
  /** Added by our customers; a state that was kept before there were any has none. */
  domains: z.array(storedDomain).default([]),
});

export type StoredEmail = z.infer<typeof emailSchema>;
export type ResendState = z.infer<typeof stateSchema>;

export const emptyState = (): ResendState => ({ emails: [], keys: {}, domains: [] });

/** A request that was running when the sandbox stopped will never end: its key is free again. */
export function readState(kept: unknown): ResendState {
  const { emails, keys, domains } = stateSchema.parse(kept);
  return { emails, domains, keys: Object.fromEntries(Object.entries(keys).filter(([, key]) => key.emailId !== null)) };
}
