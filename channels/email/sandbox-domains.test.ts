import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { listen, type TestServer } from '../../testing/servers.ts';
import { createResendSandbox } from './sandbox.ts';
import { sendSchema } from './sandbox-request.ts';

const letter = { from: 'van@shop.example', to: 'renee@example.com', subject: 'Done', text: 'Hello' };

describe('what the played Resend is asked', () => {
  it.each([
    ['a field that the vendor does not describe', { ...letter, replyTo: 'me@example.com' }],
    ['a tag with more than a name and a value', { ...letter, tags: [{ name: 'a', value: 'b', colour: 'c' }] }],
    ['a header over two lines', { ...letter, headers: { 'X-One': 'a\r\nBcc: other@example.com' } }],
    ['a header whose name is no token', { ...letter, headers: { 'X One': 'a' } }],
    ['null in place of a text', { ...letter, html: null }],
  ])('refuses %s', (_what, body) => {
    expect(sendSchema.safeParse(letter).success).toBe(true);
    expect(sendSchema.safeParse(body).success).toBe(false);
  });
});

describe('the domains of the played Resend', () => {
  let sandbox: ReturnType<typeof createResendSandbox>;
  let server: TestServer;
  const call = async (method: string, path: string, given?: object) => {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: 'Bearer re_1', 'content-type': 'application/json' },
      body: given && JSON.stringify(given),
    });
    return { status: response.status, json: await response.json() };
  };

  beforeEach(async () => {
    sandbox = createResendSandbox({ apiKey: 're_1', webhookUrl: null, webhookSecret: 'whsec_YQ==', stateFile: null });
    server = await listen(express().use(sandbox.router));
  });
  afterEach(async () => {
    await sandbox.close();
    await server.close();
  });

  it('lets nobody write from a domain before its records are published and looked at', async () => {
    const { status, json: domain } = await call('POST', '/domains', { name: 'mail.shop.example' });
    expect({ status, domain }).toMatchObject({ status: 201, domain: { status: 'not_started', region: 'us-east-1' } });
    expect(domain.records.map(({ name, type }: { name: string; type: string }) => `${type} ${name}`)).toEqual([
      'MX send.mail',
      'TXT send.mail',
      'TXT resend._domainkey.mail',
    ]);
    const from = 'van@mail.shop.example';
    expect(await call('POST', '/emails', { ...letter, from })).toMatchObject({
      status: 403,
      json: { name: 'validation_error' },
    });
    await call('POST', `/domains/${domain.id}/verify`);
    expect((await call('GET', `/domains/${domain.id}`)).json).toMatchObject({ object: 'domain', status: 'pending' });
    await call('PUT', '/control/dns/mail.shop.example', { published: true });
    expect((await call('GET', '/domains')).json.data).toMatchObject([{ id: domain.id, status: 'verified' }]);
    expect((await call('POST', '/emails', { ...letter, from })).status).toBe(200);
  });

  it('knows each domain once, and forgets one that is removed', async () => {
    const { json } = await call('POST', '/domains', { name: 'shop.example' });
    expect(await call('POST', '/domains', { name: 'SHOP.example' })).toMatchObject({ status: 403 });
    expect((await call('DELETE', `/domains/${json.id}`)).json).toMatchObject({ deleted: true });
    expect((await call('GET', `/domains/${json.id}`)).status).toBe(404);
    expect((await call('POST', '/domains', { name: 'shop.example' })).status).toBe(201);
  });

  it.each([
    ['no name', {}, 'missing_required_field'],
    ['no domain', { name: 'shop' }, 'validation_error'],
    ['a region that there is not', { name: 'shop.example', region: 'moon-1' }, 'validation_error'],
    ['a field that is not described', { name: 'shop.example', openTracking: false }, 'validation_error'],
  ])('refuses %s', async (_what, body, name) => {
    expect(await call('POST', '/domains', body)).toMatchObject({ status: 422, json: { name } });
  });
});
