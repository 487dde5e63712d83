import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import express from 'express';
import { createCallLog } from '../../sandbox/call-log.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { createSpeedLimit } from '../../sandbox/speed-limit.ts';
import { openStateFile } from '../../sandbox/state-file.ts';
import type { VendorSandbox } from '../../sandbox/vendor.ts';
import { createWebhookSender } from '../../sandbox/webhook-sender.ts';
import { createDomains } from './sandbox-domains.ts';
import { listSchema, type Refusal, refusalOf, sendSchema } from './sandbox-request.ts';
import { emptyState, readState, type StoredEmail } from './sandbox-state.ts';

export type ResendSandboxConfig = {
  apiKey: string;
  /** Where the delivery webhooks go; null sends none. */
  webhookUrl: string | null;
  /** `whsec_…` */
  webhookSecret: string;
  /** Null keeps everything in memory. */
  stateFile: string | null;
  /** Milliseconds before each attempt of a webhook. */
  webhookDelays?: number[];
  /** Calls that are admitted in any second; without it 5 are told of, and more are admitted. */
  perSecond?: number;
  /** Domains that one may send from; without it every domain counts as verified. */
  domains?: string[];
};

const day = 24 * 60 * 60 * 1000;
const vendorDelays = [0, 5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000];
const limitOf = (perSecond: number) => ({
  'ratelimit-policy': `${perSecond};w=1`,
  'ratelimit-limit': `${perSecond}`,
  'ratelimit-remaining': `${perSecond - 1}`,
  'ratelimit-reset': '1',
});

