import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { CustomerRecord } from '../providers/provider.ts';
import { withDatabase } from '../testing/postgres.ts';
import { lockContactPoint, suppress } from './contact-points.ts';
import { upsertCustomers } from './customers.ts';
import { type Database, openDatabase, type Tenant } from './database.ts';
import { eraseCustomer } from './erasure.ts';
import { openOrganization } from './organizations.ts';

let database: Database;
afterAll(async () => {
  await database.close();
});
const urls = withDatabase();
const organizationId = randomUUID();
const at = new Date('2026-11-23T12:00:00Z');
const owner = randomUUID();
const canary = { name: 'Zyxwala', email: 'zyxwala@canary.example', phone: '+12025550177', street: '9 Zyxwala Way' };
const inside = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(organizationId, work);

const record = (externalId: string, who: typeof canary): CustomerRecord => ({
  ...{ externalId, name: who.name, firstName: who.name, lastName: who.name, companyName: who.name },
  ...{ isCompany: false, isLead: false, isArchived: false, isSample: false, consent: {} },
  emails: [{ address: who.email, label: null, primary: true }],
  phones: [{ number: who.phone, label: null, primary: true, mobile: true, smsAllowed: true }],
  address: { street1: who.street, street2: null, city: null, province: null, postalCode: null, country: 'US' },
  createdAt: at,
  updatedAt: at,
});
const source = { provider: 'p', connectionId: null, region: 'US' };
const other = { name: 'Bystander', email: 'by@stander.example', phone: '+12025550188', street: '1 Other St' };

let customerId: string;
let enrollmentId: string;

beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl, transactionTimeoutMs: 120_000 });
  await inside(async (tenant) => {
    await openOrganization(tenant, { name: 'Rosa', slug: 'rosa', zone: null, replyTo: null }, at);
    const ids = await upsertCustomers(tenant, source, [record('c1', canary), record('c2', other)], null, at);
    customerId = ids.get('c1') ?? '';
    enrollmentId = await filled(tenant, customerId);
    await suppress(tenant, { channel: 'sms', address: canary.phone, reason: 'stop', source: 'sms' }, at);
    await lockContactPoint(tenant, { channel: 'email', address: canary.email }, at);
    await tenant.db.contactPreference.create({
      data: {
        ...{ organizationId, channel: 'email', address: canary.email, category: 'offers', allowed: false },
        ...{ source: 'page', at },
      },
    });
  });
});

/** The person in every place where one can stand. */
async function filled({ db }: Tenant, id: string): Promise<string> {
  const own = { organizationId };
  const text = `Hello ${canary.name}, ${canary.email}, ${canary.phone}`;
  const connection = await db.connection.create({
    data: {
      ...{ ...own, provider: 'p', status: 'connected', accountId: 'a', accountName: 'A', connectedAt: at },
      ...{ connectedZone: 'UTC', statusChangedAt: at },
    },
  });
  const events = await Promise.all(
    [1, 2].map((n) =>
      db.event.create({
        data: {
          ...{ ...own, connectionId: connection.id, key: `k${n}`, provider: 'p', trigger: 't', entityKind: 'job' },
          ...{ entityId: 'j', n, customerId: id, origin: 'live', foundBy: 'webhook', occurredAt: at },
          ...{ occurredAtSource: 'webhook', facts: { title: text } },
        },
      }),
    ),
  );
  const [event] = events;
  await db.entity.create({
    data: {
      ...{ ...own, connectionId: connection.id, kind: 'job', externalId: 'j', customerId: id, observedAt: at },
      ...{ facts: { title: text }, paperNumber: canary.name },
    },
  });
  const journey = await db.journey.create({ data: { ...own, name: 'J', status: 'active', draft: {} } });
  const version = await db.journeyVersion.create({
    data: { ...own, journeyId: journey.id, number: 1, definition: {}, publishedAt: at },
  });
  const enrollment = await db.enrollment.create({
    data: {
      ...{ ...own, journeyId: journey.id, versionId: version.id, customerId: id, eventId: event?.id ?? null },
      ...{ status: 'held', holdReason: 'review', holdScope: 's', enrolledAt: at, lastStepAt: at, due: at },
    },
  });
  await db.decision.create({
    data: {
      ...{ ...own, eventId: event?.id ?? '', journeyId: journey.id, outcome: 'skipped', reason: 'r', decidedAt: at },
      detail: { values: [text] },
    },
  });
  const bulk = await db.bulkEnrollment.create({
    data: {
      ...{ ...own, journeyId: journey.id, versionId: version.id, status: 'running', source: {}, perDay: 1 },
      ...{ nextAt: at, createdAt: at },
    },
  });
  await db.bulkCustomer.create({ data: { ...own, bulkId: bulk.id, customerId: id, detail: { text } } });
  const inbound = await db.inboundMessage.create({
    data: {
      ...{ ...own, channel: 'sms', vendorId: 'SM1', fromAddress: canary.phone, toAddress: '+12025550100' },
      ...{ body: text, customerId: id, receivedAt: at },
    },
  });
  await db.conversation.create({
    data: { ...own, channel: 'sms', address: canary.phone, customerId: id, lastAt: at },
  });
  const question = await db.ownerQuestion.create({
    data: { ...own, enrollmentId: enrollment.id, stepId: 's', question: text, askedAt: at, dueAt: at, silence: 'no' },
  });
  const said = { ...own, channel: 'email', subject: text, bodyText: text, bodyHtml: text, headers: { text } };
  const message = await db.message.create({
    data: {
      ...{ ...said, enrollmentId: enrollment.id, customerId: id, stepId: 's', purpose: 'other', status: 'review' },
      ...{ toAddress: canary.email, truths: [text], vendorId: 'v1' },
    },
  });
  const told = { ...said, kind: 'notice', status: 'sent', toAddress: 'owner@rosa.example' };
  await db.message.create({ data: { ...told, answersId: inbound.id } });
  await db.message.create({ data: { ...told, questionId: question.id } });
  await db.message.create({ data: { ...said, kind: 'confirmation', status: 'sent', toAddress: canary.email } });
  await db.link.create({
    data: { ...own, id: 'link-canary', messageId: message.id, url: `https://x.example/${canary.email}`, createdAt: at },
  });
  return enrollment.id;
}

