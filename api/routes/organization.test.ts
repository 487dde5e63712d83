import { beforeAll, describe, expect, it } from '@jest/globals';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app);
});

const usual = {
  email: { everyDay: [7, 21], sunday: [7, 21] },
  marketingSms: { everyDay: [9, 20], sunday: [12, 20] },
  transactionalSms: { everyDay: [8, 20], sunday: [8, 20] },
};
const change = (sendingWindow: unknown) => owner.patch('/api/organization').send({ sendingWindow });
const hours = async () => (await owner.get('/api/organization').expect(200)).body.sendingWindow;

describe('the sending hours', () => {
  it('are the usual ones until the owner says others', async () => {
    expect(await hours()).toEqual(usual);
    expect((await owner.get('/api/me').expect(200)).body.organization.sendingWindow).toEqual(usual);
  });

  it('are what the owner says, kind by kind, also never on Sundays', async () => {
    const email = { everyDay: [10, 16], sunday: null };
    expect((await change({ email }).expect(200)).body.sendingWindow).toEqual({ ...usual, email });
    await owner.patch('/api/organization').send({ name: 'Rosa & Co' }).expect(200);
    expect(await hours()).toEqual({ ...usual, email });
    expect(await asOwner(api, 'SELECT sending_window FROM afterjob.organizations')).toEqual([
      { sending_window: { email } },
    ]);
  });

  it('are the usual ones again when nothing is said', async () => {
    expect((await change({}).expect(200)).body.sendingWindow).toEqual(usual);
  });

  it('wake what waited for the old ones, when they are others', async () => {
    const { temporal } = api.deps;
    const woken: string[] = [];
    const note = async ({ reason, scope }: { reason: string; scope: string }) => void woken.push(`${reason} ${scope}`);
    api.deps.temporal = { ...temporal, startResume: note };
    try {
      const { id } = (await owner.get('/api/organization').expect(200)).body;
      await change({ email: { everyDay: [7, 21], sunday: [7, 21] } }).expect(200);
      expect(woken).toEqual([]);
      await change({ email: { everyDay: [7, 22], sunday: [7, 22] } }).expect(200);
      expect(woken).toEqual([`hours_changed ${id}`]);
      await change({}).expect(200);
      expect(woken).toHaveLength(2);
    } finally {
      api.deps.temporal = temporal;
    }
  });

  it.each([
    ['end before they begin', { everyDay: [20, 8], sunday: null }, 'The hours must end after they begin.'],
    ['are none on Sundays', { everyDay: [8, 20], sunday: [9, 9] }, 'The hours must end after they begin.'],
    ['go beyond the day', { everyDay: [8, 25], sunday: null }, 'An hour is a whole number from 0 to 24.'],
    ['are cut in halves', { everyDay: [8.5, 20], sunday: null }, 'An hour is a whole number from 0 to 24.'],
    ['have no end', { everyDay: [8], sunday: null }, 'Hours have a beginning and an end.'],
  ])('that %s are refused with a sentence', async (_how, email, sentence) => {
    const { body } = await change({ email }).expect(400);
    expect(body.errors.map(({ message }: { message: string }) => message)).toContain(sentence);
    expect(await hours()).toEqual(usual);
  });

  it('are for admins to change', async () => {
    const member = await signedUp(api.app, 'Milo');
    await asOwner(api, "UPDATE afterjob_auth.members SET role = 'member'");
    await member.patch('/api/organization').send({ sendingWindow: {} }).expect(403);
    await asOwner(api, "UPDATE afterjob_auth.members SET role = 'owner'");
  });
});

describe('the holidays', () => {
  const holidays = async () => (await owner.get('/api/organization').expect(200)).body.holidays;
  const own = [{ date: '2027-12-24', name: 'Outing' }];

  it('are the public ones until the owner says others', async () => {
    expect(await holidays()).toEqual({ public: true, open: [], own: [] });
    const { body } = await owner
      .patch('/api/organization')
      .send({ holidays: { open: ['columbus_day'], own } })
      .expect(200);
    expect(body.holidays).toEqual({ public: true, open: ['columbus_day'], own });
    expect(await holidays()).toEqual(body.holidays);
  });

  it('wake what waited for them', async () => {
    const { temporal } = api.deps;
    const woken: string[] = [];
    api.deps.temporal = { ...temporal, startResume: async ({ reason }) => void woken.push(reason) };
    try {
      await owner
        .patch('/api/organization')
        .send({ holidays: { open: ['columbus_day'], own } })
        .expect(200);
      expect(woken).toEqual([]);
      await owner
        .patch('/api/organization')
        .send({ holidays: { public: false } })
        .expect(200);
      expect(woken).toEqual(['hours_changed']);
    } finally {
      api.deps.temporal = temporal;
    }
  });

  it.each([
    ['are no days', { own: [{ date: '2027-02-30', name: 'Never' }] }, 'A date looks like 2027-12-24.'],
    ['are of another shape', { days: [] }, expect.stringContaining('days')],
  ])('that %s are refused with a sentence', async (_how, said, sentence) => {
    const { body } = await owner.patch('/api/organization').send({ holidays: said }).expect(400);
    expect(body.errors.map(({ message }: { message: string }) => message)).toContainEqual(sentence);
  });

  it('of the coming year are told by name where the business is', async () => {
    await owner.patch('/api/organization').send({ country: 'CA', province: 'Ontario' }).expect(200);
    const { body } = await owner.get('/api/organization/public-holidays').expect(200);
    const names = body.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['Family Day', 'Canada Day', 'Boxing Day']));
    expect(new Set(names).size).toBe(names.length);
    await owner.patch('/api/organization').send({ country: 'BR', province: null }).expect(200);
    expect((await owner.get('/api/organization/public-holidays').expect(200)).body).toEqual({ items: [] });
    await owner.patch('/api/organization').send({ country: 'US' }).expect(200);
  });
});
