import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { addDomain, addNumber, listSenders, noteSetup, readdress } from '../records/own-senders.ts';
import { saveSenderAccount } from '../records/sender-accounts.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness, tuesdayNoon } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { channelOf } from './channel-of.ts';
import { checkSenders } from './check-senders.ts';

let stage: JourneyStage;
let shop: TestBusiness;
let woken: string[];
// Hooks run in this order: the sessions end before the database is dropped.
afterAll(() => stage.close());
const urls = withDatabase();
const minute = 60_000;

beforeAll(async () => {
  stage = await openJourneyStage(urls.appUrl);
  stage.deps.temporal.startResume = async ({ reason, scope }) => void woken.push(`${reason} ${scope}`);
});
beforeEach(async () => {
  shop = await stage.addBusiness({ number: null });
  woken = [];
});

const email: Step = { kind: 'send_email', id: 'mail', subject: 'Done', body: 'Hello {{customer.first_name}}' };
const sms: Step = { kind: 'send_sms', id: 'text', body: 'Hello. Reply STOP to end' };
const wish = (domain: string) =>
  shop.inside((tenant) =>
    addDomain(
      tenant,
      { domain, mailbox: 'hello', vendorAccount: 'resend:test', displayName: 'Rosa', replyTo: null },
      stage.now,
    ),
  );
const look = async (inMs = 0) => {
  stage.now = new Date(stage.now.getTime() + inMs);
  return checkSenders(stage.deps, new AbortController().signal);
};
const control = async (method: string, path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(path, { method, headers, body: JSON.stringify(body) })).json();
};
const publish = (domain: string, published = true) =>
  control('PUT', `${stage.sandbox.email}/control/dns/${domain}`, { published });
const state = async (address: string) => (await shop.inside(listSenders)).find((row) => row.address === address);

describe('a domain that is being set up', () => {
  it('is looked at every five minutes, and used as soon as it works', async () => {
    await wish('rosa.example');
    expect(await look()).toBeGreaterThan(0);
    expect(await state('hello@rosa.example')).toMatchObject({ status: 'pending', inUse: false });
    await publish('rosa.example');
    expect(await look(4 * minute)).toBe(0);
    expect(await look(2 * minute)).toBe(1);
    expect(await state('hello@rosa.example')).toMatchObject({ status: 'ready', inUse: true });
    expect(woken).toEqual(['no_sender email']);
    const id = await shop.enroll([email]);
    await stage.run(shop, id);
    expect((await stage.emails()).at(-1)).toMatchObject({ from: '"Rosa" <hello@rosa.example>' });
  });

  it('keeps its place while the service is down', async () => {
    await stage.fault('email', { serverError: true });
    await wish('down.example');
    await look();
    expect(await state('hello@down.example')).toMatchObject({ status: 'pending', vendorId: null });
    await stage.fault('email', { serverError: false });
    await look(6 * minute);
    expect(await state('hello@down.example')).toMatchObject({ status: 'pending', vendorId: expect.any(String) });
  });

  it('is not used any more once its records are gone, and what was written for it leaves from the other one', async () => {
    await wish('gone.example');
    await look();
    await publish('gone.example');
    await look(6 * minute);
    await stage.fault('email', { rateLimit: 1 });
    const id = await shop.enroll([email]);
    await expect(stage.run(shop, id)).rejects.toThrow('RateLimited');
    await publish('gone.example', false);
    await look(25 * 60 * minute);
    expect(await state('hello@gone.example')).toMatchObject({ status: 'pending', inUse: false });
    stage.now = new Date(tuesdayNoon.getTime() + 7 * 24 * 60 * minute);
    await stage.run(shop, id);
    expect((await stage.emails()).at(-1)?.from).toMatch(/@mail\.afterjob\.test>$/);
  });
});

describe('a number of an account of their own', () => {
  const open = async () => {
    const { subaccounts } = stage.deps.channels.sms ?? {};
    if (!subaccounts) throw new Error('no subaccounts');
    const account = await subaccounts.create('Rosa');
    await shop.inside((tenant) => saveSenderAccount(tenant, stage.deps.keys, 'sms', account, stage.now));
    const { numbers } = subaccounts.open(account);
    const [free = ''] = await numbers.available('720');
    const own = await numbers.buy(free);
    const sender = { ...own, kind: 'number', vendorAccount: account.vendorAccount, displayName: null } as const;
    const { label, ...given } = sender;
    const row = await shop.inside((tenant) => addNumber(tenant, given, stage.now));
    if (!row) throw new Error(`${label} is not ours`);
    return { ...own, senderId: row.id, account };
  };

  it('holds texts until carriers know it, and sends them by that account then', async () => {
    const own = await open();
    await look();
    const id = await shop.enroll([sms]);
    expect(await stage.run(shop, id)).toMatchObject({ code: 'held', hold: 'sms_not_registered' });
    const service = { account: own.account.vendorAccount.replace('twilio:', ''), name: 'R', numbers: [own.address] };
    const { sid } = await control('POST', `${stage.sandbox.sms}/control/estate/services`, service);
    await control('PUT', `${stage.sandbox.sms}/control/estate/registrations/${sid}`, { campaign: 'VERIFIED' });
    await look(6 * minute);
    expect(woken).toEqual(['sms_not_registered sms']);
    stage.now = new Date(stage.now.getTime() + 7 * 60 * minute);
    await stage.run(shop, id);
    expect((await stage.texts()).at(-1)).toMatchObject({ from: own.address, account: service.account });
    const [row] = await shop.inside((tenant) => tenant.db.message.findMany());
    expect(row).toMatchObject({ status: 'accepted', vendorAccount: own.account.vendorAccount });
  });

  it('is not opened by another organization, nor after the account is gone', async () => {
    const { senderId, account } = await open();
    const asked = { channel: 'sms', senderId } as const;
    expect((await channelOf(stage.deps, shop.id, asked))?.vendorAccount).toBe(account.vendorAccount);
    const other = await stage.addBusiness({ number: null });
    expect(await other.inside((tenant) => saveSenderAccount(tenant, stage.deps.keys, 'sms', account, stage.now))).toBe(
      false,
    );
    await shop.inside((tenant) => tenant.db.senderAccount.deleteMany({}));
    stage.now = new Date(stage.now.getTime() + 2 * minute);
    expect(await channelOf(stage.deps, shop.id, asked)).toBeNull();
  });
});

describe('a message that is written', () => {
  it('keeps its sender while that is usable, and takes another when it is not', async () => {
    await wish('kept.example');
    const row = await state('hello@kept.example');
    const note = (status: 'ready' | 'failed') =>
      shop.inside((tenant) => noteSetup(tenant, row?.id ?? '', { status }, stage.now));
    await note('ready');
    await stage.fault('email', { rateLimit: 1 });
    const id = await shop.enroll([email]);
    await expect(stage.run(shop, id)).rejects.toThrow('RateLimited');
    const again = () => shop.inside((tenant) => readdress(tenant, 'email'));
    expect(await again()).toBe(0);
    await note('failed');
    expect([await again(), await again()]).toEqual([1, 0]);
  });
});
