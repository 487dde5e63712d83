import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Call } from '../../../sandbox/vendor.ts';
import type { EntityRef, Session } from '../../provider.ts';
import { openQuickbooksWorld, type QuickbooksWorld, redirectUri } from '../sandbox-world.ts';

type Row = { id: string };
type Customer = Row & { displayName: string; active: boolean };
type State = {
  customers: Customer[];
  invoices: (Row & { customerId: string; balance: number })[];
  estimates: Row[];
  payments: Row[];
  connected: boolean;
  webhooks: { topic: string; status: string; attempts: number }[];
};

let worlds: QuickbooksWorld[] = [];
const open = async (...given: Parameters<typeof openQuickbooksWorld>) => {
  const world = await openQuickbooksWorld(...given);
  worlds.push(world);
  return world;
};
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  worlds = [];
});

const stateOf = (world: QuickbooksWorld) => world.control<State>('GET', '/state');
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const transitionOf = async (world: QuickbooksWorld, session: Session, entity: EntityRef, trigger: string) =>
  (await world.provider.snapshot(session, entity)).transitions.filter((one) => one.trigger === trigger);
const post = <Made extends Row = Row>(world: QuickbooksWorld, path: string, body: object = {}) =>
  world.control<Made>('POST', path, body);
const newInvoice = async (world: QuickbooksWorld, total = 100) => {
  const { id: customerId } = await post(world, '/customers', { givenName: 'Ada' });
  const { id } = await post(world, '/invoices', { customerId, title: 'Gutters', total });
  return { customerId, id, entity: { kind: 'invoice', id } };
};

describe('the consent page', () => {
  it('says that it is a sandbox and escapes what it is given', async () => {
    const { provider } = await open();
    const page = await fetch(provider.authorizeUrl({ state: '"><script>', redirectUri }));
    const text = await page.text();
    expect(text).toContain('This is a sandbox on your own machine, not QuickBooks Online.');
    expect(text).not.toContain('<script>');
  });

  it('names the company in the callback, and a denial by its code', async () => {
    const { consent } = await open();
    expect(await consent('allow', 's1')).toEqual({
      code: expect.any(String),
      state: 's1',
      realmId: '9341452700004711',
    });
    expect(await consent('deny', 's1')).toEqual({ error: 'access_denied', state: 's1' });
  });

  it('wants the scope', async () => {
    const { provider } = await open();
    const url = new URL(provider.authorizeUrl({ state: 's', redirectUri }));
    expect(url.searchParams.get('scope')).toBe('com.intuit.quickbooks.accounting');
    url.searchParams.delete('scope');
    expect((await fetch(url)).status).toBe(400);
  });
});

describe('connecting', () => {
  it('reads the company and how long its owner’s consent lasts', async () => {
    const { account, profile, tokens, connectedAt } = await (await open()).connect();
    expect(account).toEqual({ id: '9341452700004711', name: 'Northwind Home Services' });
    expect(profile).toMatchObject({ city: 'Portland', country: 'US', zone: 'America/New_York' });
    const years = (Number(tokens.consentEndsAt) - connectedAt.getTime()) / (365 * 86_400_000);
    expect(years).toBeCloseTo(5, 3);
  });

  it.each([
    ['of nobody', undefined],
    ['that is none', '../customer'],
  ])('is refused with a company %s', async (_, realmId) => {
    const { provider, consent } = await open();
    const query = { ...(await consent('allow', 's1')), realmId };
    expect(await failure(provider.connect({ query, redirectUri }))).toMatchObject({ name: 'ReconnectNeeded' });
  });

  it('is refused with a company that the token is not for', async () => {
    const { provider, consent } = await open();
    const query = { ...(await consent('allow', 's1')), realmId: '4711' };
    expect(await failure(provider.connect({ query, redirectUri }))).toMatchObject({
      name: 'Rejected',
      code: 'company_not_of_token',
      reference: expect.any(String),
    });
  });

  it('outlives one answer that does not come', async () => {
    const world = await open();
    const { consent, provider } = world;
    const query = await consent('allow', 's1');
    let broken = true;
    const { fetch } = globalThis;
    globalThis.fetch = async (...given) => {
      const isRead = String(given[0]).includes('companyinfo');
      if (isRead && broken) {
        broken = false;
        throw new TypeError('fetch failed');
      }
      return fetch(...given);
    };
    try {
      expect((await provider.connect({ query, redirectUri })).account.name).toBe('Northwind Home Services');
    } finally {
      globalThis.fetch = fetch;
    }
  });
});

