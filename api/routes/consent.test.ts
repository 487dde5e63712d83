import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setCategories } from '../../records/consent.ts';
import { suppress } from '../../records/contact-points.ts';
import type { Tenant } from '../../records/database.ts';
import { followConsent } from '../../records/followed-consent.ts';
import { receiveInbound } from '../../records/inbound.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const at = new Date('2026-11-24T17:00:00Z');
let owner: TestAgent;
let stranger: TestAgent;
let organizationId: string;
let customerId: string;
let number: string;
let address: string;
beforeAll(async () => {
  owner = await signedUp(api.app);
  stranger = await signedUp(api.app, 'Sam', 'Sam Roofing');
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
});
let people = 0;
beforeEach(async () => {
  people += 1;
  number = `+1202555${1000 + people}`;
  address = `ada${people}@example.com`;
  customerId = await inside((tenant) => addCustomer(tenant));
});

const inside = <T>(work: (tenant: Tenant) => Promise<T>) => api.database.withOrganization(organizationId, work);

async function addCustomer(tenant: Tenant, personId: string | null = null): Promise<string> {
  const own = { organizationId, source: 'acme', externalId: randomUUID(), name: 'Ada Lovelace', email: address };
  const data = { ...own, phone: number, emails: [{ address, primary: true }], personId };
  return (await tenant.db.customer.create({ data })).id;
}

async function hear(text: string): Promise<string> {
  const arrived = { channel: 'sms', from: number, to: '+12025550100', text, consent: null } as const;
  return inside(async (tenant) => {
    const received = await receiveInbound(tenant, { ...arrived, vendorId: randomUUID(), media: 0 }, at);
    if (!received) throw new Error('kept before');
    await followConsent(tenant, arrived, received, at);
    return received.id;
  });
}
const questions = async (open: boolean, agent = owner) =>
  (await agent.get('/api/consent/questions').query({ customerId, open }).expect(200)).body.items;
const shown = async () => (await owner.get(`/api/customers/${customerId}`).expect(200)).body;
const evidence = async () => (await owner.get(`/api/customers/${customerId}/evidence`).expect(200)).body;

describe('a customer', () => {
  it('is muted and unmuted, in every system in which they stand', async () => {
    const personId = randomUUID();
    await asOwner(api, 'UPDATE afterjob.customers SET person_id = $2 WHERE id = $1', [customerId, personId]);
    const other = await inside((tenant) => addCustomer(tenant, personId));
    const muted = async () => {
      const rows = await inside((tenant) =>
        tenant.db.customer.findMany({ where: { id: { in: [customerId, other] } } }),
      );
      return rows.map(({ mutedAt, mutedBy }) => mutedAt !== null && mutedBy !== null);
    };
    await owner.post(`/api/customers/${customerId}/mutes`).expect(201);
    expect([await muted(), (await shown()).mutedAt]).toEqual([[true, true], expect.any(String)]);
    await owner.delete(`/api/customers/${customerId}/mutes`).expect(200);
    expect([await muted(), (await shown()).mutedAt]).toEqual([[false, false], null]);
  });

  it('of another business is not found', async () => {
    await stranger.post(`/api/customers/${customerId}/mutes`).expect(404);
    await stranger.get(`/api/customers/${customerId}/evidence`).expect(404);
    expect((await shown()).mutedAt).toBeNull();
  });

  it('is shown with what they switched off', async () => {
    const contact = { channel: 'email', address: address.toUpperCase() } as const;
    await inside((tenant) => setCategories(tenant, contact, { offers: false }, { source: 'page' }, at));
    expect((await shown()).emails).toMatchObject([{ address, refused: ['News and offers'], suppressed: null }]);
  });
});

