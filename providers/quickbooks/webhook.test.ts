import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createQuickbooks } from './index.ts';

const verifierToken = 'verifier-of-tests';
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const { verifyWebhook, readWebhook, concerns, accountNotice, readCallback } = createQuickbooks({
  clientId: 'id',
  clientSecret: 'secret',
  verifierTokens: ['another', verifierToken],
  authorizeUrl: '',
  tokenUrl: '',
  revokeUrl: '',
  apiUrl: '',
});

const newer = fixture('quickbooks-webhook-cloudevents.json');
const older = fixture('quickbooks-webhook-legacy.json');
const read = (body: unknown) => readWebhook({ headers: {}, body: Buffer.from(JSON.stringify(body)) });
const keys = (body: unknown) => read(body).map(({ dedupeKey }) => dedupeKey);
const topics = (body: unknown) => read(body).map((notice) => (notice.readable ? notice.topic : notice.reason));

const event = (change: object = {}) => ({
  specversion: '1.0',
  id: '88cd52aa-33b6-4351-9aa4-47572edbd068',
  source: 'intuit.x=',
  type: 'qbo.invoice.updated.v1',
  datacontenttype: 'application/json',
  time: '2026-11-20T21:31:25.179851517Z',
  intuitentityid: '12',
  intuitaccountid: '310687',
  data: {},
  ...change,
});
const entity = (change: object = {}) => ({
  name: 'Invoice',
  id: '12',
  operation: 'Update',
  lastUpdated: '2026-11-20T20:52:31.657Z',
  ...change,
});
const companies = (...entities: Record<string, object[]>[]) => ({
  eventNotifications: entities.flatMap((byRealm) =>
    Object.entries(byRealm).map(([realmId, list]) => ({ realmId, dataChangeEvent: { entities: list } })),
  ),
});