describe('tokens', () => {
  it('change at each refresh, and an old one ends the chain', async () => {
    const { provider, connect } = await open();
    const { tokens, session } = await connect();
    const second = await provider.refresh(tokens.refreshToken);
    expect(second.refreshToken).not.toBe(tokens.refreshToken);
    expect(await failure(provider.refresh(tokens.refreshToken))).toMatchObject({ why: 'refused' });
    expect(await failure(provider.refresh(second.refreshToken))).toMatchObject({ why: 'refused' });
    expect(await failure(provider.account(session))).toMatchObject({ name: 'TokenStale' });
  });

  it('end without a word when the owner disconnects the app there', async () => {
    const world = await open();
    const { session, tokens } = await world.connect();
    await world.control('POST', '/disconnect');
    expect(world.received).toEqual([]);
    expect(await failure(world.provider.account(session))).toMatchObject({ name: 'TokenStale' });
    expect(await failure(world.provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'ReconnectNeeded' });
  });

  it('and everything else survive a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterjob-quickbooks-'));
    const stateFile = join(folder, 'state.json');
    try {
      const first = await openQuickbooksWorld({ stateFile });
      const { session, account } = await first.connect();
      await post(first, '/customers', { givenName: 'Zoë 🌱' });
      const before = await stateOf(first);
      await first.close();
      const second = await openQuickbooksWorld({ stateFile });
      expect(await stateOf(second)).toMatchObject({ customers: before.customers, connected: true });
      expect(await second.provider.account(session)).toEqual(account);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the data API', () => {
  const get = (world: QuickbooksWorld, token: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${world.config.apiUrl}/v3/company/9341452700004711/${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...headers },
    });

  it('answers XML to whoever does not ask for JSON', async () => {
    const world = await open();
    const { tokens } = await world.connect();
    const answer = await get(world, tokens.accessToken, 'customer/101', { accept: '*/*' });
    expect(await answer.text()).toContain('<IntuitResponse');
  });

  it('has no list where nothing is found', async () => {
    const world = await open({ settings: { empty: true } });
    const { tokens, session } = await world.connect();
    const answer = await get(world, tokens.accessToken, 'query?query=select%20*%20from%20Customer');
    expect(await answer.json()).toEqual({ QueryResponse: {}, time: expect.any(String) });
    expect((await world.provider.customerPage(session, { cursor: null, pageSize: 10 })).customers).toEqual([]);
  });

  it('says where a statement cannot be read', async () => {
    const world = await open();
    const { tokens } = await world.connect();
    const answer = await get(world, tokens.accessToken, 'query?query=drop');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ Fault: { Error: [{ code: '4000' }], type: 'ValidationFault' } });
  });

  it('takes 500 requests a minute and 10 a second', async () => {
    let now = Date.now();
    const world = await open({ settings: { budgetMultiplier: 1 }, clock: () => now });
    const { session } = await world.connect();
    const tenth = () => world.provider.account(session);
    for (let n = 0; n < 9; n += 1) await tenth();
    expect(await failure(tenth())).toMatchObject({ name: 'RateLimited', retryAfterMs: 60_000 });
    now += 1000;
    expect(await failure(tenth())).toBeNull();
  });

  it('names its calls', async () => {
    const world = await open();
    const { session } = await world.connect();
    await world.provider.snapshot(session, { kind: 'client', id: '101' });
    const calls = await world.control<Call[]>('GET', '/calls');
    expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
      [null, 200],
      [null, 302],
      ['token', 200],
      ['companyinfo', 200],
      ['read customer', 200],
    ]);
  });
});

