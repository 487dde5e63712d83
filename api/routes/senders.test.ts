import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { createEmail } from '../../channels/email/index.ts';
import { createResendSandbox } from '../../channels/email/sandbox.ts';
import { createSms } from '../../channels/sms/index.ts';
import { createTwilioSandbox } from '../../channels/sms/sandbox.ts';
import { signedForm } from '../../channels/sms/sandbox-webhooks.ts';
import { listen, type TestServer } from '../../testing/servers.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const accountSid = `AC${'0a'.repeat(16)}`;
let vendors: TestServer;
const resend = createResendSandbox({ apiKey: 're_1', webhookUrl: null, webhookSecret: 'whsec_YQ==', stateFile: null });
const twilio = createTwilioSandbox({ accountSid, authToken: 'main', inboundUrl: null, stateFile: null });

const api = withApi(async () => {
  vendors = await listen(express().use('/resend', resend.router).use('/twilio', twilio.router));
  const email = createEmail({ apiKey: 're_1', baseUrl: `${vendors.url}/resend`, webhookSecrets: [] });
  const publicUrl = 'http://localhost:3000';
  const sms = createSms({
    accountSid,
    authToken: 'main',
    baseUrl: `${vendors.url}/twilio`,
    publicUrl,
    callbacks: true,
  });
  return { channels: { email, sms } };
});
afterAll(async () => {
  await Promise.all([resend.close(), twilio.close()]);
  await vendors.close();
});