describe('a question about consent', () => {
  it('stands until somebody says what was meant', async () => {
    const id = await hear('not interested');
    expect(await questions(true)).toMatchObject([
      { id, meaning: 'unclear', text: 'not interested', canTakeBack: false },
    ]);
    await owner.post(`/api/consent/questions/${id}/decisions`).send({ outcome: 'no_more' }).expect(201);
    expect(await questions(true)).toEqual([]);
    expect(await questions(false)).toMatchObject([{ id, canTakeBack: true }]);
    const history = (await evidence()).changes;
    expect(history).toMatchObject([{ action: 'suppress', words: expect.stringContaining('somebody of the business') }]);
  });

  it('that was read wrongly is taken back', async () => {
    const id = await hear('leave me alone');
    await owner.post(`/api/consent/questions/${id}/decisions`).send({ outcome: 'go_on' }).expect(201);
    expect(await questions(false)).toMatchObject([{ id, canTakeBack: false }]);
    expect((await evidence()).addresses).toContainEqual({
      channel: 'sms',
      address: number,
      suppressed: null,
      refused: [],
    });
  });

  it('is one of its own business, and needs an answer that we know', async () => {
    const id = await hear('not interested');
    const decisions = `/api/consent/questions/${id}/decisions`;
    expect(await questions(true, stranger)).toEqual([]);
    await stranger.post(decisions).send({ outcome: 'go_on' }).expect(404);
    await owner.post(decisions).send({ outcome: 'perhaps' }).expect(400);
    expect(await questions(true)).toHaveLength(1);
  });

  it('about work is none', async () => {
    const id = await hear('see you at ten');
    expect(await questions(false)).toEqual([]);
    await owner.post(`/api/consent/questions/${id}/decisions`).send({ outcome: 'go_on' }).expect(404);
  });
});

describe('the evidence of a customer', () => {
  it('says of each message why it was sent, when by local time, and what became of it', async () => {
    await inside(async (tenant) => {
      const own = { organizationId };
      const journey = await tenant.db.journey.create({
        data: {
          ...own,
          name: 'After the job',
          status: 'active',
          draft: {},
          draftRevision: 1,
          createdAt: at,
          updatedAt: at,
        },
      });
      const version = await tenant.db.journeyVersion.create({
        data: { ...own, journeyId: journey.id, number: 3, definition: {}, publishedAt: at },
      });
      const ends = { status: 'completed', enrolledAt: at, lastStepAt: at };
      const enrollment = await tenant.db.enrollment.create({
        data: { ...own, ...ends, journeyId: journey.id, versionId: version.id, customerId },
      });
      const to = { channel: 'sms', toAddress: number, fromAddress: '+12025550100', bodyText: 'Thank you' };
      const message = await tenant.db.message.create({
        data: {
          ...own,
          ...to,
          enrollmentId: enrollment.id,
          stepId: 'text',
          customerId,
          purpose: 'thank_you',
          status: 'delivered',
          createdAt: at,
          sentAt: at,
        },
      });
      for (const status of ['rendered', 'reserved', 'sent', 'delivered'])
        await tenant.db.messageTransition.create({
          data: { ...own, messageId: message.id, status, source: 'journey', at },
        });
      await suppress(tenant, { channel: 'sms', address: number, reason: 'stop', source: 'inbound' }, at);
    });
    await hear('thanks');
    expect(await evidence()).toMatchObject({
      business: 'Rosa Plumbing',
      zone: 'America/Denver',
      customer: { name: 'Ada Lovelace' },
      addresses: [
        { channel: 'email', address, suppressed: null },
        { channel: 'sms', address: number, suppressed: { code: 'stop' } },
      ],
      changes: [{ action: 'suppress', local: 'Tue, Nov 24, 2026, 10:00:00 AM MST', category: null }],
      messages: [
        {
          text: 'Thank you',
          why: 'Journey “After the job”, version 3.',
          purpose: 'Thank you',
          sent: { at: at.toISOString(), local: 'Tue, Nov 24, 2026, 10:00:00 AM MST' },
          delivery: [{ status: 'rendered' }, { status: 'reserved' }, { status: 'sent' }, { status: 'delivered' }],
        },
      ],
      inbound: [{ text: 'thanks', from: number }],
      more: false,
    });
  });

  it('of nobody is not found', async () => {
    await owner.get(`/api/customers/${randomUUID()}/evidence`).expect(404);
    await owner.get('/api/customers/x/evidence').expect(404);
  });
});
