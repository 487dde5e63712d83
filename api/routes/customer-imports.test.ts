import { beforeAll, describe, expect, it } from '@jest/globals';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let stranger: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app);
  stranger = await signedUp(api.app, 'Sam', 'Strange Plumbing');
});

const list = [
  'Full Name;E-Mail;Mobile;City;Notes',
  'Ada Lovelace;ada@example.com;(303) 555-0101;Denver;likes tea',
  '"Hopper; Grace";;303-555-0102;;',
  'Nobody;;;;',
  'Bad Mail;not an address;;;',
  'Desk;info@example.com;;;',
  'Bad Phone;;12;;',
  ';nameless@example.com;;;',
  'Ada Twice;ADA@example.com;;;',
  "Formula;;'+13035550103;;",
].join('\r\n');
const stated = {
  fileName: 'old book.csv',
  basis: 'none',
  statement: 'From the old book at the desk.',
  textsAgreed: false,
};
const check = (file: string, agent = owner) => agent.post('/api/customer-imports/checks').send({ file });
const take = (body: object, agent = owner) => agent.post('/api/customer-imports').send(body);
const count = async () =>
  (await asOwner<{ n: number }>(api, 'SELECT count(*)::int AS n FROM afterjob.customers'))[0]?.n;

describe('a list that is looked through', () => {
  it('tells what is new and what is wrong with which line, and keeps nothing', async () => {
    const { body } = await check(list).expect(200);
    expect(body).toMatchObject({ lines: 9, fresh: 3, known: 0, wrong: 6 });
    expect(body.columns).toContainEqual({ heading: 'Notes', field: null });
    expect(body.examples[1]).toEqual({ line: 3, name: 'Hopper; Grace', email: null, phone: '+13035550102' });
    expect(body.wrongLines.map(({ line, words }: { line: number; words: string }) => `${line} ${words}`)).toEqual([
      expect.stringMatching(/^4 There is neither/),
      expect.stringMatching(/^5 The email address/),
      expect.stringMatching(/^6 The address belongs to a desk/),
      expect.stringMatching(/^7 The phone number/),
      expect.stringMatching(/^8 There is no name/),
      expect.stringMatching(/^9 .* line 2 already/),
    ]);
    expect(await count()).toBe(0);
  });

  it('without headings is refused with what to do', async () => {
    const { body } = await check('Ada,ada@example.com').expect(400);
    expect(body).toMatchObject({ code: 'no_headings', detail: expect.stringContaining('first line') });
  });

  it('that breaks off in a quotation is read up to there', async () => {
    const { body } = await check('Name,Email\nAda,ada@example.com\n"Grace,grace@example.com').expect(200);
    expect(body).toMatchObject({ fresh: 1, wrong: 1, wrongLines: [{ line: 3 }] });
  });
});

describe('a list that is taken', () => {
  it('needs a statement about consent', async () => {
    const { body } = await take({ file: list, ...stated, statement: 'x' }).expect(400);
    expect(body.errors[0].path).toBe('statement');
  });

  it('makes the new ones with what was stated, once', async () => {
    const { body } = await take({ file: list, ...stated }).expect(201);
    expect(body).toMatchObject({ created: 3, known: 0, wrong: 6, basis: 'none' });
    const { body: again } = await take({ file: list, ...stated, basis: 'agreed' }).expect(201);
    expect(again).toMatchObject({ created: 0, known: 3 });
    expect(await count()).toBe(3);
    const { body: found } = await owner.get('/api/customers').query({ source: 'import', search: 'ada' }).expect(200);
    expect(found.items).toMatchObject([{ name: 'Ada Lovelace', sourceName: 'Uploaded list', phone: null }]);
    const { body: ada } = await owner.get(`/api/customers/${found.items[0].id}`).expect(200);
    expect(ada.consent).toMatchObject({ offers: false, reviews: false, quotes: false, appointments: null });
    expect(ada.phones).toMatchObject([{ smsAllowed: false }]);
  });

  it('stands on the timeline of each of them', async () => {
    const { body: found } = await owner.get('/api/customers').query({ search: 'ada' }).expect(200);
    const path = `/api/customers/${found.items[0].id}/timeline`;
    const { body } = await owner.get(path).query({ group: 'consent' }).expect(200);
    expect(body.items.map((each: { list: object }) => each.list)).toEqual([
      { words: expect.stringContaining('agreed to messages'), statement: stated.statement },
      { words: expect.stringContaining('no consent to advertising'), statement: stated.statement },
    ]);
    const { body: evidence } = await owner.get(`/api/customers/${found.items[0].id}/evidence`).expect(200);
    expect(evidence.lists).toMatchObject([{ statement: stated.statement }, { statement: stated.statement }]);
    await stranger.get(path).expect(404);
  });

  it('is listed for its own business only', async () => {
    expect((await owner.get('/api/customer-imports').expect(200)).body.items).toHaveLength(2);
    expect((await stranger.get('/api/customer-imports').expect(200)).body.items).toEqual([]);
  });

  it('of which no line can be taken is refused', async () => {
    const { body } = await take({ file: 'Name,Email\nAda,nothing', ...stated }).expect(400);
    expect(body.code).toBe('empty_list');
  });
});
