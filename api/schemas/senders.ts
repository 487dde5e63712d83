import * as z from 'zod';
import { id, instant } from './shared.ts';

export const dnsRecord = z.object({
  type: z.string(),
  name: z.string().describe('Relative to the domain'),
  value: z.string(),
  priority: z.number().nullable(),
  ttl: z.string().nullable(),
  verified: z.boolean(),
});

export const sender = z.object({
  id,
  channel: z.enum(['email', 'sms']),
  kind: z.enum(['shared', 'domain', 'number', 'service']).describe('`shared`: the installation brings it'),
  address: z.string(),
  displayName: z.string().nullable(),
  replyTo: z.string().nullable(),
  status: z.enum(['ready', 'pending', 'failed']),
  registration: z
    .enum(['registered', 'pending', 'failed', 'missing'])
    .nullable()
    .describe('What US carriers know of a number; null: nothing is asked of it. Only a registered one is used'),
  dns: z.array(dnsRecord).describe('What to write into the DNS of the domain'),
  inUse: z.boolean().describe('What messages of this channel leave from now'),
  checkedAt: instant.nullable(),
});
export type Sender = z.infer<typeof sender>;

export const senders = z.object({
  items: z.array(sender),
  channels: z.object({ email: z.boolean(), sms: z.boolean() }).describe('What this installation can send by'),
  textAccount: z.boolean().describe('Whether there is a texting account of your own'),
});
export type Senders = z.infer<typeof senders>;

const displayName = z
  .string()
  .trim()
  .max(80)
  .regex(/^[^\p{Cc}<>"\\]*$/u, 'must not have quotes, brackets or line ends')
  .nullable();
const replyTo = z.email().max(254).nullable();

export const senderChange = z.strictObject({ displayName, replyTo }).partial();
export type SenderChange = z.infer<typeof senderChange>;

export const newDomain = z.strictObject({
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'is not a domain, such as example.com'),
  mailbox: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]([a-z0-9._+-]{0,62}[a-z0-9])?$/, 'is not what stands before the @'),
});
export type NewDomain = z.infer<typeof newDomain>;

export const newTextAccount = z
  .strictObject({ account: z.string().trim().max(64), secret: z.string().trim().min(1).max(200) })
  .partial()
  .refine(
    ({ account, secret }) => (account === undefined) === (secret === undefined),
    'needs the account and its secret',
  )
  .describe('Empty: one is made for you. Otherwise the account that you have at the texting service');
export type NewTextAccount = z.infer<typeof newTextAccount>;

export const ownNumber = z.object({ kind: z.enum(['number', 'service']), address: z.string(), label: z.string() });
export const ownNumbers = z.object({ items: z.array(ownNumber) });
export type OwnNumbers = z.infer<typeof ownNumbers>;

export const areaQuery = z.object({ areaCode: z.string().regex(/^[2-9]\d{2}$/, 'must be three digits') });
export const freeNumbers = z.object({ items: z.array(z.string()) });
export type FreeNumbers = z.infer<typeof freeNumbers>;

export const numberChoice = z.strictObject({ address: z.string().trim().min(3).max(64) });
