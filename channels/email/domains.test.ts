import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { listen, type TestServer } from '../../testing/servers.ts';
import type { Domains } from '../sender-setup.ts';
import { createEmail } from './index.ts';
import { createResendSandbox } from './sandbox.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const serve = async (handler: RequestHandler): Promise<TestServer> => {
  const server = await listen(express().use(handler));
  servers.push(server);
  return server;
};
const over = (baseUrl: string, timeoutMs?: number): Domains => {
  const { domains } = createEmail({ apiKey: 're_1', baseUrl, webhookSecrets: [], timeoutMs });
  if (!domains) throw new Error('no domains');
  return domains;
};
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('domains of their own', () => {
  let url: string;
  let domains: Domains;
  const put = (path: string, body: object) =>
    fetch(`${url}/control/${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  beforeEach(async () => {
    const sandbox = createResendSandbox({
      apiKey: 're_1',
      webhookUrl: null,
      webhookSecret: 'whsec_YQ==',
      stateFile: null,
    });
    url = (await serve(sandbox.router)).url;
    servers.push(sandbox);
    domains = over(url);
  });

  it('come with the records to copy, and are ready once these are found', async () => {
    const added = await domains.add('shop.example');
    expect(added).toMatchObject({ name: 'shop.example', state: 'pending' });
    expect(added.dns[0]).toMatchObject({ type: 'MX', name: 'send', priority: 10, verified: false });
    await domains.verify(added.vendorId);
    expect(await domains.read(added.vendorId)).toMatchObject({ state: 'pending' });
    await put('dns/shop.example', { published: true });
    const ready = await domains.read(added.vendorId);
    expect(ready?.state).toBe('ready');
    expect(ready?.dns.every(({ verified }) => verified)).toBe(true);
  });

  it('are added once, however often one asks', async () => {
    const first = await domains.add('shop.example');
    expect(await domains.add('shop.example')).toEqual(first);
  });

  it('are not taken over from somebody of the same account for whom they work', async () => {
    const { vendorId } = await domains.add('shop.example');
    await domains.verify(vendorId);
    await put('dns/shop.example', { published: true });
    expect(await failureOf(domains.add('shop.example'))).toMatchObject({ name: 'Refused', code: 'domain_taken' });
  });

  it('can be removed twice, and are unknown after it', async () => {
    const { vendorId } = await domains.add('shop.example');
    await domains.remove(vendorId);
    await domains.remove(vendorId);
    expect(await domains.read(vendorId)).toBeNull();
  });

  it('fail as every call does: throttled, down, too late', async () => {
    await put('faults', { rateLimit: 1 });
    expect(await failureOf(domains.add('shop.example'))).toMatchObject({ name: 'RateLimited' });
    await put('faults', { rateLimit: 0, serverError: true });
    expect(await failureOf(domains.read('x'))).toMatchObject({ name: 'OutcomeUnknown' });
    const slow = await serve(() => undefined);
    expect(await failureOf(over(slow.url, 50).verify('x'))).toMatchObject({ name: 'OutcomeUnknown' });
  });

  it.each([
    ['verified', 'ready'],
    ['failed', 'failed'],
    ['partially_failed', 'failed'],
    ['partially_verified', 'pending'],
    ['a word of tomorrow', 'pending'],
  ])('that are %s count as %s', async (status, state) => {
    const vendor = await serve((_request, response) => void response.json({ id: 'd1', name: 'shop.example', status }));
    expect(await over(vendor.url).read('d1')).toMatchObject({ state, dns: [] });
  });
});
