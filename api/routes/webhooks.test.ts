import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createChannels } from '../../channels/index.ts';
import { createProviders } from '../../providers/index.ts';
import { testConfig } from '../../testing/config.ts';
import { cases } from '../../testing/depth.ts';
import { listen, type TestServer } from '../../testing/servers.ts';
import { asOwner, withApi } from '../testing.ts';

const config = testConfig();
const api = withApi(async () => ({ providers: createProviders(config), channels: createChannels(config) }));
const sample = readFileSync(new URL('../../providers/jobber/fixtures/jobber-webhook.json', import.meta.url));
const runs = cases('forged webhooks a route', { sample: 500, whole: 100_000 });
/** So many are on their way at once. */
const together = 25;

let server: TestServer;
beforeAll(async () => {
  server = await listen(api.app);
});
afterAll(async () => {
  await server.close();
});

const sign = (body: Uint8Array, secret = config.jobber.clientSecret) =>
  createHmac('sha256', secret).update(body).digest('base64');

async function post(body: Uint8Array | string, headers: Record<string, string> = {}, path = '/api/crm/jobber/webhook') {
  const response = await fetch(server.url + path, {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
}

const signed = (body: Uint8Array) => ({ 'x-jobber-hmac-sha256': sign(body) });
const kept = async () => {
  const [row] = await asOwner<{ deliveries: number; raw: number }>(
    api,
    'SELECT (SELECT count(*)::int FROM afterjob.deliveries) deliveries, (SELECT count(*)::int FROM afterjob.raw_requests) raw',
  );
  return row ?? { deliveries: -1, raw: -1 };
};

describe('a webhook', () => {
  it('is kept and answered while Temporal is out of reach', async () => {
    const before = await kept();
    expect((await post(sample, signed(sample))).status).toBe(200);
    expect(await kept()).toEqual({ deliveries: before.deliveries + 1, raw: before.raw + 1 });
  });

  it('is kept once when it comes twice, and counted', async () => {
    const body = Buffer.from(sample.toString().replace(/"itemId":\s*"[^"]*"/, '"itemId": "twice"'));
    await Promise.all([post(body, signed(body)), post(body, signed(body))]);
    await post(body, signed(body));
    const rows = await asOwner(api, "SELECT duplicates FROM afterjob.deliveries WHERE entity_id = 'twice'");
    expect(rows).toHaveLength(1);
    expect(Number(rows[0]?.duplicates)).toBeGreaterThan(0);
  });

  it('with one changed byte is refused and leaves no row', async () => {
    const before = await kept();
    const changed = Buffer.from(sample);
    changed[10] = (changed[10] ?? 0) ^ 1;
    const answer = await post(changed, signed(sample));
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'bad_signature', status: 401 });
    expect(await kept()).toEqual(before);
  });

  it('is refused when it is empty, compressed or too large', async () => {
    const before = await kept();
    const large = randomBytes(1024 * 1024 + 1);
    expect((await post('', signed(Buffer.alloc(0)))).status).toBe(400);
    expect((await post(sample, { ...signed(sample), 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await post(large, signed(large))).status).toBe(413);
    expect(await kept()).toEqual(before);
  });

  it('whose signature is right and whose words are not is kept as unreadable', async () => {
    const body = Buffer.from('{"data": nonsense');
    expect((await post(body, signed(body))).status).toBe(200);
    const rows = await asOwner(api, "SELECT status FROM afterjob.deliveries WHERE status = 'unreadable'");
    expect(rows.length).toBeGreaterThan(0);
  });

  it('of a provider that does not exist is not found', async () => {
    expect((await post(sample, signed(sample), '/api/crm/constructor/webhook')).status).toBe(404);
  });

  it('is never counted against a rate limit', async () => {
    const statuses = new Set<number>();
    for (let sent = 0; sent < 1300; sent += together) {
      const burst = await Promise.all(Array.from({ length: together }, () => post('x')));
      for (const { status } of burst) statuses.add(status);
    }
    expect([...statuses]).toEqual([401]);
  });
});

describe('a forged webhook', () => {
  const several = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: together, maxLength: together });
  const bodies = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc.nat(sample.length - 1).map((end) => new Uint8Array(sample.subarray(0, end + 1))),
    fc.string({ unit: 'binary', minLength: 1 }).map((text) => new TextEncoder().encode(`\ufeff${text}`)),
  );
  const signatures = fc.oneof(
    fc.constant({}),
    fc.base64String().map((value) => ({ 'x-jobber-hmac-sha256': value })),
    fc.uint8Array().map((other) => ({ 'x-jobber-hmac-sha256': sign(Buffer.concat([other, Buffer.from('?')])) })),
    fc.constant('other secret').map((secret) => ({ 'x-jobber-hmac-sha256': sign(sample.subarray(1), secret) })),
  );
  const types = fc.constantFrom(
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded; charset=utf-7',
    '',
  );

  it.each([
    '/api/crm/jobber/webhook',
    '/api/channels/email/webhook',
    '/api/channels/sms/status',
    '/api/channels/sms/inbound',
  ])(
    'is refused as the caller’s fault and leaves no row: %s',
    async (path) => {
      const before = await kept();
      await fc.assert(
        fc.asyncProperty(several(fc.tuple(bodies, signatures, types)), async (forged) => {
          const send = ([body, headers, type]: (typeof forged)[number]) =>
            post(body, { ...headers, 'content-type': type }, path);
          for (const { status } of await Promise.all(forged.map(send))) expect([400, 401, 413]).toContain(status);
        }),
        { numRuns: Math.ceil(runs / together) },
      );
      expect(await kept()).toEqual(before);
    },
    900_000,
  );

  it('that is signed after all is kept, whatever it says', async () => {
    const before = await kept();
    const distinct = new Set<string>();
    await fc.assert(
      fc.asyncProperty(several(fc.tuple(bodies, types)), async (sent) => {
        await Promise.all(
          sent.map(async ([body, type]) => {
            distinct.add(Buffer.from(body).toString('hex'));
            const { status } = await post(body, { ...signed(body), 'content-type': type });
            expect(status).toBe(200);
          }),
        );
      }),
      { numRuns: Math.ceil(runs / 5 / together) },
    );
    const after = await kept();
    expect(after.raw - before.raw).toBeLessThanOrEqual(distinct.size);
    expect(after.raw).toBeGreaterThan(before.raw);
  }, 900_000);
});

describe('what channels send', () => {
  it('is answered to the texting vendor with nothing to say', async () => {
    const { authToken } = config.sms;
    const fields = { MessageSid: `SM${'1'.repeat(32)}`, From: '+12025550123', To: '+12025550100', Body: 'STOP' };
    const url = 'http://localhost:3000/api/channels/sms/inbound';
    const text =
      url +
      Object.keys(fields)
        .sort()
        .map((key) => key + fields[key as keyof typeof fields])
        .join('');
    const signature = createHmac('sha1', authToken).update(text).digest('base64');
    const answer = await post(
      new URLSearchParams(fields).toString(),
      { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      '/api/channels/sms/inbound',
    );
    expect(answer).toMatchObject({ status: 200, body: '<Response/>', type: expect.stringContaining('text/xml') });
    const rows = await asOwner(api, "SELECT topic FROM afterjob.deliveries WHERE source = 'channel:sms'");
    expect(rows).toEqual([{ topic: 'inbound' }]);
  });
});