describe('customers', () => {
  it('come without sub-customers and projects, also where a page holds nothing else', async () => {
    const world = await open();
    const { session } = await world.connect();
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await world.provider.customerPage(session, { cursor, pageSize: 1 });
      names.push(...page.customers.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(names).toEqual(['Maria Alvarez', 'Dan O’Neill', 'Harbor Café', 'Walter Becker', 'Owen Marsh']);
  });

  it('are hidden when they are deleted there', async () => {
    const world = await open();
    const { session } = await world.connect();
    await world.control('DELETE', '/customers/101');
    const { found, customer } = await world.provider.snapshot(session, { kind: 'client', id: '101' });
    expect({ found, customer }).toMatchObject({ found: true, customer: { name: 'Maria Alvarez', isArchived: true } });
  });

  it('take over the papers of the one that was merged into them', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { customerId, entity } = await newInvoice(world);
    await post(world, `/customers/${customerId}/merge`, { into: '101' });
    const notices = world.provider.readWebhook(await world.arrival('customer.merged'));
    expect(notices).toMatchObject([{ entity: { id: '101' } }, { entity: { id: customerId } }]);
    expect((await world.provider.snapshot(session, entity)).customer).toMatchObject({ externalId: '101' });
  });

  it('are played by the thousand', async () => {
    const world = await open({ settings: { empty: true } });
    const { session } = await world.connect();
    await post(world, '/seed', { customers: 1500, paidInvoices: 10 });
    const first = await world.provider.customerPage(session, { cursor: null, pageSize: 1000 });
    const second = await world.provider.customerPage(session, { cursor: first.nextCursor, pageSize: 1000 });
    expect([first.customers.length, second.customers.length, second.nextCursor]).toEqual([1000, 500, null]);
    const { invoices } = await stateOf(world);
    const paid = await transitionOf(world, session, { kind: 'invoice', id: invoices[0]?.id ?? '' }, 'invoice_paid');
    expect(paid[0]?.at?.getTime()).toBeLessThan(Date.now() - 86_400_000);
  });
});

describe('payments', () => {
  it('tell which invoices they paid, each with its own facts', async () => {
    const world = await open();
    const { session } = await world.connect();
    const one = await newInvoice(world, 100);
    const two = await post(world, '/invoices', { customerId: one.customerId, total: 50 });
    const invoiceIds = [one.id, two.id];
    const { id } = await post(world, '/payments', { invoiceIds, amount: 120 });
    const part = await transitionOf(world, session, { kind: 'payment', id }, 'invoice_paid');
    expect(part).toMatchObject([
      { entity: { kind: 'invoice', id: one.id }, holds: true, facts: { 'invoice.total': 100, 'invoice.balance': 0 } },
      { entity: { kind: 'invoice', id: two.id }, holds: false, at: null, facts: { 'invoice.balance': 30 } },
    ]);
    expect(part[0]?.facts?.['invoice.number']).not.toBe(part[1]?.facts?.['invoice.number']);
    const rest = await post(world, '/payments', { invoiceIds: [two.id] });
    const [whole] = await transitionOf(world, session, { kind: 'payment', id: rest.id }, 'invoice_paid');
    expect(whole).toMatchObject({ entity: { id: two.id }, holds: true });
    const [seenByItself] = await transitionOf(world, session, { kind: 'invoice', id: two.id }, 'invoice_paid');
    expect(seenByItself).toEqual(whole);
  });

  it('count from the last of them, whichever is looked at', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { id } = await newInvoice(world);
    const early = { invoiceIds: [id], amount: 40, createdAt: '2026-01-05T10:00:00Z' };
    const first = await post(world, '/payments', early);
    await post(world, '/payments', { invoiceIds: [id], createdAt: '2026-02-06T11:00:00Z' });
    const [paid] = await transitionOf(world, session, { kind: 'payment', id: first.id }, 'invoice_paid');
    expect(paid?.at).toEqual(new Date('2026-02-06T11:00:00Z'));
  });

  it('that are taken back leave the invoice open', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { id, entity } = await newInvoice(world);
    const payment = await post(world, '/payments', { invoiceIds: [id] });
    await world.control('DELETE', `/payments/${payment.id}`);
    expect(await transitionOf(world, session, entity, 'invoice_paid')).toMatchObject([{ holds: false }]);
    expect(await world.provider.snapshot(session, { kind: 'payment', id: payment.id })).toMatchObject({ found: false });
    const topics = world.provider
      .readWebhook(await world.arrival('payment.deleted'))
      .map((notice) => notice.readable && notice.topic);
    expect(topics).toEqual(['payment.deleted', 'invoice.updated']);
  });

  it('do not hold for an invoice that was voided', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { id, entity } = await newInvoice(world);
    await post(world, `/invoices/${id}/send`);
    await post(world, `/invoices/${id}/void`);
    const { transitions, paper } = await world.provider.snapshot(session, entity);
    expect(transitions.filter(({ holds }) => holds)).toEqual([]);
    expect(paper).toBeNull();
    await world.arrival('invoice.voided');
  });
});

