import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { Resend } from 'resend';
import { listen, type TestServer } from '../../testing/servers.ts';
import type { ChannelRequest, Outgoing } from '../channel.ts';
import { createEmail } from './index.ts';
import { createResendSandbox, sign } from './sandbox.ts';

const secret = `whsec_${Buffer.from('a secret').toString('base64')}`;
const older = `whsec_${Buffer.from('the one before').toString('base64')}`;
const message: Outgoing = {
  id: 'm-1',
  to: 'Renée <renee@example.com>',
  from: 'Van & Co <van@example.com>',
  replyTo: 'owner@example.com',
  subject: 'Done 🎉',
  text: 'Hello',
  html: '<p>Hello</p>',
  headers: { 'List-Unsubscribe': '<https://example.com/u/1>' },
  until: null,
};

describe('email', () => {
  const servers: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  const serve = async (handler: RequestHandler): Promise<TestServer> => {
    const server = await listen(express().use(handler));
    servers.push(server);
    return server;
  };
  const failureOf = async (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  describe('over its sandbox', () => {
    let url: string;
    beforeEach(async () => {
      const sandbox = createResendSandbox({
        apiKey: 're_1',
        webhookUrl: null,
        webhookSecret: secret,
        stateFile: null,
        domains: ['example.com'],
      });
      url = (await serve(sandbox.router)).url;
      servers.push(sandbox);
    });
    const email = () => createEmail({ apiKey: 're_1', baseUrl: url, webhookSecrets: [secret] });
    const inbox = async () => (await fetch(`${url}/control/messages`)).json();
    const faults = (body: object) =>
      fetch(`${url}/control/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

    it('carries subject, reply address, headers, both bodies and our id', async () => {
      await email().send(message);
      expect(await inbox()).toEqual([
        expect.objectContaining({
          subject: message.subject,
          replyTo: [message.replyTo],
          headers: message.headers,
          html: message.html,
          text: message.text,
          idempotencyKey: message.id,
          tags: { message_id: message.id },
        }),
      ]);
    });

    it('sends the same message once, however often it is handed over', async () => {
      const first = await email().send(message);
      await faults({ loseAnswer: 1 });
      expect(await email().send(message)).toEqual(first);
      expect(await inbox()).toHaveLength(1);
    });

    it('finds the message again after a lost answer', async () => {
      await faults({ loseAnswer: 1 });
      expect(await failureOf(email().send(message))).toMatchObject({ name: 'OutcomeUnknown', review: false });
      const { vendorId } = await email().send(message);
      expect(await inbox()).toEqual([expect.objectContaining({ id: vendorId })]);
    });

    it('asks for a review when the same id comes with another content', async () => {
      await email().send(message);
      const error = await failureOf(email().send({ ...message, text: 'Another' }));
      expect(error).toMatchObject({ name: 'OutcomeUnknown', review: true });
      expect(await inbox()).toHaveLength(1);
    });

    it('takes a request that is still running as unknown, to be tried again', async () => {
      await faults({ delayMs: 300 });
      const [first, second] = await Promise.allSettled([email().send(message), email().send(message)]);
      const results = [first, second].map((one) => (one?.status === 'fulfilled' ? 'sent' : one?.reason));
      expect(results).toContain('sent');
      expect(results).toContainEqual(expect.objectContaining({ name: 'OutcomeUnknown', review: false }));
      expect(await inbox()).toHaveLength(1);
    });

    it('blames the sender for a domain that is not verified', async () => {
      const error = await failureOf(email().send({ ...message, from: 'van@elsewhere.example' }));
      expect(error).toMatchObject({ name: 'Refused', about: 'sender' });
    });
  });

  describe('the answers of the vendor', () => {
    const answer = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
      const { url } = await serve((_request, response) => {
        response
          .status(status)
          .set(headers)
          .type('json')
          .send(typeof body === 'string' ? body : JSON.stringify(body));
      });
      return failureOf(createEmail({ apiKey: 're_1', baseUrl: url, webhookSecrets: [] }).send(message));
    };
    const named = (statusCode: number, name: string, text = 'in words') =>
      answer(statusCode, { statusCode, name, message: text });

    it.each([
      [422, 'missing_required_field', 'in words', 'message'],
      [422, 'validation_error', 'Invalid `to` field.', 'recipient'],
      [422, 'validation_error', 'Invalid `headers` field.', 'message'],
      [403, 'validation_error', 'The domain is not verified.', 'sender'],
      [422, 'invalid_from_address', 'in words', 'sender'],
      [401, 'missing_api_key', 'in words', 'account'],
      [403, 'invalid_api_key', 'in words', 'account'],
      [401, 'restricted_api_key', 'in words', 'account'],
      [404, 'not_found', 'in words', 'account'],
      [400, 'invalid_idempotency_key', 'in words', 'message'],
      [403, 'something_new', 'in words', 'account'],
      [422, 'something_new', 'in words', 'message'],
    ])('takes %i %s (%s) as refused for the %s part', async (status, name, text, about) => {
      expect(await named(status, name, text)).toMatchObject({ name: 'Refused', code: name, about });
    });

    it.each([
      [500, 'application_error'],
      [503, 'something_new'],
      [500, 'internal_server_error'],
      [409, 'concurrent_idempotent_requests'],
      [409, 'something_new'],
    ])('takes %i %s as unknown', async (status, name) => {
      expect(await named(status, name)).toMatchObject({ name: 'OutcomeUnknown', review: false });
    });

    it.each(['daily_quota_exceeded', 'monthly_quota_exceeded'])('waits long after %s', async (name) => {
      expect(await named(429, name)).toMatchObject({ name: 'RateLimited', quota: true, retryAfterMs: 3_600_000 });
    });

    it('waits as long as a throttle says', async () => {
      const error = await answer(
        429,
        { statusCode: 429, name: 'rate_limit_exceeded', message: '' },
        { 'retry-after': '7' },
      );
      expect(error).toMatchObject({ name: 'RateLimited', quota: false, retryAfterMs: 7000 });
    });

    it.each([
      [502, '<html>Bad gateway</html>'],
      [400, 'null'],
      [400, '{}'],
      [200, '{}'],
      [200, 'null'],
      [200, 'not json'],
    ])('takes an answer that says nothing (%i %s) as unknown', async (status, body) => {
      expect(await answer(status, body)).toMatchObject({ name: 'OutcomeUnknown' });
    });

    it('accepts a key that may only send as good credentials', async () => {
      const { url } = await serve((_request, response) => {
        response.status(401).json({ statusCode: 401, name: 'restricted_api_key', message: 'Only sending' });
      });
      await expect(createEmail({ apiKey: 're_1', baseUrl: url, webhookSecrets: [] }).check()).resolves.toBeUndefined();
    });
  });

  describe('its webhooks', () => {
    const now = new Date('2026-11-23T10:00:00Z');
    const channel = (webhookSecrets = [secret]) =>
      createEmail({ apiKey: 're_1', baseUrl: 'http://127.0.0.1:1', webhookSecrets, clock: () => now });
    const request = (body: string | Buffer, at = now, key = secret): ChannelRequest => ({
      headers: sign(key, 'msg_1', body.toString(), at),
      body: Buffer.from(body),
      url: 'https://example.com/hook',
    });

    it('accepts any of the secrets, and none without one', () => {
      expect(channel([older, secret]).verifyWebhook(request('{}'))).toBe(true);
      expect(channel([older]).verifyWebhook(request('{}'))).toBe(false);
      expect(channel([]).verifyWebhook(request('{}'))).toBe(false);
      expect(channel(['whsec_']).verifyWebhook(request('{}', now, 'whsec_'))).toBe(false);
    });

    it('accepts one right signature among several', () => {
      const given = request('{}');
      const headers = { ...given.headers, 'svix-signature': `v1,AAAA v2,x ${given.headers['svix-signature']}` };
      expect(channel().verifyWebhook({ ...given, headers })).toBe(true);
    });

    it.each([
      [-301, false],
      [-299, true],
      [299, true],
      [301, false],
    ])('judges a notice %i s away: %s', (seconds, expected) => {
      expect(channel().verifyWebhook(request('{}', new Date(now.getTime() + seconds * 1000)))).toBe(expected);
    });

    it('is taken under any of the secrets while one is replaced, and under no other', () => {
      const next = `whsec_${Buffer.from('the next secret').toString('base64')}`;
      const given = (secrets: string[]) =>
        createEmail({ apiKey: 're_1', baseUrl: '', webhookSecrets: secrets, clock: () => now }).verifyWebhook(
          request('{}', now),
        );
      expect([given([secret]), given([next, secret]), given([secret, next])]).toEqual([true, true, true]);
      expect([given([next]), given([])]).toEqual([false, false]);
    });

    it("agrees with the vendor's own library", () => {
      const body = '{"type":"email.sent"}';
      const at = new Date();
      const { headers } = request(body, at);
      const [id, timestamp, signature] = ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) =>
        String(headers[name]),
      );
      const verify = () =>
        new Resend('re_1').webhooks.verify({
          payload: body,
          headers: { id: id ?? '', timestamp: timestamp ?? '', signature: signature ?? '' },
          webhookSecret: secret,
        });
      expect(verify()).toEqual({ type: 'email.sent' });
      expect(
        createEmail({ apiKey: 're_1', baseUrl: '', webhookSecrets: [secret] }).verifyWebhook(request(body, at)),
      ).toBe(true);
    });

    it.each([
      ['no JSON', 'not_json'],
      ['[]', 'unknown_shape'],
      ['{"type":"email.sent","data":{}}', 'unknown_shape'],
    ])('keeps a signed %s as unreadable', (body, reason) => {
      const given = request(body);
      expect(channel().verifyWebhook(given)).toBe(true);
      expect(channel().readWebhook(given)).toEqual([{ kind: 'unreadable', dedupeKey: 'msg_1', reason }]);
    });

    it('reads a body that is not UTF-8 as unreadable', () => {
      const given = { ...request('{}'), body: Buffer.from([0x22, 0xff, 0x22]) };
      expect(channel().readWebhook(given)).toMatchObject([{ kind: 'unreadable', reason: 'not_json' }]);
    });

    it('reads every kind of notice', async () => {
      const notices: unknown[] = JSON.parse(await readFile(join(import.meta.dirname, 'fixtures/notices.json'), 'utf8'));
      const read = notices.flatMap((notice) => channel().readWebhook(request(JSON.stringify(notice))));
      expect(read.map((notice) => (notice.kind === 'status' ? `${notice.status} ${notice.code}` : notice))).toEqual([
        'sent null',
        'accepted null',
        'sent delivery_delayed',
        'delivered null',
        'opened null',
        'clicked null',
        'bounced permanent',
        'bounced transient',
        'complained null',
        'failed reached_daily_quota',
        'suppressed previous_bounce',
        { kind: 'unreadable', dedupeKey: 'msg_1', reason: 'unknown_type' },
        { kind: 'unreadable', dedupeKey: 'msg_1', reason: 'unknown_shape' },
      ]);
      expect(read[0]).toEqual({
        kind: 'status',
        dedupeKey: 'msg_1',
        vendorId: '56761188-7520-42d8-8898-ff6fc54ce618',
        messageId: 'm-1',
        status: 'sent',
        occurredAt: new Date('2026-11-23T10:00:00Z'),
        code: null,
      });
    });
  });
});
