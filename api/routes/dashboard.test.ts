import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { lastDays, startOfDay } from '../../journeys/calendar-days.ts';
import { emptyDefinition } from '../../journeys/definition.ts';
import type { Tenant } from '../../records/database.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const zone = 'America/Denver';
const minute = 60_000;
const dayMs = 24 * 60 * minute;

type Business = { owner: TestAgent; inside<T>(work: (tenant: Tenant) => Promise<T>): Promise<T>; id: string };
let now: Date;
let today: Date;

async function business(): Promise<Business> {
  const owner = await signedUp(api.app);
  const { id } = (await owner.get('/api/me').expect(200)).body.organization;
  return { owner, id, inside: (work) => api.database.withOrganization(id, work) };
}

beforeAll(() => {
  now = new Date();
  today = startOfDay(lastDays(1, now, zone).from, zone);
});

const home = async ({ owner }: Business, days = 7) =>
  (await owner.get('/api/dashboard').query({ days }).expect(200)).body;
const listed = async ({ owner }: Business, path: string, query: object) =>
  (
    await owner
      .get(path)
      .query({ ...query, limit: 200 })
      .expect(200)
  ).body.items;

async function addJourney({ inside, id }: Business, name: string, status = 'active') {
  return inside(async ({ db }) => {
    const definition = emptyDefinition();
    const journey = await db.journey.create({ data: { organizationId: id, name, status, draft: definition } });
    const version = await db.journeyVersion.create({
      data: { organizationId: id, journeyId: journey.id, number: 1, definition, publishedAt: now },
    });
    return { journeyId: journey.id, versionId: version.id };
  });
}

type OfJourney = { journeyId: string; versionId: string };

async function enroll({ inside, id }: Business, journey: OfJourney, more: object = {}): Promise<string> {
  return inside(async ({ db }) => {
    const customer = await db.customer.create({
      data: { organizationId: id, source: 'acme', externalId: randomUUID(), name: 'Ada' },
    });
    const row = await db.enrollment.create({
      data: {
        ...journey,
        ...{ organizationId: id, customerId: customer.id, status: 'active', enrolledAt: now, lastStepAt: now },
        ...more,
      },
    });
    return row.id;
  });
}

async function addMessage(
  { inside, id }: Business,
  enrollmentId: string | null,
  status: string,
  { at, through = [], kind = 'journey' }: { at: Date; through?: string[]; kind?: string },
): Promise<void> {
  await inside(async ({ db }) => {
    const person = enrollmentId && (await db.enrollment.findUniqueOrThrow({ where: { id: enrollmentId } }));
    const left = !['failed', 'review', 'unknown', 'skipped'].includes(status);
    const message = await db.message.create({
      data: {
        ...{ organizationId: id, enrollmentId, kind, status, channel: 'email', stepId: randomUUID().slice(0, 8) },
        ...{
          purpose: 'other',
          customerId: person ? person.customerId : null,
          createdAt: new Date(at.getTime() - minute),
          sentAt: left ? at : null,
        },
      },
    });
    for (const each of [...through, status])
      await db.messageTransition.create({
        data: { organizationId: id, messageId: message.id, status: each, source: 'callback', at },
      });
  });
}

async function connected({ inside, id }: Business, more: object = {}): Promise<string> {
  const data = {
    ...{ organizationId: id, provider: 'jobber', status: 'connected', accountId: randomUUID(), accountName: 'A' },
    ...{ connectedAt: new Date(now.getTime() - 30 * dayMs), connectedZone: zone, statusChangedAt: now },
  };
  return (await inside(({ db }) => db.connection.create({ data: { ...data, ...more } }))).id;
}

type Paid = { trigger?: string; total?: unknown; at?: Date; paper?: string; kind?: string };

/** Its enrollment ends with this goal. */
async function reach(own: Business, connectionId: string, enrollmentId: string, paid: Paid = {}): Promise<void> {
  const { trigger = 'invoice_paid', total = 100, at = now, paper = randomUUID(), kind = 'invoice' } = paid;
  await own.inside(async ({ db }) => {
    const key = { ...{ organizationId: own.id, connectionId, provider: 'jobber', trigger }, entityKind: kind };
    const event = await db.event.create({
      data: {
        ...{ ...key, key: randomUUID(), entityId: paper, n: 1, origin: 'live', foundBy: 'webhook' },
        ...{ occurredAt: at, occurredAtSource: 'x', facts: { [`${kind}.total`]: total } as object },
      },
    });
    await db.enrollmentRecord.create({
      data: {
        ...{ organizationId: own.id, enrollmentId, kind: 'event', eventId: event.id, about: 'entity' },
        ...{ recordedAt: at, takenAt: at },
      },
    });
    await db.enrollment.update({
      where: { id: enrollmentId },
      data: { status: 'exited', finishReason: `goal_reached:${trigger}:jobber`, finishedAt: at },
    });
  });
}

const earlier = (ms: number) => new Date(now.getTime() - ms);