describe('the signature of a webhook', () => {
  const sign = (body: Buffer, token = verifierToken) => createHmac('sha256', token).update(body).digest('base64');
  const verify = (body: Buffer, signature?: string | string[]) =>
    verifyWebhook({ headers: { 'intuit-signature': signature }, body });

  it.each([
    ['newer', newer],
    ['older', older],
  ])('verifies the %s sample by any of the verifier tokens', (_, body) => {
    expect(verify(body, sign(body))).toBe(true);
    expect(verify(body, sign(body, 'another'))).toBe(true);
    expect(verify(body, sign(body, 'secret'))).toBe(false);
  });

  it('never verifies when forged, and never fails', () => {
    const right = sign(newer);
    const forged = fc.oneof(
      fc.constant(undefined),
      fc.string(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.nat(right.length - 1).map((length) => right.slice(0, length)),
      fc.constant(Buffer.from(right, 'base64').toString('hex')),
      fc.constant(Buffer.from(right, 'base64').toString('base64url')),
      fc.constant(` ${right}`),
      fc.constant(right.toLowerCase()),
      fc.constant<string[]>([right]),
    );
    fc.assert(fc.property(forged, (signature) => expect(verify(newer, signature)).toBe(false)));
  });

  it('verifies nothing where no verifier token is set', () => {
    const config = { clientId: 'id', clientSecret: '', authorizeUrl: '', tokenUrl: '', revokeUrl: '', apiUrl: '' };
    const provider = createQuickbooks({ ...config, verifierTokens: [] });
    expect(provider.verifyWebhook({ headers: { 'intuit-signature': sign(newer, '') }, body: newer })).toBe(false);
  });
});

describe('the notices of a webhook', () => {
  it('are read from the newer sample, whose times have nine digits', () => {
    expect(readWebhook({ headers: {}, body: newer })).toEqual([
      {
        readable: true,
        topic: 'account.created',
        accountId: '310687',
        entity: { kind: 'account', id: '1234' },
        occurredAt: new Date('2025-09-10T21:31:25.179Z'),
        dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('are read from the older sample', () => {
    expect(readWebhook({ headers: {}, body: older })).toEqual([
      {
        readable: true,
        topic: 'account.created',
        accountId: '310687',
        entity: { kind: 'account', id: '1234' },
        occurredAt: new Date('2025-09-08T20:52:31.657Z'),
        dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('are equal in both formats but for the key', () => {
    const cases = [
      ['customer', 'created', 'Customer', 'Create'],
      ['invoice', 'updated', 'Invoice', 'Update'],
      ['estimate', 'deleted', 'Estimate', 'Delete'],
      ['customer', 'merged', 'Customer', 'Merge'],
      ['payment', 'voided', 'Payment', 'Void'],
      ['invoice', 'emailed', 'Invoice', 'Emailed'],
    ] as const;
    for (const [noun, verb, name, operation] of cases) {
      const one = read([event({ type: `qbo.${noun}.${verb}.v1`, time: entity().lastUpdated })]);
      const other = read(companies({ 310687: [entity({ name, operation })] }));
      const shared = { dedupeKey: '' };
      expect({ ...one[0], ...shared }).toEqual({ ...other[0], ...shared });
      expect(one[0]).toMatchObject({ topic: `${noun}.${verb}` });
    }
  });

  it('know an operation in any case and in both spellings of voiding', () => {
    const types = ['qbo.invoice.voided.v1', 'qbo.invoice.void.v1', 'QBO.Invoice.VOID.V1', 'qbo.invoice.voided.v2'];
    expect(types.flatMap((type) => topics([event({ type })]))).toEqual(types.map(() => 'invoice.voided'));
    const operations = ['Void', 'VOIDED', 'void'];
    expect(operations.flatMap((operation) => topics(companies({ 1: [entity({ operation })] })))).toEqual(
      operations.map(() => 'invoice.voided'),
    );
  });

  it('come from several companies and up to a hundred events', () => {
    const batch = Array.from({ length: 100 }, (_, n) =>
      event({ id: `e-${n}`, intuitentityid: `${n}`, intuitaccountid: n % 2 ? '310687' : '42' }),
    );
    const notices = read(batch);
    expect(new Set(notices.map(({ dedupeKey }) => dedupeKey)).size).toBe(100);
    expect(notices.filter((notice) => notice.readable && notice.accountId === '42')).toHaveLength(50);
    const both = companies({ 42: [entity(), entity({ id: '13' })], 310687: [entity()] });
    expect(read(both).map((notice) => notice.readable && `${notice.accountId} ${notice.entity?.id}`)).toEqual([
      '42 12',
      '42 13',
      '310687 12',
    ]);
  });

  it('are unreadable alone where one part is poison', () => {
    const batch = Array.from({ length: 100 }, (_, n) => event({ id: `e-${n}` }));
    const poison = { ...batch, 41: { type: 'qbo.invoice.updated.v1', intuitaccountid: '\u0000' } };
    const notices = read(Object.values(poison));
    expect(notices.filter(({ readable }) => readable)).toHaveLength(99);
    expect(notices[41]).toMatchObject({ readable: false, reason: 'unexpected shape at id' });
    const mixed = companies({ 42: [entity(), { name: 'Invoice' }, entity({ id: '13' })] });
    const broken = { eventNotifications: [...mixed.eventNotifications, { realmId: '43' }, null] };
    expect(read(broken).map(({ readable }) => readable)).toEqual([true, false, true, false, false]);
    expect(new Set(keys(broken)).size).toBe(5);
  });

  it('are equal for retries, and different for anything else', () => {
    expect(keys([event({ time: '2027-01-01T00:00:00Z' })])).toEqual(keys([event()]));
    expect(
      new Set([event(), event({ id: 'b' }), event({ intuitaccountid: '2' })].flatMap((one) => keys([one]))).size,
    ).toBe(3);
    const changes = [
      {},
      { id: '13' },
      { operation: 'Void' },
      { name: 'Payment' },
      { lastUpdated: '2026-11-20T20:52:32Z' },
    ];
    expect(new Set(changes.flatMap((change) => keys(companies({ 1: [entity(change)] })))).size).toBe(5);
    expect(keys(companies({ 1: [entity({ operation: 'UPDATE', name: 'invoice' })] }))).toEqual(
      keys(companies({ 1: [entity()] })),
    );
  });

  it('tell of both customers of a merge', () => {
    const merged = { type: 'qbo.customer.merged.v1', intuitentityid: '7', data: { deletedid: '9' } };
    const old = entity({ name: 'Customer', operation: 'Merge', id: '7', deletedId: '9' });
    for (const notices of [read([event(merged)]), read(companies({ 310687: [old] }))]) {
      expect(notices).toMatchObject([
        { topic: 'customer.merged', entity: { kind: 'client', id: '7' } },
        { topic: 'customer.merged', entity: { kind: 'client', id: '9' } },
      ]);
      expect(new Set(notices.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
    }
  });

  it('may come as one event outside of a list', () => {
    expect(read(event())).toEqual(read([event()]));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('<xml/>')],
    ['another encoding', Buffer.from(newer.toString(), 'utf16le')],
    ['a number', Buffer.from('7')],
    ['an object of no kind', Buffer.from('{"eventNotifications":{}}')],
  ])('are one unreadable notice for %s', (_, body) => {
    expect(readWebhook({ headers: {}, body })).toMatchObject([{ readable: false }]);
  });

  it('have no time where the vendor’s is none', () => {
    expect(read([event({ time: 'soon' }), event({ id: 'b', time: undefined })])).toMatchObject([
      { occurredAt: null },
      { occurredAt: null },
    ]);
  });

  it('concern what we read, and nothing else', () => {
    const concernsOf = (name: string) =>
      read([event({ type: `qbo.${name}.updated.v1` })]).flatMap((notice) => (notice.readable ? concerns(notice) : []));
    expect(['customer', 'invoice', 'payment', 'estimate'].flatMap(concernsOf).map(({ kind }) => kind)).toEqual([
      'client',
      'invoice',
      'payment',
      'quote',
    ]);
    expect(['vendor', 'account', 'bill'].flatMap(concernsOf)).toEqual([]);
    expect(accountNotice('customer.updated')).toBeNull();
  });
});

describe('the callback', () => {
  it('is a denial when the vendor says so', () => {
    expect(readCallback({ error: 'access_denied', state: 's' })).toEqual({ kind: 'denied' });
    expect(readCallback({ code: 'c', realmId: '1' })).toEqual({ kind: 'marketplace' });
  });
});
