import { afterEach, describe, expect, it } from '@jest/globals';
import { allPages, keysOf } from '../describe-world.ts';
import type { HistoryStage, Session } from '../provider.ts';
import { type JobberWorld, openJobberWorld } from './sandbox-world.ts';

type Job = { id: string };

let world: JobberWorld;
afterEach(() => world.close());
const open = async (...given: Parameters<typeof openJobberWorld>) => {
  world = await openJobberWorld(...given);
  return (await world.connect()).session;
};
const since = new Date('2020-01-01T00:00:00Z');
const pages = (session: Session, stage: HistoryStage) =>
  allPages((cursor) => world.provider.historyPage(session, { stage, since, cursor }));
const entities = async (session: Session, stage: HistoryStage) =>
  keysOf((await pages(session, stage)).flatMap(({ snapshots }) => snapshots.map(({ entity }) => entity)));
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const newJob = async (visits: object[]) => {
  const { clients } = await world.control<{ clients: { id: string }[] }>('GET', '/state');
  return world.control<Job>('POST', '/jobs', { clientId: clients[0]?.id, title: 'Long', visits });
};

describe('Jobber’s history', () => {
  it('asks for what is open once, where "active" means all of it', async () => {
    const session = await open();
    expect(await entities(session, 'open')).toEqual(keysOf(await world.open()));
    expect((await pages(session, 'open')).filter(({ kind }) => kind === 'jobs')).toHaveLength(1);
  });

  it('asks for each status where "active" leaves some out', async () => {
    const session = await open({ settings: { narrowActive: true } });
    const found = await entities(session, 'open');
    expect(found).toEqual(keysOf(await world.open()));
    expect(found.some((key) => key.startsWith('job '))).toBe(true);
  });

  it('of an API version without the newer fields and statuses has what it has', async () => {
    const session = await open({ settings: { olderSchema: true } });
    expect(await entities(session, 'open')).toEqual(keysOf(await world.open()));
    expect(await entities(session, 'past')).toEqual(keysOf(await world.past(since)));
  });

  it('leaves out what we may not read', async () => {
    const session = await open();
    await world.control('PUT', '/faults', { hidden: ['invoices', 'visits'] });
    const found = await entities(session, 'past');
    expect(new Set(found.map((key) => key.split(' ')[0]))).toEqual(new Set(['job', 'quote']));
    await world.control('PUT', '/faults', { hidden: ['jobs', 'invoices', 'visits', 'quotes'] });
    expect(await pages(session, 'past')).toMatchObject([{ snapshots: [], nextCursor: null }]);
  });

  it('that is throttled in the middle of a page gives that page once, and whole', async () => {
    const session = await open({ settings: { empty: true } });
    await world.control('POST', '/clients', { firstName: 'Ada' });
    // Done without a date of its own and with more visits than a page shows: its end takes a second call.
    const long = await newJob(Array.from({ length: 7 }, () => ({ completedAt: '2026-11-20T15:00:00Z' })));
    let calls = 0;
    const impatient = {
      ...session,
      meter: {
        async take() {
          calls += 1;
          if (calls === 2) await world.control('PUT', '/faults', { rateLimit: true });
        },
        tell: async () => {},
      },
    };
    const page = () => world.provider.historyPage(impatient, { stage: 'open', since, cursor: null });
    expect(await failure(page())).toMatchObject({ name: 'RateLimited' });
    expect(calls).toBe(2);
    await world.control('PUT', '/faults', { rateLimit: false });
    const [snapshot] = (await page()).snapshots;
    expect(snapshot?.entity).toEqual({ kind: 'job', id: long.id });
    expect(snapshot?.transitions[0]).toMatchObject({ holds: true, at: new Date('2026-11-20T15:00:00Z') });
  });

  it('refuses a cursor that is not ours', async () => {
    const session = await open();
    for (const cursor of ['', 'MQ==', 'e30', Buffer.from('{"list":-1}').toString('base64url')])
      expect(await failure(world.provider.historyPage(session, { stage: 'open', since, cursor }))).toMatchObject({
        name: 'Rejected',
        code: 'unreadable_cursor',
      });
  });
});
