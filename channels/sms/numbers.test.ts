import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { listen, type TestServer } from '../../testing/servers.ts';
import type { ChannelRequest } from '../channel.ts';
import type { OwnNumber, Subaccount } from '../sender-setup.ts';
import { createSms } from './index.ts';
import { createTwilioSandbox } from './sandbox.ts';
import { asking, form, messageSchema } from './sandbox-request.ts';

const accountSid = `AC${'0a'.repeat(16)}`;
const customer = '+12025550123';

describe('numbers of their own', () => {
  const servers: { close(): Promise<void> }[] = [];
  let url: string;
  let hooks: TestServer;
  let arrival: Promise<ChannelRequest>;
  let account: Subaccount;

  const serve = async (handler: RequestHandler): Promise<TestServer> => {
    const server = await listen(express().use(handler));
    servers.push(server);
    return server;
  };
  const sms = (baseUrl = url, timeoutMs?: number) =>
    createSms({ accountSid, authToken: 'main', baseUrl, publicUrl: hooks.url, callbacks: true, timeoutMs });
  const subaccounts = (...given: Parameters<typeof sms>) => {
    const { subaccounts: known } = sms(...given);
    if (!known) throw new Error('no subaccounts');
    return known;
  };
  const numbers = () => subaccounts().open(account).numbers;
  const control = async (method: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${url}/control/${path}`, { method, headers, body: JSON.stringify(body) })).json();
  };
  const buy = async (areaCode = '303'): Promise<OwnNumber> => {
    const [first = ''] = await numbers().available(areaCode);
    return numbers().buy(first);
  };
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );
  const text = (from: string) => ({
    id: 'm1',
    to: customer,
    from,
    replyTo: null,
    subject: null,
    text: 'Hello',
    html: null,
    headers: {},
    until: null,
  });

  beforeEach(async () => {
    hooks = await listen((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.statusCode = 204;
        response.end();
        arrived({ headers: request.headers, body: Buffer.concat(parts), url: `${hooks.url}${request.url}` });
      });
    });
    servers.push(hooks);
    let arrived: (request: ChannelRequest) => void = () => undefined;
    arrival = new Promise((resolve) => {
      arrived = resolve;
    });
    const sandbox = createTwilioSandbox({
      accountSid,
      authToken: 'main',
      inboundUrl: null,
      stateFile: null,
    });
    url = (await serve(sandbox.router)).url;
    servers.push(sandbox);
    account = await subaccounts().create('Rosa Plumbing');
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('are bought into the account of their organization and listed there alone', async () => {
    const other = await subaccounts().create('Another');
    const bought = await buy();
    expect(bought).toMatchObject({ kind: 'number', address: '+13035550100' });
    expect(await numbers().owned()).toEqual([bought]);
    expect(await subaccounts().open(other).numbers.owned()).toEqual([]);
    expect(await sms().numbers.owned()).toEqual([]);
    expect(await numbers().available('303')).not.toContain(bought.address);
  });

  it('send from the account that owns them, and from no other', async () => {
    const { address } = await buy();
    const { vendorId } = await subaccounts().open(account).send(text(address));
    expect(vendorId).toMatch(/^SM/);
    expect(await failureOf(sms().send(text(address)))).toMatchObject({
      name: 'Refused',
      about: 'sender',
      code: '21606',
    });
    const stranger = await subaccounts().create('Another');
    expect(await failureOf(subaccounts().open(stranger).send(text(address)))).toMatchObject({ about: 'sender' });
  });

  it('bring their notices under the token of their account', async () => {
    const { address } = await buy();
    await subaccounts().open(account).send(text(address));
    const notice = await arrival;
    expect(subaccounts().namedBy(notice)).toBe(account.vendorAccount);
    expect(subaccounts().open(account).verifyWebhook(notice)).toBe(true);
    expect(sms().verifyWebhook(notice)).toBe(false);
    expect(subaccounts().namedBy({ ...notice, body: Buffer.from(`AccountSid=${accountSid}`) })).toBeNull();
    expect(subaccounts().namedBy({ ...notice, body: Buffer.from('AccountSid=AC1') })).toBeNull();
  });

  it('let us hear what customers write there', async () => {
    const { address } = await buy();
    await control('POST', 'replies', { from: customer, to: address, body: 'Thanks' });
    const notice = await arrival;
    expect(notice.url).toBe(`${hooks.url}/api/channels/sms/inbound`);
    expect(subaccounts().open(account).readWebhook(notice)).toMatchObject([{ kind: 'inbound', to: address }]);
  });

  it.each([
    [null, 'missing'],
    ['IN_PROGRESS', 'pending'],
    ['VERIFIED', 'registered'],
    ['FAILED', 'failed'],
  ])('in a service whose campaign is %s are %s', async (campaign, state) => {
    const own = await buy();
    const { vendorAccount } = account;
    const service = { account: vendorAccount.replace('twilio:', ''), name: 'Rosa', numbers: [own.address] };
    const { sid } = await control('POST', 'estate/services', service);
    await control('PUT', `estate/registrations/${sid}`, { campaign });
    expect(await numbers().registration(own)).toBe(state);
    const pool = (await numbers().owned()).find(({ kind }) => kind === 'service');
    if (!pool) throw new Error('no service');
    expect(await numbers().registration(pool)).toBe(state);
    await numbers().listen(pool);
    await control('POST', 'replies', { from: customer, to: own.address, body: 'Thanks' });
    expect((await arrival).url).toBe(`${hooks.url}/api/channels/sms/inbound`);
  });

  it('in no service are not registered; toll-free ones have a verification of their own', async () => {
    expect(await numbers().registration(await buy())).toBe('missing');
    const free = await buy('888');
    expect(await numbers().registration(free)).toBe('missing');
    await control('PUT', `estate/registrations/${free.vendorId}`, { verification: 'IN_REVIEW' });
    expect(await numbers().registration(free)).toBe('pending');
    await control('PUT', `estate/registrations/${free.vendorId}`, { verification: 'TWILIO_APPROVED' });
    expect(await numbers().registration(free)).toBe('registered');
    expect(await numbers().registration({ ...free, address: '+447700900123' })).toBeNull();
  });

  it('are registered by the sandbox page, with a service around them', async () => {
    const own = await buy();
    await control('PUT', `estate/registrations/${own.vendorId}`, { campaign: 'VERIFIED' });
    expect(await numbers().registration(own)).toBe('registered');
    await control('POST', 'replies', { from: customer, to: own.address, body: 'Thanks' });
    expect((await arrival).url).toBe(`${hooks.url}/api/channels/sms/inbound`);
  });

  it('fail as every call does: throttled, down, too late', async () => {
    await control('PUT', 'faults', { rateLimit: 1 });
    expect(await failureOf(numbers().owned())).toMatchObject({ name: 'RateLimited' });
    await control('PUT', 'faults', { rateLimit: 0, serverError: true });
    expect(await failureOf(subaccounts().create('x'))).toMatchObject({ name: 'OutcomeUnknown' });
    const slow = await serve(() => undefined);
    expect(await failureOf(subaccounts(slow.url, 50).create('x'))).toMatchObject({ name: 'OutcomeUnknown' });
  });
});

describe('what the played Twilio is asked', () => {
  it.each([
    ['To=%2B1&Body=x&From=%2B1&IdempotencyKey=1', 'IdempotencyKey'],
    ['To=%2B1&Body=x&ValidityPeriod=36001', 'ValidityPeriod'],
    ['To=%2B1&Body=x&StatusCallback=nowhere', 'StatusCallback'],
    ['To=%2B1&Body=x&MessagingServiceSid=MG1', 'MessagingServiceSid'],
    ['Body=x', 'To'],
  ])('refuses %s', async (body, field) => {
    const server = await listen(
      express().post('/', form, asking(messageSchema, 'body'), (_request, response) => void response.json({})),
    );
    const post = async (text: string) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await fetch(server.url, { method: 'POST', headers, body: text })).json();
    };
    expect(await post('To=%2B1&Body=x&From=%2B1')).toEqual({});
    expect(await post(body)).toMatchObject({ status: 400, message: `Invalid parameter: ${field}` });
    await server.close();
  });
});