describe('the numbers of Home', () => {
  it('are nothing for a business that has just begun, day by day', async () => {
    const body = await home(await business());
    expect(body.problems).toEqual([]);
    expect(body.messages).toEqual({ sent: 0, delivered: 0, clicked: 0, replied: 0 });
    expect(body.days).toHaveLength(7);
    expect(body.days.at(-1)).toEqual({ day: body.to, sent: 0, delivered: 0, clicked: 0, replied: 0, goals: 0 });
    expect(body.goals).toEqual({ reached: 0, paid: { count: 0, amount: 0 }, approved: { count: 0, amount: 0 } });
    expect(body.journeys).toEqual([]);
  });

  it('have the list behind each of them: the same rows', async () => {
    const own = await business();
    const journey = await addJourney(own, 'Reminders');
    const person = await enroll(own, journey);
    const first = new Date(today.getTime() - 6 * dayMs + 90 * minute);
    for (const [status, through] of [
      ['accepted', []],
      ['sent', []],
      ['delivered', []],
      ['clicked', ['delivered']],
      ['replied', ['delivered', 'clicked']],
      ['replied', ['delivered']],
      ['bounced', ['accepted']],
      ['complained', ['delivered', 'clicked']],
      ['skipped', []],
      ['failed', []],
    ] as const)
      for (const at of [now, first]) await addMessage(own, person, status, { at, through: [...through] });
    // Not of the days, or not of a journey.
    await addMessage(own, person, 'delivered', { at: new Date(today.getTime() - 7 * dayMs) });
    await addMessage(own, null, 'delivered', { at: now, kind: 'test' });
    const body = await home(own);
    expect(body.messages).toEqual({ sent: 16, delivered: 10, clicked: 6, replied: 4 });
    for (const reached of ['sent', 'delivered', 'clicked', 'replied'] as const) {
      const { from, to } = body;
      const rows = await listed(own, '/api/messages', { reached, from, to });
      expect([reached, rows.length]).toEqual([reached, body.messages[reached]]);
      for (const day of body.days) {
        const ofDay = await listed(own, '/api/messages', { reached, from: day.day, to: day.day });
        expect([reached, day.day, ofDay.length]).toEqual([reached, day.day, day[reached]]);
      }
    }
    expect(body.days[0].sent).toBe(8);
    expect(body.journeys[0]).toMatchObject({ id: journey.journeyId, sent: 16, waiting: 1, held: 0 });
    expect((await home(own, 30)).messages.sent).toBe(17);
  });

  it('are those of one business', async () => {
    const [own, other] = [await business(), await business()];
    const person = await enroll(other, await addJourney(other, 'Theirs'), { status: 'held', holdReason: 'no_sender' });
    await addMessage(other, person, 'failed', { at: now });
    await addMessage(other, person, 'delivered', { at: now });
    const body = await home(own);
    expect([body.problems, body.messages.sent, body.journeys]).toEqual([[], 0, []]);
  });
});

describe('problems', () => {
  it('have the list behind each of them: the same rows', async () => {
    const own = await business();
    const on = await addJourney(own, 'On');
    const paused = await addJourney(own, 'Paused', 'paused');
    for (const holdReason of ['attention', 'attention', 'no_sender'])
      await enroll(own, on, { status: 'held', holdReason, holdScope: 'x' });
    await enroll(own, paused);
    await enroll(own, paused, { status: 'held', holdReason: 'journey_paused', holdScope: 'x' });
    const person = await enroll(own, on);
    for (const status of ['review', 'unknown', 'failed', 'bounced'] as const) {
      await addMessage(own, person, status, { at: now });
      await addMessage(own, person, status, { at: earlier(40 * dayMs) });
    }
    const { problems } = await home(own);
    expect(problems.map(({ code, count }: Record<string, unknown>) => [code, count])).toEqual([
      ['attention', 2],
      ['journey_paused', 2],
      ['no_sender', 1],
      ['review', 2],
      ['failed', 2],
      ['unknown', 2],
    ]);
    for (const { kind, code, count } of problems) {
      const rows =
        kind === 'held'
          ? await listed(own, '/api/enrollments', { hold: code })
          : kind === 'failed'
            ? await listed(own, '/api/attention/failures', {})
            : await listed(own, '/api/messages', { status: code });
      expect([code, rows.length]).toEqual([code, count]);
    }
  });

  it('begin with the connection that is dead, and who waits for it', async () => {
    const own = await business();
    const connectionId = await connected(own, { status: 'token_expired' });
    const journey = await addJourney(own, 'On');
    await enroll(own, journey, { status: 'held', holdReason: 'connection_revoked', holdScope: connectionId });
    const [first] = (await home(own)).problems;
    expect(first).toMatchObject({ kind: 'reconnect', code: 'jobber', count: 1 });
    expect(first.words).toContain('Jobber needs to be reconnected');
  });

  it('tell of webhooks that do not come, once a look has found what they should have told', async () => {
    const own = await business();
    const connectionId = await connected(own, { webhookLastReceivedAt: earlier(3 * dayMs) });
    const silent = async () => (await home(own)).problems.map(({ kind }: { kind: string }) => kind);
    expect(await silent()).toEqual([]);
    const event = { organizationId: own.id, connectionId, provider: 'jobber', trigger: 't', n: 1, origin: 'live' };
    const found = (foundBy: string, occurredAt: Date) =>
      own.inside(({ db }) =>
        db.event.create({
          data: {
            ...{ ...event, key: randomUUID(), entityKind: 'job', entityId: 'j', foundBy, occurredAt },
            occurredAtSource: 'x',
          },
        }),
      );
    await found('webhook', earlier(2 * dayMs));
    await found('sweep', earlier(4 * dayMs));
    expect(await silent()).toEqual([]);
    await found('sweep', earlier(2 * dayMs));
    expect(await silent()).toEqual(['silent']);
    await own.inside(({ db }) => db.connection.updateMany({ data: { webhookLastReceivedAt: earlier(dayMs / 2) } }));
    expect(await silent()).toEqual([]);
  });
});

