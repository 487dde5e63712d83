import { afterEach, describe, expect, it } from '@jest/globals';
import { allPages, keysOf } from '../describe-world.ts';
import type { Session } from '../provider.ts';
import { type JobberWorld, openJobberWorld } from './sandbox-world.ts';

let world: JobberWorld;
afterEach(() => world.close());
const open = async (...given: Parameters<typeof openJobberWorld>) => {
  world = await openJobberWorld(...given);
  return (await world.connect()).session;
};
const sweep = async (session: Session, since: Date) => {
  const pages = await allPages((cursor) => world.provider.changes(session, { since, cursor }));
  return pages.flatMap(({ changes }) => changes);
};

describe('Jobber’s changes', () => {
  it('cost a quiet account of ten thousand one call and a few points', async () => {
    const session = await open({ settings: { empty: true } });
    await world.seed(2000, new Date(Date.now() - 86_400_000));
    const before = await world.calls();
    const { changes, budget } = await world.provider.changes(session, { since: new Date(), cursor: null });
    expect(changes).toEqual([]);
    expect((await world.calls()) - before).toBe(1);
    // Seven lists with their page info, and a look at the newest jobs.
    expect(10_000 - (budget?.available ?? 0)).toBeLessThan(50);
  });

  it('of a moment within a second hold all of that second', async () => {
    const now = Date.UTC(2026, 10, 23, 12, 0, 0, 100);
    const session = await open({ clock: () => now });
    const { clients } = await world.control<{ clients: { id: string }[] }>('GET', '/state');
    await world.control('POST', `/clients/${clients[0]?.id}/touch`);
    const changes = await sweep(session, new Date(now + 700));
    expect(keysOf(changes.map(({ entity }) => entity))).toEqual([`client ${clients[0]?.id}`]);
  });

  it('tell of the kinds that we may read', async () => {
    const session = await open();
    await world.control('PUT', '/faults', { hidden: ['invoices', 'jobs'] });
    const kinds = new Set((await sweep(session, new Date(0))).map(({ entity }) => entity.kind));
    // Both lists of jobs are hidden with the one field, under two names.
    expect(kinds).toEqual(new Set(['client', 'quote', 'visit']));
  });

  it('refuse a cursor that is not ours', async () => {
    const session = await open();
    for (const cursor of ['x', Buffer.from('{"wages":null}').toString('base64url')])
      await expect(world.provider.changes(session, { since: new Date(), cursor })).rejects.toMatchObject({
        code: 'unreadable_cursor',
      });
  });
});
