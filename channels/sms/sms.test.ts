import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import twilio from 'twilio';
import { listen, type TestServer } from '../../testing/servers.ts';
import type { ChannelRequest, Outgoing } from '../channel.ts';
import { createSms } from './index.ts';
import { consentOf } from './keywords.ts';
import { createTwilioSandbox } from './sandbox.ts';
import { signedForm } from './sandbox-webhooks.ts';
import { segmentsOf } from './segments.ts';

const accountSid = `AC${'0a'.repeat(16)}`;
const authToken = 'a token';
const sid = `SM${'1b'.repeat(16)}`;
const customer = '+12025550123';
const own = '+12025550100';
const now = new Date('2026-11-23T10:00:00Z');
const message: Outgoing = {
  id: 'm 1',
  to: customer,
  from: own,
  replyTo: null,
  subject: null,
  text: 'Hello',
  html: null,
  headers: {},
  until: null,
};

describe('sms', () => {
  const servers: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  const serve = async (handler: RequestHandler): Promise<TestServer> => {
    const server = await listen(express().use(handler));
    servers.push(server);
    return server;
  };
  const channel = (baseUrl: string, more: { publicUrl?: string; callbacks?: boolean } = {}) =>
    createSms({ accountSid, authToken, baseUrl, publicUrl: 'http://localhost:3000', clock: () => now, ...more });
  const failureOf = async (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  describe('over its sandbox', () => {
    let url: string;
    let arrivals: ChannelRequest[];
    let arrived: () => void;
    let hooks: TestServer;

    beforeEach(async () => {
      arrivals = [];
      hooks = await serve((request, response, next) =>
        express.raw({ type: '*/*' })(request, response, (error) => {
          if (error) return next(error);
          arrivals.push({ headers: request.headers, body: request.body, url: `${hooks.url}${request.originalUrl}` });
          response.status(204).end();
          arrived();
        }),
      );
      const sandbox = createTwilioSandbox({
        accountSid,
        authToken,
        inboundUrl: `${hooks.url}/inbound`,
        stateFile: null,
        number: own,
      });
      url = (await serve(sandbox.router)).url;
      servers.push(sandbox);
    });
    const texts = async () => (await fetch(`${url}/control/messages`)).json();
    const reply = async (body: string, to = own) => {
      const notice = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      await fetch(`${url}/control/replies`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from: customer, to, body }),
      });
      await notice;
      const request = arrivals.pop();
      if (!request || !channel(url).verifyWebhook(request)) throw new Error('not signed');
      return channel(url).readWebhook(request)[0];
    };

    it('leaves the callback out where the vendor cannot call', async () => {
      await channel(url).send(message);
      await channel(url, { publicUrl: 'https://example.com' }).send(message);
      const callbacks = (await texts()).map((text: { statusCallback: unknown }) => text.statusCallback);
      expect(callbacks).toEqual(['https://example.com/api/channels/sms/status?m=m%201', null]);
    });

    it.each([
      [null, null],
      [60_000, 60],
      [500, 1],
      [-5000, 1],
      [40 * 3_600_000, 36_000],
    ])('passes an end of the window in %p ms on as %p s', async (inMs, expected) => {
      await channel(url).send({ ...message, until: inMs === null ? null : new Date(now.getTime() + inMs) });
      expect(await texts()).toMatchObject([{ validityPeriod: expected }]);
    });

    it('sends through a messaging service', async () => {
      const service = `MG${'2c'.repeat(16)}`;
      await channel(url).send({ ...message, from: service });
      expect(await texts()).toMatchObject([{ service, from: own, to: customer }]);
      expect(await reply('Thanks')).toMatchObject({ kind: 'inbound', to: own, service });
    });

    it('hears a STOP, is refused after it, and may write again after a START', async () => {
      await channel(url).send(message);
      expect(await reply(' stop ')).toMatchObject({ kind: 'inbound', from: customer, to: own, consent: 'stop' });
      expect(await failureOf(channel(url).send(message))).toMatchObject({
        name: 'Refused',
        about: 'opted_out',
        code: '21610',
      });
      expect(await reply('Stop please')).toMatchObject({ text: 'Stop please', consent: null });
      expect(await reply('START')).toMatchObject({ consent: 'start' });
      await expect(channel(url).send(message)).resolves.toMatchObject({ status: 'accepted' });
    });

    it('sends the same message twice when it is told to: there is no key to stop it', async () => {
      await channel(url).send(message);
      await channel(url).send(message);
      expect(await texts()).toHaveLength(2);
    });

    it.each([
      ['+15005550001', 'recipient', '21211'],
      ['+15005550003', 'recipient', '21408'],
      ['+15005550004', 'opted_out', '21610'],
      ['+15005550009', 'recipient', '21614'],
      ['+15005550002', 'sender', '21612'],
    ])('takes the refusal of %s as about the %s', async (to, about, code) => {
      expect(await failureOf(channel(url).send({ ...message, to }))).toMatchObject({ name: 'Refused', about, code });
    });

    it('lists messages by number and day, as a reconciliation asks', async () => {
      await channel(url).send(message);
      await channel(url).send({ ...message, to: '+12025550124' });
      const client = twilio(accountSid, authToken);
      client.api.baseUrl = url;
      const today = new Date();
      const tomorrow = new Date(today.getTime() + 86_400_000);
      expect(await client.messages.list({ to: customer, dateSentAfter: today })).toHaveLength(1);
      expect(await client.messages.list({ dateSentAfter: tomorrow })).toHaveLength(0);
      expect(await client.messages.list({ from: own, pageSize: 1 })).toHaveLength(2);
      const [one] = await client.messages.list({ to: customer });
      expect(await client.messages(one?.sid ?? '').fetch()).toMatchObject({
        body: 'Hello',
        status: 'delivered',
        numSegments: '1',
      });
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
      return failureOf(channel(url).send(message));
    };
    const coded = (status: number, code: number) =>
      answer(status, { code, message: `about ${customer}`, more_info: '', status });

    it.each([
      [401, 20003, 'account'],
      [404, 20404, 'account'],
      [400, 21211, 'recipient'],
      [400, 21999, 'recipient'],
      [400, 21606, 'sender'],
      [400, 21608, 'sender'],
      [400, 21617, 'message'],
      [400, 63038, 'message'],
    ])('takes %i %i as refused for the %s', async (status, code, about) => {
      expect(await coded(status, code)).toMatchObject({ name: 'Refused', code: String(code), about });
    });

    it('waits as long as a throttle says', async () => {
      expect(await answer(429, { code: 20429, status: 429 }, { 'retry-after': '9' })).toMatchObject({
        name: 'RateLimited',
        retryAfterMs: 9000,
      });
      expect(await coded(429, 20429)).toMatchObject({ name: 'RateLimited', retryAfterMs: 1000 });
    });

    it.each([
      [500, '{"code":20500,"status":500}'],
      [502, '<html>'],
      [201, '{}'],
      [201, 'not json'],
    ])('takes %i %s as unknown', async (status, body) => {
      expect(await answer(status, body)).toMatchObject({ name: 'OutcomeUnknown' });
    });

    it("understands the vendor's newer form of errors", async () => {
      const problem = {
        type: 'https://twilio.com/errors/21211',
        title: 'Invalid',
        status: 400,
        code: 21211,
        detail: customer,
      };
      expect(await answer(400, problem)).toMatchObject({ name: 'Refused', about: 'recipient' });
    });
  });

  describe('its webhooks', () => {
    const url = 'https://example.com/api/channels/sms/status?m=m-1';
    const request = (fields: Record<string, string>, at = url, token = 'token-1'): ChannelRequest => {
      const { headers, body } = signedForm(authToken, at, fields, token);
      return { headers, body: Buffer.from(body), url: at };
    };
    const read = (fields: Record<string, string>) => channel('http://127.0.0.1:1').readWebhook(request(fields))[0];
    const verify = (given: ChannelRequest) => channel('http://127.0.0.1:1').verifyWebhook(given);

    it('holds the address to be part of what is signed', () => {
      const given = request({ MessageSid: sid, MessageStatus: 'sent' });
      expect(verify(given)).toBe(true);
      expect(verify({ ...given, url: url.replace('m-1', 'm-2') })).toBe(false);
      expect(verify({ ...given, url: 'no address' })).toBe(false);
    });

    it.each([
      ['queued', 'accepted'],
      ['sending', 'accepted'],
      ['sent', 'sent'],
      ['delivered', 'delivered'],
      ['undelivered', 'failed'],
      ['failed', 'failed'],
      ['canceled', 'failed'],
    ])('reads %s as %s', (MessageStatus, status) => {
      expect(read({ MessageSid: sid, MessageStatus })).toEqual({
        kind: 'status',
        dedupeKey: 'token-1',
        vendorId: sid,
        messageId: 'm-1',
        account: null,
        status,
        occurredAt: null,
        code: null,
      });
    });

    it('learns of an opt-out from a late failure', () => {
      expect(read({ MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '21610' })).toMatchObject({
        status: 'suppressed',
        code: '21610',
      });
      expect(read({ MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30006' })).toMatchObject({
        status: 'failed',
        code: '30006',
      });
    });

    it('tells two statuses of one message apart without a token', () => {
      const { headers, ...given } = request({ MessageSid: sid, MessageStatus: 'sent' });
      const { 'i-twilio-idempotency-token': _token, ...plain } = headers;
      expect(channel('http://127.0.0.1:1').readWebhook({ ...given, headers: plain })).toMatchObject([
        { dedupeKey: `${sid}:sent` },
      ]);
    });

    it("takes the service's word on consent before the text", () => {
      const inbound = { MessageSid: sid, From: customer, To: own, Body: 'no more', SmsStatus: 'received' };
      expect(read({ ...inbound, OptOutType: 'STOP' })).toMatchObject({
        kind: 'inbound',
        consent: 'stop',
        text: 'no more',
      });
      expect(read(inbound)).toMatchObject({ consent: null });
    });

    it.each([
      [{}, 'no_message_sid'],
      [{ MessageSid: sid, MessageStatus: 'brand_new' }, 'unknown_status'],
      [{ MessageSid: sid, SmsStatus: 'received', Body: 'x' }, 'no_numbers'],
    ])('keeps %j as unreadable: %s', (fields, reason) => {
      expect(read(fields)).toMatchObject({ kind: 'unreadable', reason });
    });
  });
});

describe('keywords', () => {
  it.each([
    ['STOP', 'stop'],
    ['unsubscribe', 'stop'],
    ['  OptOut\n', 'stop'],
    ['Yes', 'start'],
    ['unstop', 'start'],
    ['info', 'help'],
    ['STOP!', null],
    ['please stop', null],
    ['', null],
  ])('hears in %j: %s', (text, consent) => {
    expect(consentOf(text)).toBe(consent);
  });
});

describe('segments', () => {
  it.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ж'.repeat(70), 1],
    ['ж'.repeat(71), 2],
    [`${'a'.repeat(160)}’`, 3],
  ])('counts the parts of a text', (text, parts) => {
    expect(segmentsOf(text)).toBe(parts);
  });
});