describe('goals and money', () => {
  it('have the list behind each of them: the same rows, the same amounts', async () => {
    const own = await business();
    const connectionId = await connected(own);
    const [invoices, quotes] = [await addJourney(own, 'Invoices'), await addJourney(own, 'Quotes')];
    const written = async (journey: OfJourney, at = earlier(2 * minute)) => {
      const person = await enroll(own, journey);
      await addMessage(own, person, 'delivered', { at });
      return person;
    };
    await reach(own, connectionId, await written(invoices), { total: 100.1 });
    await reach(own, connectionId, await written(invoices), { total: '250.20' });
    await reach(own, connectionId, await written(invoices), { total: null });
    await reach(own, connectionId, await written(quotes), { trigger: 'quote_approved', kind: 'quote', total: 4_000 });
    // Before any message: a goal, but nothing that the journey brought in.
    await reach(own, connectionId, await enroll(own, invoices), { total: 7_000 });
    await reach(own, connectionId, await written(invoices, now), { total: 8_000, at: earlier(minute) });
    await enroll(own, quotes, { status: 'completed', finishReason: 'goal_step', finishedAt: now });
    await enroll(own, quotes, { status: 'completed', finishReason: 'reached_end', finishedAt: now });
    const body = await home(own);
    expect(body.goals).toEqual({
      reached: 7,
      paid: { count: 2, amount: 350.3 },
      approved: { count: 1, amount: 4_000 },
    });
    expect(body.days.at(-1).goals).toBe(7);
    const { from, to } = body;
    const money = { paid: 'invoice_paid', approved: 'quote_approved' } as const;
    for (const { id, goals } of [...body.journeys, { id: undefined, goals: body.goals }]) {
      const all = await listed(own, '/api/results', { from, to, journeyId: id });
      expect(all).toHaveLength(goals.reached);
      for (const name of ['paid', 'approved'] as const) {
        const rows = await listed(own, '/api/results', { from, to, journeyId: id, worth: money[name] });
        const amount = rows.reduce((sum: number, row: { amount: number }) => sum + row.amount, 0);
        expect({ count: rows.length, amount: Math.round(amount * 100) / 100 }).toEqual(goals[name]);
      }
    }
  });

  it('count a paper once, for the journey that wrote about it last, twins included', async () => {
    const own = await business();
    const connectionId = await connected(own);
    const [one, other] = [await addJourney(own, 'One'), await addJourney(own, 'Other')];
    const paperId = randomUUID();
    for (const externalId of ['here', 'there'])
      await own.inside(({ db }) =>
        db.entity.create({
          data: { organizationId: own.id, connectionId, kind: 'invoice', externalId, paperId, observedAt: now },
        }),
      );
    const wrote = async (journey: OfJourney, ms: number) => {
      const person = await enroll(own, journey);
      await addMessage(own, person, 'delivered', { at: earlier(ms) });
      return person;
    };
    await reach(own, connectionId, await wrote(one, 5 * minute), { total: 90, paper: 'here' });
    await reach(own, connectionId, await wrote(other, 4 * minute), { total: 90, paper: 'there' });
    const { goals, journeys } = await home(own);
    expect(goals).toMatchObject({ reached: 2, paid: { count: 1, amount: 90 } });
    const paid = journeys.map(({ name, goals: its }: { name: string; goals: typeof goals }) => [name, its.paid.count]);
    expect(Object.fromEntries(paid)).toEqual({ One: 0, Other: 1 });
  });

  it('page through by cursor without losing or doubling a row', async () => {
    const own = await business();
    const journey = await addJourney(own, 'Many');
    for (let index = 0; index < 5; index++)
      await enroll(own, journey, { status: 'completed', finishReason: 'goal_step', finishedAt: now });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await own.owner.get('/api/results').query({ limit: 2, cursor }).expect(200);
      seen.push(...body.items.map(({ enrollmentId }: { enrollmentId: string }) => enrollmentId));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

it.each([
  ['/api/dashboard', { days: 8 }],
  ['/api/results', { from: '2026-13-01' }],
  ['/api/results', { worth: 'gold' }],
  ['/api/messages', { from: 'yesterday' }],
])('refuses %s with %j', async (path, query) => {
  const { owner } = await business();
  await owner.get(path).query(query).expect(400);
});
