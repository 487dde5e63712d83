import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createJobber } from './index.ts';

const clientSecret = 'secret-of-tests';
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

describe('Jobber’s webhooks', () => {
  const { verifyWebhook, readWebhook, accountNotice, concerns } = createJobber({
    clientId: 'id',
    clientSecret,
    graphqlVersion: '2025-04-16',
    authorizeUrl: '',
    tokenUrl: '',
    apiUrl: '',
  });
  const sample = Buffer.from(fixture('jobber-webhook.json'));
  const sign = (body: Buffer) => createHmac('sha256', clientSecret).update(body).digest('base64');
  const verify = (body: Buffer, signature?: string | string[]) =>
    verifyWebhook({ headers: { 'x-jobber-hmac-sha256': signature }, body });
  const read = (event: object) =>
    readWebhook({ headers: {}, body: Buffer.from(JSON.stringify({ data: { webHookEvent: event } })) });
  const event = {
    topic: 'JOB_UPDATE',
    appId: 'a',
    accountId: 'MQ==',
    itemId: 'Mg==',
    occurredAt: '2021-08-12T16:31:36-06:00',
  };

  it('read as in the vendor’s sample', () => {
    expect(verify(sample, sign(sample))).toBe(true);
    expect(readWebhook({ headers: {}, body: sample })).toEqual([
      {
        readable: true,
        topic: 'CLIENT_CREATE',
        accountId: 'MQ==',
        entity: { kind: 'client', id: 'MQ==' },
        occurredAt: new Date('2021-08-12T22:31:36Z'),
        dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('never verify when forged, and never fail', () => {
    const right = sign(sample);
    const forged = fc.oneof(
      fc.constant(undefined),
      fc.string(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.nat(right.length - 1).map((length) => right.slice(0, length)),
      fc.constant(Buffer.from(right, 'base64').toString('hex')),
      fc.constant(Buffer.from(right, 'base64').toString('base64url')),
      fc.constant(`sha256=${right}`),
      fc.constant(` ${right}`),
      fc.constant(right.toLowerCase()),
      fc.constant<string[]>([right]),
    );
    fc.assert(fc.property(forged, (signature) => expect(verify(sample, signature)).toBe(false)));
  });

  it('never verify when the body was changed', () => {
    const right = sign(sample);
    const changed = fc.oneof(
      fc.nat(sample.length - 1).map((length) => sample.subarray(0, length)),
      fc.nat(sample.length * 8 - 1).map((bit) => {
        const copy = Buffer.from(sample);
        copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        return copy;
      }),
      fc.constant(Buffer.from(sample.toString(), 'utf16le')),
      fc.constant(Buffer.concat([sample, Buffer.from('\n')])),
    );
    fc.assert(fc.property(changed, (body) => expect(verify(body, right)).toBe(false)));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('<xml/>')],
    ['another encoding', Buffer.from(sample.toString(), 'utf16le')],
    ['broken UTF-8', Buffer.concat([sample.subarray(0, 40), Buffer.from([0xff]), sample.subarray(40)])],
    ['an array', Buffer.from('[]')],
    ['no topic', Buffer.from('{"data":{"webHookEvent":{"accountId":"MQ=="}}}')],
    [
      'an account that no database can store',
      Buffer.from('{"data":{"webHookEvent":{"topic":"JOB_UPDATE","accountId":"\\u0000"}}}'),
    ],
  ])('are kept as unreadable: %s', (_, body) => {
    const [notice, ...more] = readWebhook({ headers: {}, body });
    expect(notice).toMatchObject({ readable: false });
    expect(more).toEqual([]);
  });

  it('take both spellings of the time', () => {
    const { occurredAt, ...rest } = event;
    expect(read({ ...rest, occuredAt: occurredAt })).toEqual(read(event));
  });

  it('are equal for retries, different for another item, topic, account or second', () => {
    const key = (change: object) => read({ ...event, ...change })[0]?.dedupeKey;
    expect(key({ appId: 'b', occurredAt: '2021-08-12T22:31:36Z' })).toBe(key({}));
    const changes = [
      { itemId: 'Mw==' },
      { topic: 'JOB_CLOSED' },
      { accountId: 'Mg==' },
      { occurredAt: '2021-08-12T16:31:37-06:00' },
    ];
    expect(new Set([{}, ...changes].map(key)).size).toBe(5);
  });

  it('know topics in any case', () => {
    expect(read({ ...event, topic: 'job_update' })).toEqual(read(event));
  });

  it('concern the things that we read', () => {
    const concernsOf = (topic: string) => {
      const [notice] = read({ ...event, topic });
      return notice?.readable ? concerns(notice).map(({ kind }) => kind) : null;
    };
    expect(['CLIENT_DESTROY', 'JOB_CLOSED', 'VISIT_COMPLETE', 'QUOTE_SENT'].map(concernsOf)).toEqual([
      ['client'],
      ['job'],
      ['visit'],
      ['quote'],
    ]);
    expect(['PROPERTY_UPDATE', 'PRODUCT_OR_SERVICE_CREATE', 'APP_DISCONNECT'].map(concernsOf)).toEqual([[], [], []]);
  });

  it('tell when the account leaves', () => {
    expect(read({ ...event, topic: 'APP_DISCONNECT' })[0]).toMatchObject({ accountId: 'MQ==', entity: null });
    expect(['APP_DISCONNECT', 'APP_CONNECT', 'JOB_UPDATE'].map(accountNotice)).toEqual([
      'disconnected',
      'connected',
      null,
    ]);
  });
});

describe('Jobber’s callback', () => {
  const { readCallback } = createJobber({
    clientId: 'id',
    clientSecret,
    graphqlVersion: '2025-04-16',
    authorizeUrl: '',
    tokenUrl: '',
    apiUrl: '',
  });

  it('tells a start at the marketplace by its missing state', () => {
    expect(readCallback({ code: 'c' })).toEqual({ kind: 'marketplace' });
    expect(readCallback({ state: 's' })).toEqual({ kind: 'denied' });
  });
});
