import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testConfig } from '../testing/config.ts';
import { listen } from '../testing/servers.ts';
import { createSandbox } from './create-sandbox.ts';

type Paper = { id: string; docNumber: string; customerId: string; total: number; balance: number; dueDate: string };
type Books = {
  customers: { id: string; displayName: string; email: string | null; mobile: string | null }[];
  invoices: Paper[];
  estimates: Paper[];
  payments: { id: string }[];
};

describe('Jobber that also writes to QuickBooks Online', () => {
  let dataDir: string;
  let sandbox: ReturnType<typeof createSandbox>;
  let server: Awaited<ReturnType<typeof listen>>;

  const open = async () => {
    sandbox = createSandbox(testConfig({ DATA_DIR: dataDir }));
    server = await listen(sandbox.app);
  };
  const close = async () => {
    await server.close();
    await sandbox.close();
  };
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await open();
  });
  afterEach(async () => {
    await close();
    await rm(dataDir, { recursive: true });
  });

  const send = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const jobber = <Answer = { id: string }>(path: string, body: object = {}) =>
    send<Answer>('POST', `/jobber/control${path}`, body);
  const books = () => send<Books>('GET', '/quickbooks/control/state?limit=1000000');
  const mirror = (on: boolean) => send('PUT', '/mirror', { on });
  const ada = () =>
    jobber('/clients', {
      firstName: 'Ada',
      lastName: 'Byron',
      emails: [{ address: 'ada@example.com' }],
      phones: [{ number: '(207) 555-0199' }],
    });
  const invoiceOf = async (clientId: string) =>
    jobber<{ id: string; invoiceNumber: string }>('/invoices', { clientId, total: 180, dueDate: '2027-01-15' });
  const numbered = (papers: Paper[], number: string) => papers.filter(({ docNumber }) => docNumber === number);

  it('is off until somebody switches it on', async () => {
    const before = await books();
    const { id } = await ada();
    await invoiceOf(id);
    expect(await send('GET', '/mirror')).toEqual({ on: false });
    expect(await books()).toEqual(before);
  });

  it('leaves out what was there before', async () => {
    const { id } = await ada();
    const earlier = await invoiceOf(id);
    await mirror(true);
    await invoiceOf(id);
    expect(numbered((await books()).invoices, earlier.invoiceNumber)).toEqual([]);
  });

  it('brings invoice and customer before the answer is out, once', async () => {
    await mirror(true);
    const { id } = await ada();
    const { id: invoiceId, invoiceNumber } = await invoiceOf(id);
    await jobber(`/invoices/${invoiceId}/send`);
    const { customers, invoices } = await books();
    const [invoice, another] = numbered(invoices, invoiceNumber);
    expect(another).toBeUndefined();
    expect(invoice).toMatchObject({ total: 180, balance: 180, dueDate: '2027-01-15' });
    const owner = customers.find((customer) => customer.id === invoice?.customerId);
    expect(owner).toMatchObject({ displayName: 'Ada Byron', email: 'ada@example.com', mobile: '(207) 555-0199' });
  });

  it('finds the customer that the books have already', async () => {
    await mirror(true);
    const { clients } = await send<{ clients: { id: string; firstName: string }[] }>('GET', '/jobber/control/state');
    const maria = clients.find(({ firstName }) => firstName === 'Maria');
    const before = await books();
    const { quoteNumber } = await jobber<{ quoteNumber: string }>('/quotes', {
      clientId: maria?.id,
      title: 'Deck',
      total: 2300,
    });
    const after = await books();
    expect(after.customers.length).toBe(before.customers.length);
    const mine = after.customers.find(({ displayName }) => displayName === 'Maria Alvarez');
    const estimates = numbered(after.estimates, quoteNumber).filter(({ customerId }) => customerId === mine?.id);
    expect(estimates).toMatchObject([{ total: 2300 }]);
  });

  it('moves the due date along', async () => {
    await mirror(true);
    const { id } = await ada();
    const { id: invoiceId, invoiceNumber } = await invoiceOf(id);
    await jobber(`/invoices/${invoiceId}/due`, { dueDate: '2027-02-20' });
    expect(numbered((await books()).invoices, invoiceNumber)).toMatchObject([{ dueDate: '2027-02-20' }]);
  });

  it('writes payments into the books, and brings none back', async () => {
    await mirror(true);
    const { id } = await ada();
    const [first, second] = [await invoiceOf(id), await invoiceOf(id)];
    await jobber(`/invoices/${first.id}/pay`, { amount: 80 });
    await jobber(`/invoices/${first.id}/pay`);
    const mirrored = await books();
    expect(numbered(mirrored.invoices, first.invoiceNumber)).toMatchObject([{ balance: 0 }]);
    expect(mirrored.payments.length).toBeGreaterThanOrEqual(2);
    const [other] = numbered(mirrored.invoices, second.invoiceNumber);
    await send('POST', '/quickbooks/control/payments', { invoiceIds: [other?.id] });
    const { invoices } = await send<{ invoices: { id: string; balance: number }[] }>('GET', '/jobber/control/state');
    expect(invoices.find((one) => one.id === second.id)).toMatchObject({ balance: 180 });
  });

  it('copies what a busy company goes on to do', async () => {
    await mirror(true);
    const { events } = await jobber<{ events: { trigger: string; entity: { id: string } }[] }>('/live', { count: 40 });
    const paid = events.filter(({ trigger }) => trigger === 'invoice_paid');
    const state = await send<{ invoices: { id: string; invoiceNumber: string; balance: number }[] }>(
      'GET',
      '/jobber/control/state',
    );
    const { invoices } = await books();
    expect(paid.length).toBeGreaterThan(0);
    for (const { entity } of paid) {
      const row = state.invoices.find(({ id }) => id === entity.id);
      expect(numbered(invoices, row?.invoiceNumber ?? '').some(({ balance }) => balance === 0)).toBe(true);
    }
  });

  it('leaves out the years that are made up at once', async () => {
    await mirror(true);
    await jobber('/seed/finished', { count: 3, at: '2026-01-05T12:00:00Z' });
    const before = await books();
    const { id } = await ada();
    await invoiceOf(id);
    expect((await books()).invoices.length).toBe(before.invoices.length + 1);
  });

  it('remembers over a restart what it has written', async () => {
    await mirror(true);
    const { id } = await ada();
    const { id: invoiceId, invoiceNumber } = await invoiceOf(id);
    await close();
    await open();
    expect(await send('GET', '/mirror')).toEqual({ on: true });
    await jobber(`/invoices/${invoiceId}/pay`);
    expect(numbered((await books()).invoices, invoiceNumber)).toMatchObject([{ balance: 0 }]);
  });

  it('refuses what is not a switch', async () => {
    await expect(send('PUT', '/mirror', { on: 'yes' })).rejects.toThrow('400');
  });

  it('says so when the books refuse a paper, and goes on with the next', async () => {
    await mirror(true);
    const { id } = await ada();
    await expect(jobber('/invoices', { clientId: id, total: -5 })).rejects.toThrow('500');
    const { invoiceNumber } = await invoiceOf(id);
    expect(numbered((await books()).invoices, invoiceNumber)).toHaveLength(1);
  });
});
