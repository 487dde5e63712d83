import { beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../channels/index.ts';
import { emptyDefinition, type Step } from '../../journeys/definition.ts';
import { createProviders } from '../../providers/index.ts';
import { testConfig } from '../../testing/config.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const config = testConfig();
const api = withApi(async () => ({ providers: createProviders(config), channels: createChannels(config) }));
let owner: TestAgent;
let organizationId: string;
beforeAll(async () => {
  owner = await signedUp(api.app);
  // Marketing mail says where it comes from.
  await owner.patch('/api/organization').send({ street1: '1 Main Street', city: 'Denver' }).expect(200);
  organizationId = (await owner.get('/api/me')).body.organization.id;
});

const hello: Step = {
  id: 'hello',
  kind: 'send_email',
  subject: 'Thank you',
  body: 'Hello {{ customer.first_name | default: "there" }}',
};
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const draft = { ...emptyDefinition(), trigger: { provider: 'jobber', type: 'job_completed' }, steps: [hello, rest] };

const created = async (): Promise<string> =>
  (await owner.post('/api/journeys').send({ name: 'Thanks', draft }).expect(201)).body.id;
/** As the page does it: read, then accept what was read. */
const publish = async (id: string, body: object = {}) => {
  const { body: next } = await owner.get(`/api/journeys/${id}/publications/next`).expect(200);
  const accepted = next.problems.map(({ code }: { code: string }) => code);
  return owner.post(`/api/journeys/${id}/publications`).send({ accepted, ...body });
};
const save = async (id: string, steps: Step[]) => {
  const { body } = await owner.get(`/api/journeys/${id}`).expect(200);
  await owner
    .put(`/api/journeys/${id}/draft`)
    .send({ revision: body.draftRevision, draft: { ...draft, steps } })
    .expect(200);
};

/** Somebody inside who stands at a step. */
async function standing(journeyId: string, stepId: string | null): Promise<string> {
  return api.database.withOrganization(organizationId, async (tenant) => {
    const at = new Date();
    const { versionId } = await tenant.db.journey.findFirstOrThrow({ where: { id: journeyId } });
    const { id: customerId } = await tenant.db.customer.create({
      data: { organizationId, source: 'jobber', externalId: Math.random().toString(36), name: 'Ada' },
    });
    const row = await tenant.db.enrollment.create({
      data: {
        ...{ organizationId, journeyId, versionId: versionId ?? '', customerId, stepId },
        ...{ status: 'active', state: { stepId }, enrolledAt: at, lastStepAt: at },
      },
    });
    return row.id;
  });
}

describe('publishing', () => {
  it('is told of before it is done: what changes, and for how many', async () => {
    const id = await created();
    const first = (await owner.get(`/api/journeys/${id}/publications/next`).expect(200)).body;
    expect(first).toMatchObject({ number: 1, changes: [], summary: null, inside: { moving: 0, staying: 0 } });
    expect((await publish(id)).body.version).toBe(1);
    await Promise.all([standing(id, 'hello'), standing(id, 'rest'), standing(id, null)]);
    await save(id, [{ ...hello, subject: 'Thanks' }]);
    const { body } = await owner.get(`/api/journeys/${id}/publications/next`).expect(200);
    expect(body).toMatchObject({
      number: 2,
      summary: '1 step is gone and 1 step is changed.',
      inside: { moving: 2, staying: 1 },
      says: {
        stay: 'Who enters from now on gets version 2; 3 customers on the way finish the version they started with.',
        move: expect.stringContaining('and so do 2 customers on the way, from the step where they stand; 1 finishes'),
      },
    });
    expect(body.changes.map(({ words }: { words: string }) => words)).toContain('The wait of 1 day is gone.');
    const done = await publish(id, { inside: 'move', revision: body.revision });
    expect(done.body).toMatchObject({ version: 2, counts: { waiting: 3 } });
    const versions = await api.database.withOrganization(organizationId, (tenant) =>
      tenant.db.enrollment.groupBy({ by: ['versionId'], where: { journeyId: id }, _count: true }),
    );
    expect(versions.map(({ _count }) => _count).sort()).toEqual([1, 2]);
  });

  it('needs every warning to be accepted by its name, and keeps which were', async () => {
    const id = await created();
    const { body } = await owner.post(`/api/journeys/${id}/publications`).send({}).expect(422);
    expect(body).toMatchObject({ code: 'warnings_not_accepted', errors: [{ path: 'trigger' }, expect.anything()] });
    await publish(id, { accepted: ['something_else'] }).then(({ status }) => expect(status).toBe(422));
    expect((await publish(id)).status).toBe(200);
    const version = (await owner.get(`/api/journeys/${id}/versions/1`).expect(200)).body;
    expect(version.accepted).toContain('not_connected');
  });

  it('of another draft than was looked at is refused', async () => {
    const id = await created();
    await save(id, [hello]);
    expect((await publish(id, { revision: 1 })).body.code).toBe('draft_changed');
  });
});

describe('the versions of a journey', () => {
  it('are listed with what each changed, and any of them becomes the draft again', async () => {
    const id = await created();
    await publish(id);
    await save(id, [hello]);
    await publish(id);
    const list = (await owner.get(`/api/journeys/${id}/versions?limit=1`).expect(200)).body;
    expect(list.items).toEqual([
      expect.objectContaining({ number: 2, isCurrent: true, inside: 0, summary: 'The wait of 1 day is gone.' }),
    ]);
    const rest = await owner.get(`/api/journeys/${id}/versions`).query({ cursor: list.nextCursor }).expect(200);
    expect(rest.body).toMatchObject({ items: [{ number: 1, isCurrent: false, summary: null }], nextCursor: null });
    const back = await owner.get(`/api/journeys/${id}/versions/1?from=2`).expect(200);
    expect(back.body).toMatchObject({ comparedWith: 2, changes: [{ what: 'added', stepId: 'rest' }] });
    const { draftRevision } = (await owner.get(`/api/journeys/${id}`)).body;
    const restore = (revision: number) => owner.post(`/api/journeys/${id}/versions/1/restorations`).send({ revision });
    expect((await restore(draftRevision - 1).expect(409)).body.code).toBe('draft_changed');
    const restored = (await restore(draftRevision).expect(200)).body;
    expect(restored).toMatchObject({
      version: 2,
      hasUnpublishedChanges: true,
      draft: { steps: [hello, { id: 'rest' }] },
    });
  });

  it('that are not there are not found', async () => {
    const id = await created();
    for (const number of ['1', '0', 'x', '99999999999'])
      await owner.get(`/api/journeys/${id}/versions/${number}`).expect(404);
    await owner.post(`/api/journeys/${id}/versions/1/restorations`).send({ revision: 1 }).expect(404);
    await publish(id);
    await owner.get(`/api/journeys/${id}/versions/1?from=7`).expect(404);
    await owner.get(`/api/journeys/${id}/versions?cursor=nonsense`).expect(400);
  });

  it('are not seen by another organization', async () => {
    const id = await created();
    await publish(id);
    const other = await signedUp(api.app, 'Otto', 'Other');
    for (const path of ['versions', 'versions/1', 'publications/next', 'pauses'])
      await other.get(`/api/journeys/${id}/${path}`).expect(404);
    await other.post(`/api/journeys/${id}/resumptions`).send({ due: 'skip' }).expect(404);
  });
});

describe('a paused journey', () => {
  it('says what is due, and goes on as it is told', async () => {
    const id = await created();
    await publish(id);
    await owner.post(`/api/journeys/${id}/pauses`).send({}).expect(200);
    const held = [await standing(id, 'hello'), await standing(id, 'hello')];
    await api.database.withOrganization(organizationId, async (tenant) => {
      for (const [index, each] of held.entries()) {
        const since = new Date(Date.now() - index * 90 * 24 * 60 * 60_000).toISOString();
        const state = { stepId: 'hello', since };
        const hold = { status: 'held', holdReason: 'journey_paused', holdScope: id };
        await tenant.db.enrollment.update({ where: { id: each }, data: { ...hold, state } });
      }
    });
    const { body } = await owner.get(`/api/journeys/${id}/pauses`).expect(200);
    expect(body).toMatchObject({ pausedSince: expect.any(String), held: 2 });
    expect(body.due).toEqual([
      { stepId: 'hello', channel: 'email', words: 'the email “Thank you”', due: 1, useless: 1 },
    ]);
    await owner.post(`/api/journeys/${id}/resumptions`).send({ due: 'spread' }).expect(400);
    expect((await owner.post(`/api/journeys/${id}/resumptions`).send({ due: 'skip' }).expect(200)).body.status).toBe(
      'active',
    );
    const records = await api.database.withOrganization(organizationId, (tenant) =>
      tenant.db.enrollmentRecord.findMany({ where: { enrollmentId: { in: held } } }),
    );
    // What helps no more is left out by the guards, with that reason.
    expect(records).toMatchObject([{ enrollmentId: held[0], kind: 'skip_message', stepId: 'hello' }]);
    expect(records[0]?.byUser).not.toBeNull();
    await owner.post(`/api/journeys/${id}/resumptions`).send({ due: 'send' }).expect(409);
    expect((await owner.get(`/api/journeys/${id}/pauses`)).body).toEqual({ pausedSince: null, held: 2, due: body.due });
  });
});

describe('an archived journey', () => {
  it('lets those inside finish, and ends them later if it has to', async () => {
    const id = await created();
    await publish(id);
    const archive = (inside: string) => owner.post(`/api/journeys/${id}/archives`).send({ inside });
    await archive('finish').expect(200);
    await archive('finish').expect(409);
    await archive('exit').expect(200);
    await archive('exit').expect(409);
    await archive('somehow').expect(400);
  });
});

describe('a step that could not be done', () => {
  it('is tried again only where one is held', async () => {
    const id = await created();
    await publish(id);
    const enrollmentId = await standing(id, 'hello');
    const retry = (which: string) => owner.post(`/api/enrollments/${which}/retries`).send({});
    expect((await retry(enrollmentId).expect(409)).body.code).toBe('not_possible_now');
    await retry('00000000-0000-4000-8000-000000000000').expect(404);
    await api.database.withOrganization(organizationId, (tenant) =>
      tenant.db.enrollment.update({
        where: { id: enrollmentId },
        data: { status: 'held', holdReason: 'attention', holdScope: enrollmentId, due: new Date(Date.now() + 60_000) },
      }),
    );
    // Temporal is out of reach here: it is due now all the same.
    expect((await retry(enrollmentId).expect(503)).body.code).toBe('engine_unavailable');
    const row = await api.database.withOrganization(organizationId, (tenant) =>
      tenant.db.enrollment.findFirstOrThrow({ where: { id: enrollmentId } }),
    );
    expect(row.due?.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
