import { beforeAll, describe, expect, it } from '@jest/globals';
import { messagesNotStarted } from '../../records/forgotten-messages.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let organizationId: string;
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
});

/** A text of which nobody knows whether it arrived. */
const inDoubt = (status = 'review') =>
  api.database.withOrganization(organizationId, async (tenant) => {
    const at = new Date('2026-11-23T12:00:00Z');
    const { id } = await tenant.db.message.create({
      data: {
        organizationId,
        kind: 'answer',
        channel: 'sms',
        status,
        reason: 'no_trace',
        toAddress: '+12025550123',
        fromAddress: '+12025550100',
        bodyText: 'On our way',
        attempts: 1,
        firstAttemptAt: at,
        lastAttemptAt: at,
        checkedAt: at,
      },
    });
    await tenant.db.messageTransition.create({
      data: { organizationId, messageId: id, status, source: 'vendor', code: null, at },
    });
    return id;
  });
const say = (id: string, outcome: unknown) => owner.post(`/api/messages/${id}/reviews`).send({ outcome });

describe('a message in review', () => {
  it('shows the facts that one can judge by', async () => {
    const { body } = await owner.get(`/api/messages/${await inDoubt()}`).expect(200);
    expect(body).toMatchObject({
      status: 'review',
      reason: { code: 'no_trace', words: expect.stringContaining('lists no such message') },
      attempts: 1,
      askedAt: '2026-11-23T12:00:00.000Z',
      history: [
        { id: expect.any(String), status: 'review', source: 'vendor', code: null, at: '2026-11-23T12:00:00.000Z' },
      ],
    });
  });

  it.each([
    ['arrived', 'delivered', 'said_arrived'],
    ['not_sent', 'failed', 'said_not_sent'],
  ])('is %s when somebody says so, once', async (outcome, status, code) => {
    const id = await inDoubt();
    const { body } = await say(id, outcome).expect(200);
    expect(body).toMatchObject({ status, reason: { code } });
    expect(body.history.at(-1)).toMatchObject({ status, source: 'owner', code: outcome });
    expect((await say(id, 'send_again').expect(409)).body.code).toBe('not_in_review');
    const [row] = await asOwner(api, 'SELECT reviewed_at, reviewed_by FROM afterjob.messages WHERE id = $1', [id]);
    expect(row).toEqual({ reviewed_at: expect.any(Date), reviewed_by: expect.any(String) });
  });

  it('is sent again as a message of its own, also when Temporal is out of reach', async () => {
    const id = await inDoubt();
    const answers = await Promise.all([say(id, 'send_again'), say(id, 'send_again')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const again = await asOwner(
      api,
      "SELECT id, status, kind, body_text FROM afterjob.messages WHERE organization_id = $1 AND status = 'rendered'",
      [organizationId],
    );
    expect(again).toEqual([{ id: expect.any(String), status: 'rendered', kind: 'answer', body_text: 'On our way' }]);
    const found = await messagesNotStarted(api.database, new Date(Date.now() + 60_000), 100);
    expect(found.map(({ messageId }) => messageId)).toContain(again[0]?.id);
  });

  it('is decided by who may act, about what is in review, in words that exist', async () => {
    const id = await inDoubt('unknown');
    expect((await say(id, 'arrived').expect(409)).body.code).toBe('not_in_review');
    await say(id, 'perhaps').expect(400);
    await say('0192f0c1-7d0e-7aaa-8bbb-000000000000', 'arrived').expect(404);
    const stranger = await signedUp(api.app);
    await stranger
      .post(`/api/messages/${await inDoubt()}/reviews`)
      .send({ outcome: 'arrived' })
      .expect(404);
  });
});
