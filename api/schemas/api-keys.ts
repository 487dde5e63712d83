import * as z from 'zod';
import { id, instant } from './shared.ts';

export const keyScope = z.enum(['read', 'write']).describe('`write` also changes what a member may change');
export type KeyScope = z.infer<typeof keyScope>;

export const apiKey = z.object({
  id,
  name: z.string(),
  scope: keyScope,
  start: z.string().describe('The first characters, to know it by'),
  createdAt: instant,
  lastUsedAt: instant.nullable().describe('To the minute'),
});
export type ApiKey = z.infer<typeof apiKey>;

/** GET /api/api-keys: at most 50, so it is one page. */
export const apiKeys = z.object({ items: z.array(apiKey) });
export type ApiKeys = z.infer<typeof apiKeys>;

export const newApiKey = z.strictObject({ name: z.string().trim().min(1).max(80), scope: keyScope });
export type NewApiKey = z.infer<typeof newApiKey>;

export const madeApiKey = apiKey.extend({ key: z.string().describe('Shown this once') });
export type MadeApiKey = z.infer<typeof madeApiKey>;