/** Resend on localhost: the API under /emails and /domains, the inbox and the switches under /control. */
export function createResendSandbox(config: ResendSandboxConfig): VendorSandbox {
  const state = openStateFile(config.stateFile, readState, emptyState);
  const webhooks = createWebhookSender({ delays: config.webhookDelays ?? vendorDelays, onStatus: true });
  const log = createCallLog((method, path) => `${method} ${path.replace(/^\/(emails|domains)\/[^/]+/, '/$1/:id')}`);
  const faults = createFaults();
  const limit = limitOf(config.perSecond ?? 5);
  const isTooFast = createSpeedLimit(config.perSecond ?? null);

  const notify = (email: StoredEmail, event: string, more: Record<string, unknown> = {}) => {
    email.lastEvent = event.replace('email.', '');
    state.changed();
    if (!config.webhookUrl || faults.take('silent', email.to[0])) return;
    const at = new Date().toISOString();
    const data = { email_id: email.id, created_at: email.at, from: email.from, to: email.to, subject: email.subject };
    const tags = Object.fromEntries(email.tags.map((tag) => [tag.name, tag.value]));
    const body = JSON.stringify({ type: event, created_at: at, data: { ...data, tags, ...more } });
    const id = `msg_${randomUUID().replaceAll('-', '')}`;
    webhooks.post(config.webhookUrl, () => ({ headers: sign(config.webhookSecret, id, body), body }));
  };

  const admit: RequestHandler = (request, response, next) => {
    response.set(limit);
    const key = request.get('authorization')?.replace(/^Bearer /, '');
    if (!key) return refuse(response, { statusCode: 401, name: 'missing_api_key', message: 'Missing API Key' });
    if (key !== config.apiKey)
      return refuse(response, { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid' });
    const to = String(request.body?.to ?? '');
    if (faults.take('serverError', to))
      return refuse(response, {
        statusCode: 500,
        name: 'internal_server_error',
        message: 'An unexpected error occurred.',
      });
    if (!faults.take('rateLimit', to) && !isTooFast()) return next();
    response.set({ 'retry-after': '1', 'ratelimit-remaining': '0' });
    refuse(response, { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' });
  };

  const domains = createDomains(() => state.value.domains, state.changed);
  const maySendFrom = (domain: string) => {
    const added = state.value.domains.find(({ name }) => name === domain);
    if (added) return added.status === 'verified';
    return config.domains?.includes(domain) ?? true;
  };

  const send: RequestHandler = async (request, response) => {
    const parsed = sendSchema.safeParse(request.body);
    if (!parsed.success) return refuse(response, refusalOf(request.body, parsed.error));
    const { from, to, subject, html, text, reply_to, headers, tags } = parsed.data;
    if (!maySendFrom(domainOf(from)))
      return refuse(response, { statusCode: 403, name: 'validation_error', message: `The domain is not verified.` });

    const key = request.get('idempotency-key') ?? null;
    if (key !== null && (key.length < 1 || key.length > 256))
      return refuse(response, {
        statusCode: 400,
        name: 'invalid_idempotency_key',
        message: 'The key must be 1 to 256 characters.',
      });
    const payload = createHash('sha256').update(JSON.stringify(request.body)).digest('hex');
    const first = key === null ? undefined : state.value.keys[key];
    if (first && Date.now() - Date.parse(first.at) < day) {
      if (first.payload !== payload)
        return refuse(response, {
          statusCode: 409,
          name: 'invalid_idempotent_request',
          message: 'Same idempotency key used with a different request payload.',
        });
      if (first.emailId === null)
        return refuse(response, {
          statusCode: 409,
          name: 'concurrent_idempotent_requests',
          message: 'Same idempotency key used while original request is still in progress.',
        });
      return void response.json({ id: first.emailId });
    }

    const email: StoredEmail = {
      id: randomUUID(),
      at: new Date().toISOString(),
      from,
      to,
      replyTo: reply_to ?? [],
      subject,
      html: html ?? null,
      text: text ?? null,
      headers: headers ?? {},
      tags: tags ?? [],
      idempotencyKey: key,
      lastEvent: 'queued',
    };
    const record = { payload, emailId: null as string | null, at: email.at };
    if (key !== null) state.value.keys[key] = record;
    state.value.emails.push(email);
    notify(email, 'email.sent');
    notify(email, ...outcomeOf(to[0] ?? ''));

    await faults.holdBack(response, to[0]);
    record.emailId = email.id;
    state.changed();
    if (faults.take('loseAnswer', to[0])) return void request.socket.destroy();
    response.json({ id: email.id });
  };

  const api = express.Router();
  api.use(log.record, express.json({ limit: '40mb' }), admit);
  api.post('/emails', send);
  api.get('/emails', (request, response) => {
    const query = listSchema.safeParse(request.query);
    if (!query.success) return refuse(response, refusalOf(request.query, query.error, []));
    const { limit: size, after, before } = query.data;
    const newest = state.value.emails.toReversed();
    const place = (id: string) => newest.findIndex((email) => email.id === id);
    const from = after === undefined ? 0 : place(after) + 1;
    const to = before === undefined ? newest.length : Math.max(place(before), 0);
    const start = before === undefined ? from : Math.max(to - size, 0);
    const slice = newest.slice(start, Math.min(start + size, to));
    response.json({
      object: 'list',
      has_more: before === undefined ? start + size < to : start > 0,
      data: slice.map(wire),
    });
  });
  api.get('/emails/:id', (request, response) => {
    const email = state.value.emails.find((one) => one.id === request.params.id);
    if (!email) return refuse(response, { statusCode: 404, name: 'not_found', message: 'Email not found' });
    response.json({ object: 'email', ...wire(email), html: email.html, text: email.text });
  });
  api.use('/domains', domains.api);
  api.use((_request, response) => refuse(response, { statusCode: 404, name: 'not_found', message: 'Not found' }));

  const control = express.Router();
  control.get('/messages', (_request, response) => void response.json(state.value.emails.toReversed().map(inboxEntry)));
  control.delete('/messages', (_request, response) => {
    state.value.emails.length = 0;
    state.changed();
    response.status(204).end();
  });
  control.use('/dns', domains.control);
  control.get('/calls', (request, response) => void response.json(log.newest(request.query.limit)));
  control.use('/faults', faults.routes);

  const router = express.Router();
  router.use('/control', control);
  router.use(api);
  return {
    key: 'resend',
    router,
    async close() {
      await webhooks.close();
      await state.close();
    },
  };
}

/** The headers of a webhook, signed as Svix does. */
export function sign(secret: string, id: string, body: string, at = new Date()): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Svix-Webhooks/1.0',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  };
}

function refuse(response: Response, refusal: Refusal) {
  response.status(refusal.statusCode).json(refusal);
}

const domainOf = (from: string) => from.replace(/^.*@|>.*$/g, '').toLowerCase();

/** Resend's own test addresses bounce and complain here as they do there. */
function outcomeOf(to: string): [event: string, more?: Record<string, unknown>] {
  const name = /^(?:.*<)?([a-z]+)(?:\+[^@]*)?@resend\.dev>?$/i.exec(to)?.[1]?.toLowerCase();
  const message = "The recipient's email server rejected the email.";
  if (name === 'bounced') return ['email.bounced', { bounce: { type: 'Permanent', subType: 'General', message } }];
  if (name === 'complained') return ['email.complained'];
  return ['email.delivered'];
}

function wire(email: StoredEmail) {
  const { id, from, to, replyTo, subject, tags, at, lastEvent } = email;
  return { id, from, to, reply_to: replyTo, subject, tags, created_at: at, last_event: lastEvent };
}

function inboxEntry({ tags, ...email }: StoredEmail) {
  return { ...email, to: email.to.join(', '), tags: Object.fromEntries(tags.map((tag) => [tag.name, tag.value])) };
}