const control = async (method: string, path: string, body?: object) => {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${vendors.url}/${path}`, { method, headers, body: body && JSON.stringify(body) });
};

type Item = { id: string; channel: string; kind: string; address: string; status: string; inUse: boolean };
const itemOf = (body: { items: Item[] }, address: string): Item => {
  const item = body.items.find((one) => one.address === address);
  if (!item) throw new Error(`no sender ${address}`);
  return item;
};

describe('a domain of their own', () => {
  let rosa: TestAgent;
  let other: TestAgent;
  const add = (agent: TestAgent, domain: string, mailbox = 'hello') =>
    agent.post('/api/senders/domains').send({ domain, mailbox });

  beforeAll(async () => {
    rosa = await signedUp(api.app);
    other = await signedUp(api.app, 'Otto', 'Otto Roofing');
  });

  it('is used once its DNS records are found, and not before', async () => {
    const { body } = await add(rosa, 'Rosa.example').expect(201);
    const pending = itemOf(body, 'hello@rosa.example');
    expect(pending).toMatchObject({ status: 'pending', inUse: false, displayName: 'Rosa Plumbing' });
    expect(pending).toMatchObject({ dns: [{ type: 'MX' }, { type: 'TXT' }, { type: 'TXT' }] });
    expect(body.items.filter((item: Item) => item.inUse)).toMatchObject([{ kind: 'shared', channel: 'email' }]);
    const look = () => rosa.post(`/api/senders/${pending.id}/verifications`).send({}).expect(200);
    expect(itemOf((await look()).body, pending.address).status).toBe('pending');
    await control('PUT', 'resend/control/dns/rosa.example', { published: true });
    expect(itemOf((await look()).body, pending.address)).toMatchObject({ status: 'ready', inUse: true });
  });

  it('belongs to one organization, and neither to two nor to the installation', async () => {
    await add(other, 'rosa.example', 'billing').expect(409);
    for (const shared of ['mail.afterjob.test', 'afterjob.test', 'deep.mail.afterjob.test'])
      expect((await add(other, shared).expect(409)).body.code).toBe('bound_elsewhere');
    expect((await other.get('/api/senders')).body.items).toMatchObject([{ kind: 'shared' }]);
  });

  it('has several names before the @ with one set-up', async () => {
    const { body } = await add(rosa, 'rosa.example', 'billing').expect(201);
    expect(itemOf(body, 'billing@rosa.example')).toMatchObject({ status: 'ready', inUse: true });
    expect(itemOf(body, 'hello@rosa.example').inUse).toBe(false);
    const back = await rosa.post(`/api/senders/${itemOf(body, 'hello@rosa.example').id}/choices`).send({});
    expect(itemOf(back.body, 'hello@rosa.example').inUse).toBe(true);
  });

  it('is free for others once it is removed', async () => {
    const { body } = await rosa.get('/api/senders');
    for (const address of ['hello@rosa.example', 'billing@rosa.example'])
      await rosa.delete(`/api/senders/${itemOf(body, address).id}`).expect(200);
    expect((await rosa.get('/api/senders')).body.items).toMatchObject([{ kind: 'shared', inUse: true }]);
    await add(other, 'rosa.example').expect(201);
  });

  it('stays wished for while the service is down, and is set up by the next look', async () => {
    await control('PUT', 'resend/control/faults', { serverError: true });
    expect((await add(rosa, 'green.example').expect(503)).body.code).toBe('vendor_unavailable');
    await control('PUT', 'resend/control/faults', { serverError: false });
    const wished = itemOf((await rosa.get('/api/senders')).body, 'hello@green.example');
    expect(wished).toMatchObject({ status: 'pending', dns: [] });
    const { body } = await rosa.post(`/api/senders/${wished.id}/verifications`).send({}).expect(200);
    expect(itemOf(body, wished.address)).toMatchObject({ status: 'pending', dns: [{ type: 'MX' }, {}, {}] });
  });

  it.each([
    [{ domain: 'rosa', mailbox: 'hello' }, 'domain'],
    [{ domain: 'https://rosa.example', mailbox: 'hello' }, 'domain'],
    [{ domain: 'rosa.example', mailbox: 'he llo' }, 'mailbox'],
    [{ domain: 'rosa.example', mailbox: 'a>' }, 'mailbox'],
  ])('is refused as %p', async (body, path) => {
    const answer = await rosa.post('/api/senders/domains').send(body).expect(400);
    expect(answer.body.errors).toMatchObject([{ path }]);
  });

  it('takes a name and an address for answers, but no line end', async () => {
    const { body } = await rosa.get('/api/senders');
    const { id, address } = body.items[0];
    const change = (words: object) => rosa.patch(`/api/senders/${id}`).send(words);
    const changed = await change({ displayName: 'Rosa & Team', replyTo: 'rosa@example.com' }).expect(200);
    expect(itemOf(changed.body, address)).toMatchObject({ displayName: 'Rosa & Team', replyTo: 'rosa@example.com' });
    await change({ displayName: 'Rosa\nBcc: a@b.c' }).expect(400);
    await change({ replyTo: 'nobody' }).expect(400);
    await other.patch(`/api/senders/${id}`).send({ displayName: 'Mine' }).expect(404);
  });
});

describe('a number of their own', () => {
  let rosa: TestAgent;
  let other: TestAgent;
  const number = '+13035550100';

  beforeAll(async () => {
    rosa = await signedUp(api.app);
    other = await signedUp(api.app, 'Otto', 'Otto Roofing');
  });

  it('needs an account of the business, made once', async () => {
    expect((await rosa.get('/api/senders/numbers').expect(409)).body.code).toBe('no_text_account');
    for (const agent of [rosa, rosa, other]) {
      const { body } = await agent.post('/api/senders/accounts').send({}).expect(201);
      expect(body.textAccount).toBe(true);
    }
    const { accounts } = await (await control('GET', 'twilio/control/estate')).json();
    expect(accounts).toMatchObject([{ name: 'Rosa Plumbing' }, { name: 'Otto Roofing' }]);
    const kept = await asOwner<{ secret: Buffer }>(api, 'SELECT secret FROM afterjob.sender_accounts');
    expect(kept).toHaveLength(2);
    expect(kept.some(({ secret }) => /[0-9a-f]{32}/.test(secret.toString('latin1')))).toBe(false);
  });

  it('is chosen among those of an area, one per business, and waits for its registration', async () => {
    const free = await rosa.get('/api/senders/numbers/available?areaCode=303').expect(200);
    expect(free.body.items[0]).toBe(number);
    const { body } = await rosa.post('/api/senders/purchases').send({ address: number }).expect(201);
    expect(itemOf(body, number)).toMatchObject({ status: 'ready', registration: 'missing', inUse: false });
    await rosa.post('/api/senders/purchases').send({ address: '+13035550101' }).expect(409);
    await other.post('/api/senders/numbers').send({ address: number }).expect(404);
    expect((await other.get('/api/senders/numbers')).body.items).toEqual([]);
  });

  it('is used once carriers know it', async () => {
    const { numbers } = await (await control('GET', 'twilio/control/estate')).json();
    const service = { account: numbers[0].account, name: 'Rosa', numbers: [number] };
    const { sid } = await (await control('POST', 'twilio/control/estate/services', service)).json();
    const sender = itemOf((await rosa.get('/api/senders')).body, number);
    const look = async () => {
      const { body } = await rosa.post(`/api/senders/${sender.id}/verifications`).send({}).expect(200);
      return itemOf(body, number);
    };
    await control('PUT', `twilio/control/estate/registrations/${sid}`, { campaign: 'IN_PROGRESS' });
    expect(await look()).toMatchObject({ registration: 'pending', inUse: false });
    await control('PUT', `twilio/control/estate/registrations/${sid}`, { campaign: 'VERIFIED' });
    expect(await look()).toMatchObject({ registration: 'registered', inUse: true });
  });

  it('tells under the token of its account, and no other account speaks for it', async () => {
    const accounts = await asOwner<{ vendor_account: string; secret: Buffer; organization_id: string }>(
      api,
      'SELECT a.* FROM afterjob.sender_accounts a ORDER BY created_at',
    );
    const [own, foreign] = accounts.map(({ vendor_account, secret, organization_id: organizationId }) => {
      const end = secret.indexOf(0);
      const place = { organizationId, connectionId: vendor_account, field: 'sender_secret' };
      const sealed = { keyId: secret.subarray(0, end).toString(), bytes: secret.subarray(end + 1) };
      return { sid: vendor_account.replace('twilio:', ''), token: api.deps.keys.open(sealed, place) };
    });
    const post = async (sid = '', token = '') => {
      const fields = {
        AccountSid: sid,
        MessageSid: `SM${'1b'.repeat(16)}`,
        From: '+12025550123',
        To: number,
        Body: 'Hi',
      };
      const path = '/api/channels/sms/inbound';
      const { headers, body } = signedForm(token, `http://localhost:3000${path}`, fields);
      return (await rosa.post(path).set(headers).send(body)).status;
    };
    expect(await post(own?.sid, own?.token)).toBe(200);
    expect(await post(own?.sid, foreign?.token)).toBe(401);
    expect(await post(own?.sid, 'main')).toBe(401);
    expect(await post(`AC${'ff'.repeat(16)}`, own?.token)).toBe(401);
    expect(await post(accountSid, own?.token)).toBe(401);
  });

  it('may be of an account that the business has already, and of no other business', async () => {
    const third = await signedUp(api.app, 'Tina', 'Tina Tiles');
    const [row] = await asOwner<{ vendor_account: string }>(api, 'SELECT vendor_account FROM afterjob.sender_accounts');
    const account = row?.vendor_account.replace('twilio:', '');
    const adopt = (secret: string, sid = account) => third.post('/api/senders/accounts').send({ account: sid, secret });
    expect((await adopt('guessed').expect(422)).body.code).toBe('vendor_account');
    expect((await adopt('main', accountSid).expect(422)).body.code).toBe('vendor_account');
    await third.post('/api/senders/accounts').send({ account }).expect(400);
    expect((await third.get('/api/senders')).body.textAccount).toBe(false);
  });
});
