import { beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../channels/index.ts';
import { emptyDefinition } from '../../journeys/definition.ts';
import { createProviders } from '../../providers/index.ts';
import { testConfig } from '../../testing/config.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const config = testConfig();
const api = withApi(async () => ({ providers: createProviders(config), channels: createChannels(config) }));
let owner: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app);
  // Marketing mail says where it comes from.
  await owner.patch('/api/organization').send({ street1: '1 Main Street', city: 'Denver' }).expect(200);
});

const draft = {
  ...emptyDefinition(),
  trigger: { provider: 'jobber', type: 'job_completed' },
  steps: [
    { id: 'a', kind: 'send_email', subject: 'Thank you', body: 'Hello {{ customer.first_name | default: "there" }}' },
    { id: 'b', kind: 'wait', amount: 1, unit: 'days' },
    { id: 'c', kind: 'send_sms', body: 'How was it? Reply STOP to opt out' },
  ],
};

async function created(body: object = { name: 'Thanks', draft }): Promise<string> {
  return (await owner.post('/api/journeys').send(body).expect(201)).body.id;
}

/** What an owner reads before they publish. */
async function warningsOf(id: string): Promise<string[]> {
  const { body } = await owner.get(`/api/journeys/${id}/publications/next`).expect(200);
  return body.problems.map(({ code }: { code: string }) => code);
}

describe('a journey', () => {
  it('starts as a draft that says what it needs', async () => {
    const { body } = await owner.post('/api/journeys').send({ name: 'New' }).expect(201);
    expect(body).toMatchObject({ status: 'draft', version: null, draftRevision: 1, trigger: null });
    expect(body.problems).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'no_trigger' })]));
  });

  it('is saved over the revision it was made from', async () => {
    const id = await created();
    const save = (revision: number) =>
      owner.put(`/api/journeys/${id}/draft`).send({ revision, name: 'Renamed', draft });
    expect((await save(1).expect(200)).body).toMatchObject({ name: 'Renamed', draftRevision: 2 });
    expect((await save(1).expect(409)).body.code).toBe('draft_changed');
  });

  it('is published, paused, resumed and archived', async () => {
    const id = await created();
    const post = (what: string, body: object = {}) => owner.post(`/api/journeys/${id}/${what}`).send(body);
    const published = (await post('publications', { accepted: await warningsOf(id) }).expect(200)).body;
    expect(published).toMatchObject({ status: 'active', version: 1, hasUnpublishedChanges: false });
    expect(published.trigger).toMatchObject({ type: 'job_completed', label: expect.stringMatching(/job/i) });
    expect((await post('pauses').expect(200)).body.status).toBe('paused');
    await post('pauses').expect(409);
    expect((await owner.delete(`/api/journeys/${id}/pauses`).expect(200)).body.status).toBe('active');
    expect((await post('archives').expect(200)).body.status).toBe('archived');
    await post('publications').expect(409);
    const { body } = await owner.get('/api/journeys').expect(200);
    expect(body.items.map((each: { id: string }) => each.id)).not.toContain(id);
  });

  it('with an unknown variable is not published, and says where and what to do', async () => {
    const steps = [{ id: 'a', kind: 'send_email', subject: 'Hi', body: 'Hello {{ customer.shoe_size }}' }];
    const id = await created({ name: 'Unknown', draft: { ...draft, steps } });
    const { body } = await owner.post(`/api/journeys/${id}/publications`).send({}).expect(422);
    expect(body.detail).toBe('The journey cannot be published yet.');
    expect(body).toMatchObject({ code: 'not_publishable', action: { href: `/journeys/${id}/edit` } });
    expect(body.errors).toEqual([{ path: 'steps.0.body', message: expect.stringContaining('customer.shoe_size') }]);
    expect((await owner.get(`/api/journeys/${id}`)).body.status).toBe('draft');
  });

  it('says which channels may not leave now, and when they open', async () => {
    const day = { everyDay: [9, 20], sunday: null };
    // A window of one hour that begins twelve hours from now is closed now.
    const from = (new Date().getUTCHours() + 12) % 24;
    const closed = { everyDay: [from, from + 1], sunday: [from, from + 1] };
    const hours = { email: { everyDay: [0, 24], sunday: [0, 24] }, marketingSms: closed, transactionalSms: day };
    // Where no law and no holiday says otherwise.
    const place = { zone: 'UTC', country: 'IE', holidays: { public: false } };
    await owner
      .patch('/api/organization')
      .send({ ...place, sendingWindow: hours })
      .expect(200);
    const { body } = await owner.get(`/api/journeys/${await created()}`).expect(200);
    expect(body.closed).toEqual([{ channel: 'sms', hours: [from, from + 1], next: expect.stringMatching(/:00:00/) }]);
  });

  it('that makes no sense is refused with the place of the fault', async () => {
    const steps = [{ id: 'a', kind: 'send_fax', body: 'Hi' }];
    const { body } = await owner
      .post('/api/journeys')
      .send({ name: 'x', draft: { ...draft, steps } })
      .expect(400);
    expect(body.errors[0].path).toMatch(/^draft\.steps\.0/);
  });

  it.each(['not-an-id', '00000000-0000-4000-8000-000000000000'])('is not found under %s', async (id) => {
    await owner.get(`/api/journeys/${id}`).expect(404);
    await owner.post(`/api/journeys/${id}/pauses`).send({}).expect(404);
    await owner.put(`/api/journeys/${id}/draft`).send({ revision: 1, draft }).expect(404);
  });

  it('is found page by page', async () => {
    const ids = new Set<string>();
    const agent = await signedUp(api.app, 'Pat', 'Pages');
    for (let index = 0; index < 5; index++)
      await agent
        .post('/api/journeys')
        .send({ name: `J${index}` })
        .expect(201);
    type Answer = { items: { id: string }[]; nextCursor: string | null };
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = cursor ? { limit: '2', cursor } : { limit: '2' };
      const answer: Answer = (await agent.get('/api/journeys').query(query).expect(200)).body;
      for (const { id } of answer.items) ids.add(id);
      cursor = answer.nextCursor;
    }
    expect(ids.size).toBe(5);
  });

  it.each(['limit=0', 'limit=201', 'cursor=nonsense', 'status=nothing'])('is not listed by %s', async (query) => {
    await owner.get(`/api/journeys?${query}`).expect(400);
  });
});
