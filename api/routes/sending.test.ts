import { beforeAll, describe, expect, it } from '@jest/globals';
import { judgeReputation } from '../../records/reputation.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let organizationId: string;
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
});

const role = (name: string) =>
  asOwner(api, 'UPDATE afterjob_auth.members SET role = $1 WHERE organization_id = $2', [name, organizationId]);

/** So many emails of this week, the first of them bounced. */
const sent = (amount: number, bounced: number) =>
  api.database.withOrganization(organizationId, async (tenant) => {
    const at = new Date();
    await tenant.db.message.createMany({
      data: Array.from({ length: amount }, (_, index) => ({
        organizationId,
        kind: 'answer',
        channel: 'email',
        status: index < bounced ? 'bounced' : 'delivered',
        reason: index < bounced ? 'bounced' : null,
        vendorId: `v${index}`,
        firstAttemptAt: at,
      })),
    });
    await judgeReputation(tenant, 'email', at);
  });

describe('all sending', () => {
  it('is paused and resumed by one call each, however often', async () => {
    expect((await owner.get('/api/sending').expect(200)).body).toMatchObject({ pausedSince: null, waiting: 0 });
    const { body } = await owner.post('/api/sending/pauses').send({}).expect(200);
    expect(body.pausedSince).toEqual(expect.any(String));
    expect((await owner.post('/api/sending/pauses').send({}).expect(200)).body).toEqual(body);
    for (const _ of [1, 2]) {
      expect((await owner.delete('/api/sending/pauses').expect(200)).body.pausedSince).toBeNull();
    }
  });

  it('of one business is not paused by another', async () => {
    const other = await signedUp(api.app, 'Nora', 'Nora Roofing');
    await other.post('/api/sending/pauses').send({}).expect(200);
    expect((await owner.get('/api/sending').expect(200)).body.pausedSince).toBeNull();
  });

  it('is paused by members and only looked at by viewers', async () => {
    await role('viewer');
    await owner.post('/api/sending/pauses').send({}).expect(403);
    await owner.get('/api/sending').expect(200);
    await role('member');
    await owner.post('/api/sending/pauses').send({}).expect(200);
    await owner.delete('/api/sending/pauses').expect(200);
    await role('owner');
  });
});

describe('a channel of which too much came back', () => {
  it('is held until the owner lifts it, and counted anew then', async () => {
    await sent(100, 4);
    const email = async () => (await owner.get('/api/sending').expect(200)).body.channels[0];
    expect(await email()).toMatchObject({ channel: 'email', level: 'held', sent: 100, bounced: 4, waiting: 0 });
    await role('admin');
    await owner.delete('/api/sending/holds/email').expect(403);
    await role('owner');
    await owner.delete('/api/sending/holds/email').expect(200);
    expect(await email()).toMatchObject({ level: 'good', sent: 0, bounced: 0, heldSince: null });
  });

  it('is a channel that exists', async () => {
    await owner.delete('/api/sending/holds/fax').expect(404);
  });
});
