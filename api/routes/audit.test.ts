import { beforeAll, describe, expect, it } from '@jest/globals';
import { deedWords, withoutWords } from '../deed-words.ts';
import { leastRole, type RouteName } from '../roles.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app, 'Rosa', 'Rosa Plumbing');
});

type Entry = { deed: string; words: string; times: number; outcome: string; about: { id: string; name: string }[] };
const log = async (query = {}, agent = owner): Promise<Entry[]> =>
  (await agent.get('/api/audit-log').query(query).expect(200)).body.items;
const make = async (name: string): Promise<string> =>
  (await owner.post('/api/journeys').send({ name }).expect(201)).body.id;

describe('the audit log', () => {
  it('has words for every route that changes something', () => {
    const deeds = (Object.keys(leastRole) as RouteName[]).filter(
      (name) => !name.startsWith('GET ') && leastRole[name] !== 'anyone' && !withoutWords.includes(name),
    );
    expect(deeds.filter((name) => !deedWords(name))).toEqual([]);
  });

  it('says who did what to which thing, by its name of today', async () => {
    const id = await make('Thank you');
    await owner.post(`/api/journeys/${id}/archives`).send({}).expect(200);
    const { user } = (await owner.get('/api/me')).body;
    const [archived, made] = await log();
    expect(made).toMatchObject({
      deed: 'POST /api/journeys',
      words: 'made a journey',
      actor: { kind: 'person', id: user.id, name: 'Rosa' },
      role: 'owner',
      outcome: 'done',
      about: [{ id, kind: 'journey', name: 'Thank you' }],
    });
    expect(archived).toMatchObject({ deed: 'POST /api/journeys/:id/archives', about: [{ id }] });
  });

  it('is written by the transaction of the deed: what fails leaves neither', async () => {
    await asOwner(api, 'ALTER TABLE afterjob.audit_log ADD CONSTRAINT planted CHECK (false) NOT VALID');
    const before = (await owner.get('/api/journeys')).body.items.length;
    await owner.post('/api/journeys').send({ name: 'Half' }).expect(500);
    await asOwner(api, 'ALTER TABLE afterjob.audit_log DROP CONSTRAINT planted');
    expect((await owner.get('/api/journeys')).body.items).toHaveLength(before);
  });

  it('leaves out what was refused, what was only looked at, and reading', async () => {
    const before = (await log()).length;
    await owner.post('/api/journeys').send({ name: '' }).expect(400);
    await owner.post('/api/journeys/00000000-0000-4000-8000-000000000000/pauses').send({}).expect(404);
    await owner.get('/api/journeys').expect(200);
    expect(await log()).toHaveLength(before);
  });

  it('counts what saves itself while somebody types as one deed', async () => {
    const id = await make('Typing');
    const { draft } = (await owner.get(`/api/journeys/${id}`).expect(200)).body;
    for (const revision of [1, 2, 3])
      await owner.put(`/api/journeys/${id}/draft`).send({ revision, draft }).expect(200);
    const saved = (await log()).filter(({ deed }) => deed === 'PUT /api/journeys/:id/draft');
    expect(saved.reduce((sum, { times }) => sum + times, 0)).toBe(3);
    expect(saved.length).toBeLessThan(3);
  });

  it('keeps to those who were asked for, page by page', async () => {
    const id = await make('Filtered');
    await owner.post('/api/team/invitations').send({ email: 'log@example.com', role: 'viewer' }).expect(201);
    expect((await log({ area: 'team' })).map(({ deed }) => deed)).toEqual(['POST /api/team/invitations']);
    expect((await log({ about: id })).map(({ words }) => words)).toEqual(['made a journey']);
    expect(await log({ actorId: id })).toEqual([]);
    const all = (await log()).length;
    const first = (await owner.get('/api/audit-log?limit=1').expect(200)).body;
    const rest = await log({ cursor: first.nextCursor });
    expect(1 + rest.length).toBe(all);
    const { items } = (await owner.get('/api/audit-log/actors').expect(200)).body;
    expect(items).toMatchObject([{ name: 'Rosa' }]);
  });

  it('holds ids and no words of a body, and the product cannot take a row out', async () => {
    await owner.patch('/api/organization').send({ phone: '+12025550199', replyTo: 'secret@example.com' }).expect(200);
    const rows = await asOwner(api, 'SELECT * FROM afterjob.audit_log');
    expect(JSON.stringify(rows)).not.toMatch(/2025550199|secret@|log@example|Thank you/);
    const { organization } = (await owner.get('/api/me')).body;
    await expect(
      api.database.withOrganization(organization.id, ({ db }) => db.auditEntry.deleteMany()),
    ).rejects.toThrow();
  });

  it('of another business is not read', async () => {
    const stranger = await signedUp(api.app, 'Eve', 'Eve Roofing');
    expect(await log({}, stranger)).toEqual([]);
  });
});