describe('estimates', () => {
  it('are accepted, rejected and accepted again', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { id } = await post(world, '/estimates', { customerId: '101', total: 2300 });
    const holds = async () =>
      (await transitionOf(world, session, { kind: 'quote', id }, 'quote_approved')).map((one) => one.holds);
    const seen = [await holds()];
    for (const verb of ['accept', 'reject', 'accept']) {
      await post(world, `/estimates/${id}/${verb}`);
      seen.push(await holds());
    }
    expect(seen).toEqual([[false], [true], [false], [true]]);
  });
});

describe('webhooks', () => {
  it('are held back until the first one is taken', async () => {
    const world = await open();
    await world.connect();
    world.answerWith([500, 500]);
    await post(world, '/customers', { givenName: 'First' });
    const { id } = await post(world, '/customers', { givenName: 'Second' });
    const first = world.provider.readWebhook(await world.arrival('customer.created'));
    const second = world.provider.readWebhook(await world.arrival('customer.created'));
    expect(first).not.toMatchObject([{ entity: { id } }]);
    expect(second).toMatchObject([{ entity: { id } }]);
    await post(world, `/customers/${id}/touch`);
    await world.arrival('customer.updated');
    const { webhooks } = await stateOf(world);
    expect(webhooks.slice(0, 2).map(({ attempts }) => attempts)).toEqual([3, 1]);
  });

  it.each([
    ['cloudevents', 'application/json'],
    ['cloudevents+json', 'application/cloudevents+json'],
    ['legacy', 'application/json'],
  ])('come as %s', async (webhookFormat, contentType) => {
    const world = await open();
    const { account } = await world.connect();
    await world.control('PUT', '/settings', { webhookFormat });
    const { id } = await post(world, '/customers', { givenName: 'Ada' });
    const topic = webhookFormat === 'legacy' ? 'Customer Create' : 'customer.created';
    const request = await world.arrival(topic);
    expect(request.headers['content-type']).toBe(contentType);
    expect(world.provider.verifyWebhook(request)).toBe(true);
    expect(world.provider.readWebhook(request)).toMatchObject([
      { topic: 'customer.created', accountId: account.id, entity: { kind: 'client', id } },
    ]);
  });

  it('may be of several companies, doubled, dropped, or for nobody', async () => {
    const world = await open();
    await post(world, '/customers', { givenName: 'Before' });
    await world.connect();
    await world.control('PUT', '/faults', { dropWebhooks: true });
    await post(world, '/customers', { givenName: 'Dropped' });
    await world.control('PUT', '/faults', { dropWebhooks: false, duplicateWebhooks: true });
    await post(world, '/customers', { givenName: 'Twice' });
    const keys = [await world.arrival('customer.created'), await world.arrival('customer.created')].map((request) =>
      world.provider.readWebhook(request).map(({ dedupeKey }) => dedupeKey),
    );
    expect(keys[0]).toEqual(keys[1]);
    const events = ['42', '43'].map((realmId) => ({ name: 'bill', id: '1', operation: 'created', realmId }));
    await world.control('POST', '/webhooks/send', { events });
    const notices = world.provider.readWebhook(await world.arrival('bill.created'));
    expect(notices.map((notice) => notice.readable && notice.accountId)).toEqual(['42', '43']);
    expect((await stateOf(world)).webhooks.slice(0, 4).map(({ status }) => status)).toEqual([
      'not connected',
      'dropped',
      'delivered',
      'delivered',
    ]);
  });
});

describe('the control routes', () => {
  it('refuse what makes no sense', async () => {
    const { control } = await open();
    await expect(control('POST', '/invoices', { customerId: '999' })).rejects.toThrow('404');
    await expect(control('POST', '/invoices/999/send')).rejects.toThrow('404');
    await expect(control('POST', '/customers', { shoeSize: 44 })).rejects.toThrow('400');
    await expect(control('PUT', '/settings', { webhookFormat: 'carrier pigeon' })).rejects.toThrow('400');
  });
});