async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: urls.ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('afterjob', 'afterjob_auth')",
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} AS t`);
      parts.push(...rows.map(({ row }) => `${name} ${row}`));
      if (name === 'afterjob.raw_requests' || name === 'afterjob.deliveries') {
        const { rows: bodies } = await client.query(`SELECT encode(body, 'escape') AS body FROM ${name}`);
        parts.push(...bodies.map(({ body }) => `${name}.body ${body}`));
      }
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}

const arrive = async () => {
  const client = new pg.Client({ connectionString: urls.ownerUrl });
  await client.connect();
  const body = Buffer.from(`From=${encodeURIComponent(canary.phone)}&Body=Hello`);
  await client.query(
    `INSERT INTO afterjob.raw_requests (id, source, body, received_at) VALUES ('\\x01', 'channel:sms', $1, $2)`,
    [body, at],
  );
  await client.query(
    `INSERT INTO afterjob.deliveries (source, dedupe_key, lane, body, request_id, status, received_at, organization_id)
    VALUES ('channel:sms', 'd', 'l', $1, '\\x01', 'processed', $2, $3)`,
    [Buffer.from(JSON.stringify({ from: canary.phone })), at, organizationId],
  );
  await client.end();
};

describe('erasing a customer', () => {
  it('leaves nothing of them in any column of any table, and ends their journeys', async () => {
    await arrive();
    expect(await everything()).toMatch(/zyxwala/i);
    const erased = await inside((tenant) => eraseCustomer(tenant, customerId, owner, at));
    expect(erased).toEqual({ customerIds: [customerId], enrollmentIds: [enrollmentId] });
    const left = (await everything()).split('\n').filter((line) => /zyxwala|2025550177/i.test(line));
    expect(left).toEqual([]);
    const [enrollment] = await inside(({ db }) => db.enrollment.findMany());
    expect(enrollment).toMatchObject({ status: 'stopped', finishReason: 'erased', due: null, holdReason: null });
    const reviewed = await inside(({ db }) => db.message.findFirst({ where: { enrollmentId } }));
    expect(reviewed).toMatchObject({ status: 'skipped', reason: 'erased' });
  });

  it('leaves everybody else as they were', async () => {
    expect(await everything()).toContain('Bystander');
  });

  it('is not undone by the next sync, which brings the others', async () => {
    const ids = await inside((tenant) =>
      upsertCustomers(tenant, source, [record('c1', canary), record('c3', { ...other, name: 'New' })], null, at),
    );
    expect([...ids.keys()]).toEqual(['c3']);
    expect(await everything()).not.toMatch(/zyxwala/i);
  });

  it('lets a STOP and a refusal outlive the person', async () => {
    const found = await inside(async (tenant) => ({
      phone: await lockContactPoint(tenant, { channel: 'sms', address: canary.phone }, at),
      email: await lockContactPoint(tenant, { channel: 'email', address: canary.email }, at),
      refused: await tenant.db.contactPreference.findFirst({ where: { address: canary.email } }),
      fresh: await lockContactPoint(tenant, { channel: 'sms', address: '+12025550111' }, at),
    }));
    expect(found.phone).toMatchObject({ suppressedReason: 'stop' });
    expect(found.email.suppressedAt).toBeNull();
    expect(found.refused).toMatchObject({ category: 'offers', allowed: false });
    expect(found.fresh.suppressedAt).toBeNull();
  });

  it('happens once', async () => {
    expect(await inside((tenant) => eraseCustomer(tenant, customerId, owner, at))).toBeNull();
  });
});

describe('an address that two people share', () => {
  it('stays with the one who is left', async () => {
    await inside(async (tenant) => {
      const shared = { ...other, email: 'home@shared.example', phone: '+12025550199' };
      const people = [record('s1', { ...shared, name: 'One' }), record('s2', { ...shared, name: 'Two' })];
      const ids = await upsertCustomers(tenant, source, people, null, at);
      await lockContactPoint(tenant, { channel: 'email', address: shared.email }, at);
      await eraseCustomer(tenant, ids.get('s1') ?? '', owner, at);
      const point = await tenant.db.contactPoint.findFirst({ where: { address: shared.email } });
      expect(point).not.toBeNull();
      expect(await tenant.db.customer.findFirst({ where: { externalId: 's2' } })).toMatchObject({ name: 'Two' });
    });
  });
});
