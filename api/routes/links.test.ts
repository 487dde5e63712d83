import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { readOrganization } from '../../records/organizations.ts';
import { asOwner, signedUp, withApi } from '../testing.ts';

describe('a link of a message', () => {
  const api = withApi();
  const id = 'Abc_123-xyz0';
  const url = 'https://g.page/r/rosa/review?from=mail';
  const clicks = () => asOwner<{ ignored: string | null }>(api, 'SELECT ignored FROM afterjob.link_clicks ORDER BY id');
  const status = async () =>
    (await asOwner<{ status: string }>(api, 'SELECT status FROM afterjob.messages'))[0]?.status;

  beforeAll(async () => {
    const rosa = await signedUp(api.app);
    const organizationId = (await rosa.get('/api/me').expect(200)).body.organization.id;
    await api.database.withOrganization(organizationId, async (tenant) => {
      await readOrganization(tenant);
      const at = new Date(Date.now() - 60_000);
      const message = await tenant.db.message.create({
        data: { organizationId, kind: 'answer', channel: 'sms', status: 'sent', sentAt: at, createdAt: at },
      });
      await tenant.db.link.create({ data: { id, organizationId, messageId: message.id, url, createdAt: at } });
    });
  });

  it('is looked at by HEAD and by a browser that looks ahead without counting', async () => {
    await request(api.app).head(`/l/${id}`).expect(302).expect('location', url);
    await request(api.app).get(`/l/${id}`).set('sec-purpose', 'prefetch').expect(302);
    expect([await clicks(), await status()]).toEqual([[{ ignored: 'prefetch' }], 'sent']);
  });

  it('leads a person there, is kept by nobody and counts', async () => {
    const answer = await request(api.app).get(`/l/${id}`).expect(302).expect('location', url);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect([(await clicks()).at(-1), await status()]).toEqual([{ ignored: null }, 'clicked']);
  });

  it.each([
    'unknown-link',
    'https:%2F%2Fevil.example',
    '%00',
    `${id}?url=https://evil.example`.replace(id, 'nothing-here'),
  ])('leads nowhere as /l/%s', async (path) => {
    const answer = await request(api.app).get(`/l/${path}`).expect(404);
    expect([answer.headers.location, answer.text.includes('leads nowhere')]).toEqual([undefined, true]);
  });
});
