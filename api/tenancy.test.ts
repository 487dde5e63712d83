import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Tenant } from '../records/database.ts';
import { cases } from '../testing/depth.ts';
import { leastRole } from './roles.ts';
import { signedUp, type TestAgent, withApi } from './testing.ts';

const api = withApi();
const lists = Object.keys(leastRole).filter((name) =>
  /^GET \/api\/(customers|journeys|enrollments|messages|events|deliveries)(\/:id)?$/.test(name),
);
const runs = cases('requests of one organization for rows of another', { sample: 150, whole: 5_000 });

type Side = { agent: TestAgent; organizationId: string; ids: string[]; words: string[]; cursors: string[] };
let mine: Side;
let theirs: Side;

async function side(name: string): Promise<Side> {
  const agent = await signedUp(api.app, name, `Business of ${name}`);
  const { body } = await agent.get('/api/me').expect(200);
  const organizationId: string = body.organization.id;
  const ids = await api.database.withOrganization(organizationId, (tenant) => filled(tenant, name));
  const cursors: string[] = [];
  for (const path of ['customers', 'journeys', 'enrollments', 'messages', 'events']) {
    const { body: page } = await agent.get(`/api/${path}?limit=1`).expect(200);
    expect([path, page.items.length]).toEqual([path, 1]);
    if (page.nextCursor) cursors.push(page.nextCursor);
  }
  return { agent, organizationId, ids: [...ids, organizationId], words: [name, `word-of-${name}`], cursors };
}

/** Two rows of everything that is listed. */
async function filled(tenant: Tenant, name: string): Promise<string[]> {
  const { db, id: organizationId } = tenant;
  const at = new Date('2026-11-23T12:00:00Z');
  const connection = await db.connection.create({
    data: {
      organizationId,
      provider: 'p',
      status: 'connected',
      accountId: name,
      accountName: `word-of-${name}`,
      connectedAt: at,
      connectedZone: 'UTC',
      statusChangedAt: at,
    },
  });
  const ids: string[] = [connection.id];
  for (const n of [1, 2]) {
    const own = { organizationId, connectionId: connection.id };
    const customer = await db.customer.create({
      data: { ...own, source: 'p', externalId: `c${n}`, name: `word-of-${name} ${n}`, email: `${name}@example.com` },
    });
    const event = await db.event.create({
      data: {
        ...own,
        key: `k${n}`,
        provider: 'p',
        trigger: 't',
        entityKind: 'job',
        entityId: `word-of-${name}`,
        n,
        customerId: customer.id,
        origin: 'live',
        foundBy: 'webhook',
        occurredAt: at,
        occurredAtSource: 'webhook',
      },
    });
    const draft = {
      format: 1,
      trigger: null,
      purpose: 'other',
      reentry: { rule: 'every_time' },
      latenessHours: null,
      steps: [],
    };
    const journey = await db.journey.create({
      data: { organizationId, name: `word-of-${name} ${n}`, status: 'active', draft, createdAt: at },
    });
    const version = await db.journeyVersion.create({
      data: { organizationId, journeyId: journey.id, number: 1, definition: draft, publishedAt: at },
    });
    const enrollment = await db.enrollment.create({
      data: {
        organizationId,
        journeyId: journey.id,
        versionId: version.id,
        customerId: customer.id,
        eventId: event.id,
        status: 'active',
        enrolledAt: at,
        lastStepAt: at,
      },
    });
    const message = await db.message.create({
      data: {
        organizationId,
        enrollmentId: enrollment.id,
        customerId: customer.id,
        stepId: 's',
        channel: 'email',
        purpose: 'other',
        status: 'sent',
        bodyText: `word-of-${name}`,
        createdAt: at,
      },
    });
    ids.push(customer.id, event.id, journey.id, enrollment.id, message.id);
  }
  return ids;
}

// Each from another address: so many at once would else be too often.
let callers = 0;
const fromElsewhere = (): [string, string] => {
  callers += 1;
  return ['x-forwarded-for', `198.18.${Math.floor(callers / 250) % 250}.${callers % 250}`];
};

beforeAll(async () => {
  [mine, theirs] = [await side('Anders'), await side('Berta')];
});

describe('one organization', () => {
  it('gets nothing of another, whatever it asks for', async () => {
    const query = fc.record(
      {
        search: fc.oneof(fc.constantFrom('word', '%', 'Berta', "'"), fc.string({ maxLength: 20 })),
        customerId: fc.nat(9).map((index) => theirs.ids[index % theirs.ids.length]),
        journeyId: fc.nat(9).map((index) => theirs.ids[index % theirs.ids.length]),
        enrollmentId: fc.nat(9).map((index) => theirs.ids[index % theirs.ids.length]),
        cursor: fc.nat(9).map((index) => theirs.cursors[index % theirs.cursors.length]),
        limit: fc.integer({ min: 1, max: 200 }).map(String),
        organizationId: fc.constant(0).map(() => theirs.organizationId),
      },
      { requiredKeys: [] },
    );
    const asked = fc.tuple(
      fc.constantFrom(...lists),
      fc.nat(9).map((index) => theirs.ids[index % theirs.ids.length]),
      query,
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(asked, async ([name, id, given]) => {
        const path = name.replace('GET ', '').replace(':id', String(id));
        const { status, text } = await mine.agent
          .get(path)
          .query(given)
          .set(...fromElsewhere());
        expect(status).toBeLessThan(500);
        if (name.includes(':id')) expect(status).toBe(404);
        else if (status === 200) answered += 1;
        for (const word of [...theirs.ids, ...theirs.words]) if (status === 200) expect(text).not.toContain(word);
      }),
      { numRuns: runs },
    );
    expect(answered).toBeGreaterThan(runs / 10);
  }, 300_000);

  it('changes nothing of another', async () => {
    const body = {
      revision: 1,
      draft: {
        format: 1,
        trigger: null,
        purpose: 'other',
        reentry: { rule: 'every_time' },
        latenessHours: null,
        steps: [],
      },
    };
    for (const id of theirs.ids) {
      await mine.agent.put(`/api/journeys/${id}/draft`).send(body).expect(404);
      await mine.agent.post(`/api/journeys/${id}/pauses`).send({}).expect(404);
      await mine.agent.post(`/api/journeys/${id}/archives`).send({}).expect(404);
      await mine.agent.post(`/api/enrollments/${id}/stops`).send({}).expect(404);
      await mine.agent.post(`/api/enrollments/${id}/skips`).send({}).expect(404);
    }
    const { body: after } = await theirs.agent.get('/api/journeys').expect(200);
    expect(after.items.map(({ status }: { status: string }) => status)).toEqual(['active', 'active']);
  });
});
