import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { listen } from '../../testing/servers.ts';
import { createResendSandbox } from './sandbox.ts';

const secret = `whsec_${Buffer.from('a secret').toString('base64')}`;
const body = { from: 'van@example.com', to: 'renee@example.com', subject: 'Done', text: 'Hello' };

describe("Resend's sandbox", () => {
  const start = async (more: { webhookUrl?: string; stateFile?: string; webhookDelays?: number[] } = {}) => {
    const sandbox = createResendSandbox({
      apiKey: 're_1',
      webhookUrl: null,
      webhookSecret: secret,
      stateFile: null,
      ...more,
    });
    const server = await listen(express().use(sandbox.router));
    const call = async (method: string, path: string, given?: object, headers: Record<string, string> = {}) => {
      const response = await fetch(server.url + path, {
        method,
        headers: { authorization: 'Bearer re_1', 'content-type': 'application/json', ...headers },
        body: given && JSON.stringify(given),
      });
      return { status: response.status, headers: response.headers, json: await response.json() };
    };
    const close = async () => {
      await sandbox.close();
      await server.close();
    };
    return { call, close };
  };

  it('shows one email and lists them, newest first', async () => {
    const { call, close } = await start();
    const first = await call('POST', '/emails', body);
    const second = await call('POST', '/emails', { ...body, to: ['bounced+1@resend.dev'] });
    const all = await call('GET', '/emails?limit=1');
    expect(all.json).toMatchObject({ has_more: true, data: [{ id: second.json.id, last_event: 'bounced' }] });
    expect((await call('GET', `/emails?after=${second.json.id}`)).json.data).toHaveLength(1);
    expect((await call('GET', `/emails/${first.json.id}`)).json).toMatchObject({
      text: 'Hello',
      last_event: 'delivered',
    });
    expect((await call('GET', '/emails/none')).json).toMatchObject({ statusCode: 404, name: 'not_found' });
    await close();
  });

  it("refuses in the vendor's words and with its limits", async () => {
    const { call, close } = await start();
    const missing = await call('POST', '/emails', { ...body, subject: undefined });
    expect(missing.json).toMatchObject({ statusCode: 422, name: 'missing_required_field' });
    expect(missing.headers.get('ratelimit-limit')).toBe('5');
    expect((await call('POST', '/emails', { ...body, from: 'x' })).json).toMatchObject({
      name: 'invalid_from_address',
    });
    expect((await call('POST', '/emails', { ...body, tags: [{ name: 'a b', value: 'c' }] })).json).toMatchObject({
      name: 'validation_error',
    });
    expect((await call('POST', '/emails', body, { 'idempotency-key': 'x'.repeat(257) })).json).toMatchObject({
      statusCode: 400,
      name: 'invalid_idempotency_key',
    });
    expect((await call('POST', '/emails', body, { authorization: '' })).json).toMatchObject({
      statusCode: 401,
      name: 'missing_api_key',
    });
    await close();
  });

  it('remembers emails and keys over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'resend-'));
    const stateFile = join(folder, 'deep', 'resend.json');
    const before = await start({ stateFile });
    const sent = await before.call('POST', '/emails', body, { 'idempotency-key': 'k' });
    await before.close();
    const after = await start({ stateFile });
    expect((await after.call('POST', '/emails', body, { 'idempotency-key': 'k' })).json).toEqual(sent.json);
    expect(
      (await after.call('POST', '/emails', { ...body, text: 'x' }, { 'idempotency-key': 'k' })).json,
    ).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' });
    await after.close();
    await rm(folder, { recursive: true });
  });

  it('tries a webhook again until it is taken, under the same id', async () => {
    const ids: unknown[] = [];
    let taken = () => {};
    const done = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const hook = await listen(
      express().use((request, response) => {
        ids.push(request.headers['svix-id']);
        response.status(ids.length > 4 ? 204 : 500).end();
        if (ids.length === 6) taken();
      }),
    );
    const { call, close } = await start({ webhookUrl: hook.url, webhookDelays: [0, 1, 1, 1] });
    await call('POST', '/emails', body);
    await done;
    await close();
    await hook.close();
    expect(new Set(ids).size).toBe(2);
  });
});
