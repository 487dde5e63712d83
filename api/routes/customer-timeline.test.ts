import { beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDefinition } from '../../journeys/definition.ts';
import type { CustomerRecord } from '../../providers/provider.ts';
import { suppress } from '../../records/contact-points.ts';
import { upsertCustomers } from '../../records/customers.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let stranger: TestAgent;
let customerId: string;
const minute = (n: number) => new Date(Date.UTC(2026, 10, 23, 12, n));

const ada: CustomerRecord = {
  ...{ externalId: 'ada', name: 'Ada', firstName: 'Ada', lastName: '', companyName: null, isCompany: false },
  ...{ isLead: false, isArchived: false, isSample: false, phones: [], address: null, consent: {} },
  ...{ emails: [{ address: 'Ada@example.com', label: null, primary: true }], createdAt: null, updatedAt: null },
};

beforeAll(async () => {
  owner = await signedUp(api.app);
  stranger = await signedUp(api.app, 'Sam', 'Strange Plumbing');
  const organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  const own = { organizationId };
  await api.database.withOrganization(organizationId, async (tenant) => {
    const { db } = tenant;
    const { id: connectionId } = await db.connection.create({
      data: {
        ...{ ...own, provider: 'jobber', status: 'connected', accountId: 'a', accountName: 'A' },
        ...{ connectedAt: minute(0), connectedZone: 'UTC', statusChangedAt: minute(0) },
      },
    });
    const source = { provider: 'jobber', connectionId, region: 'US' };
    customerId = (await upsertCustomers(tenant, source, [ada], null, minute(0))).get('ada') ?? '';
    const event = { key: 'k', provider: 'jobber', trigger: 'job_completed', entityKind: 'job', entityId: '1', n: 1 };
    await db.event.create({
      data: {
        ...{ ...own, connectionId, customerId, ...event, origin: 'live', foundBy: 'webhook' },
        ...{ occurredAt: minute(1), occurredAtSource: 'webhook' },
      },
    });
    const { id: journeyId } = await db.journey.create({
      data: { ...own, name: 'Thanks', status: 'active', draft: emptyDefinition() },
    });
    const { id: versionId } = await db.journeyVersion.create({
      data: { ...own, journeyId, number: 1, definition: emptyDefinition(), publishedAt: minute(0) },
    });
    const { id: enrollmentId } = await db.enrollment.create({
      data: {
        ...{ ...own, journeyId, versionId, customerId, status: 'completed', finishReason: 'completed' },
        ...{ enrolledAt: minute(2), lastStepAt: minute(6), finishedAt: minute(6) },
      },
    });
    await db.message.create({
      data: {
        ...{ ...own, enrollmentId, customerId, stepId: 's', channel: 'email', purpose: 'thank_you', status: 'sent' },
        ...{ subject: 'Thank you', createdAt: minute(0), firstAttemptAt: minute(3) },
      },
    });
    await db.inboundMessage.create({
      data: {
        ...{ ...own, channel: 'sms', vendorId: 'v', fromAddress: '1', toAddress: '2', body: 'No more please' },
        ...{ customerId, receivedAt: minute(4) },
      },
    });
    const contact = { channel: 'email', address: 'ada@example.com' } as const;
    await suppress(tenant, { ...contact, reason: 'unsubscribed', source: 'page' }, minute(5));
  });
});

type Page = { items: { kind: string; at: string }[]; nextCursor: string | null };
const read = async (query: Record<string, string> = {}): Promise<Page> =>
  (await owner.get(`/api/customers/${customerId}/timeline`).query(query).expect(200)).body;
const all = ['left', 'consent', 'received', 'message', 'entered', 'event'];

describe('the timeline of a customer', () => {
  it('has everything in one order, newest first', async () => {
    const { items } = await read();
    expect(items.map(({ kind }) => kind)).toEqual(all);
    expect(items.map(({ at }) => at)).toEqual([6, 5, 4, 3, 2, 1].map((n) => minute(n).toISOString()));
    expect(items[5]).toMatchObject({ event: { label: expect.stringMatching(/completed/i), decisions: [] } });
    expect(items[3]).toMatchObject({ message: { subject: 'Thank you', journey: { name: 'Thanks' } } });
    expect(items[2]).toMatchObject({ received: { text: 'No more please' } });
    expect(items[1]).toMatchObject({ change: { address: 'ada@example.com', ends: true } });
  });

  it('is the same page by page', async () => {
    const kinds: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await read({ limit: '2', ...(cursor ? { cursor } : {}) });
      kinds.push(...page.items.map(({ kind }) => kind));
      cursor = page.nextCursor;
    } while (cursor);
    expect(kinds).toEqual(all);
  });

  it.each([
    ['events', ['event']],
    ['journeys', ['left', 'entered']],
    ['messages', ['received', 'message']],
    ['consent', ['consent']],
  ])('shows %s alone', async (group, kinds) => {
    expect((await read({ group })).items.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is not there for another business', async () => {
    await stranger.get(`/api/customers/${customerId}/timeline`).expect(404);
  });
});
