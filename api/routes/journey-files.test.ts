import { beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDefinition } from '../../journeys/definition.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app);
});

const draft = {
  ...emptyDefinition(),
  steps: [
    {
      id: 'ask',
      kind: 'ask_owner',
      question: 'Was it a good job?',
      amount: 2,
      unit: 'days',
      silence: 'no',
      yes: [{ id: 'mail', kind: 'send_email', subject: 'Thank you', body: 'Hello' }],
      no: [],
    },
  ],
};
const made = async () => (await owner.post('/api/journeys').send({ name: 'Thanks', draft }).expect(201)).body.id;

/** One branch in another, so deep that nobody's stack holds it. */
function tower(levels: number): string {
  const begin = '{"id":"b","kind":"branch","otherwise":[],"lanes":[{"id":"l","when":{"all":[]},"steps":[';
  return `${begin.repeat(levels)}${']}]}'.repeat(levels)}`;
}

describe('the file of a journey', () => {
  it('makes the same journey again, as a draft', async () => {
    const { body: file } = await owner.get(`/api/journeys/${await made()}/file`).expect(200);
    expect(file).toEqual({ kind: 'afterjob.journey', version: 1, name: 'Thanks', definition: draft });
    const { body } = await owner.post('/api/journey-files').send(file).expect(201);
    expect(body).toMatchObject({ name: 'Thanks', status: 'draft', draft });
  });

  it('is of the published version only where there is one', async () => {
    await owner.get(`/api/journeys/${await made()}/file?of=published`).expect(404);
  });

  it('of another business is not found', async () => {
    const stranger = await signedUp(api.app);
    await stranger.get(`/api/journeys/${await made()}/file`).expect(404);
  });

  it('that is too deep or too long is a problem with its place, not a fall', async () => {
    const file = { kind: 'afterjob.journey', version: 1, name: 'Tower', definition: { ...draft, steps: ['here'] } };
    const deep = JSON.stringify(file).replace('"here"', tower(8_000));
    const refused = await owner.post('/api/journey-files').type('json').send(deep).expect(400);
    expect(refused.body.errors).toEqual([
      { path: expect.stringMatching(/^definition\.steps\.0\.lanes/), message: expect.stringContaining('20 deep') },
    ]);
    const steps = Array.from({ length: 10_000 }, (_, n) => ({ id: `s${n}`, kind: 'exit' }));
    const long = await owner
      .post('/api/journey-files')
      .send({ ...file, definition: { ...draft, steps } })
      .expect(400);
    expect(long.body.errors).toEqual([{ path: 'definition.steps', message: 'A journey has at most 300 steps' }]);
    const saved = await owner
      .put(`/api/journeys/${await made()}/draft`)
      .send({ revision: 1, draft: { ...draft, steps } });
    expect(saved.status).toBe(400);
  });
});
