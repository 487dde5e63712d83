import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '../provider.ts';
import { jobShape, jobTransitions } from './jobs.ts';
import { type JobberWorld, openJobberWorld } from './sandbox-world.ts';

type Job = { id: string; visits: { id: string }[] };

const at = (time: string) => new Date(`2026-12-${time}Z`);
const job = {
  id: 'j',
  jobNumber: 7,
  title: 'Gutters',
  jobStatus: 'upcoming',
  total: 180,
  createdAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-01T08:00:00Z',
  startAt: '2026-12-01T00:00:00Z',
  endAt: null,
  completedAt: null as string | null,
  visitsInfo: { incompleteTotal: 2 },
};
const visits = (starts: (string | null)[], hasNextPage = false) => ({
  nodes: starts.map((start) => ({ startAt: start && at(start).toISOString(), completedAt: null })),
  pageInfo: { hasNextPage },
});
const started = (given: object) =>
  jobTransitions(jobShape.parse({ ...job, ...given }), null).find(({ trigger }) => trigger === 'job_started');

describe('The start of a job', () => {
  it('is that of its first visit, in whatever order they come', () => {
    const transition = started({ visits: visits(['09T14:00:00', '02T14:00:00', null]) });
    expect(transition).toMatchObject({
      holds: true,
      due: true,
      at: at('02T14:00:00'),
      source: 'visits.startAt',
      saidBy: [],
    });
    expect(transition?.entity).toEqual({ kind: 'job', id: 'j' });
  });

  it('is unknown without a scheduled visit', () => {
    for (const none of [visits([]), visits([null])])
      expect(started({ visits: none })).toMatchObject({ holds: false, due: true, at: null, source: null });
  });

  it('is that of the job where the first of many visits tell none', () => {
    expect(started({ visits: visits([null], true) })).toMatchObject({ holds: true, at: at('01T00:00:00') });
  });

  it('does not come for a job that is closed or was completed before', () => {
    const scheduled = { visits: visits(['02T14:00:00']) };
    expect(started({ ...scheduled, jobStatus: 'archived' })).toMatchObject({ holds: false });
    expect(started({ ...scheduled, completedAt: '2026-12-01T10:00:00Z' })).toMatchObject({ holds: false });
    expect(started({ ...scheduled, completedAt: '2026-12-02T16:00:00Z' })).toMatchObject({ holds: true });
  });

  describe('in the sandbox', () => {
    let world: JobberWorld;
    let session: Session;
    let made: Job;
    const of = async (kind: string, id: string, trigger: string) => {
      const { transitions } = await world.provider.snapshot(session, { kind, id });
      return transitions.find((one) => one.trigger === trigger);
    };
    beforeEach(async () => {
      world = await openJobberWorld();
      session = (await world.connect()).session;
      const { clients } = await world.control<{ clients: { id: string }[] }>('GET', '/state');
      const body = {
        clientId: clients[0]?.id,
        title: 'Gutters',
        visits: [
          { startAt: '2026-12-02T14:00:00Z', assignedTo: ['Sam Rivera'] },
          { startAt: '2026-12-09T14:00:00Z', assignedTo: ['Sam Rivera', 'Lee Novak'] },
        ],
      };
      made = await world.control('POST', '/jobs', body);
    });
    afterEach(() => world.close());

    it('moves with its visit, and to another visit that is now the first', async () => {
      const first = made.visits[0]?.id ?? '';
      const second = made.visits[1]?.id ?? '';
      await world.control('POST', `/visits/${first}/reschedule`, { startAt: '2026-12-05T14:00:00Z' });
      for (const [kind, id] of [
        ['job', made.id],
        ['visit', first],
        ['visit', second],
      ] as const)
        expect(await of(kind, id, 'job_started')).toMatchObject({ holds: true, at: at('05T14:00:00') });
      await world.control('POST', `/visits/${first}/reschedule`, { startAt: '2026-12-20T14:00:00Z' });
      expect(await of('visit', first, 'job_started')).toMatchObject({ at: at('09T14:00:00') });
      await world.control('POST', `/visits/${second}/reschedule`, { startAt: null });
      expect(await of('job', made.id, 'job_started')).toMatchObject({ at: at('20T14:00:00') });
    });

    it('comes again with a job that was closed and is open again', async () => {
      await world.control('POST', `/jobs/${made.id}/close`);
      expect(await of('job', made.id, 'job_started')).toMatchObject({ holds: false });
      await world.control('POST', `/jobs/${made.id}/reopen`);
      expect(await of('job', made.id, 'job_started')).toMatchObject({ holds: true, at: at('02T14:00:00') });
    });

    it('leaves a job’s second completion to be counted by itself', async () => {
      const complete = (completedAt: string) => world.control('POST', `/jobs/${made.id}/complete`, { completedAt });
      await complete('2026-12-10T10:00:00Z');
      expect(await of('job', made.id, 'job_completed')).toMatchObject({ holds: true, at: at('10T10:00:00') });
      await world.control('POST', `/jobs/${made.id}/reopen`);
      expect(await of('job', made.id, 'job_completed')).toMatchObject({ holds: false, at: null });
      await complete('2026-12-12T10:00:00Z');
      expect(await of('job', made.id, 'job_completed')).toMatchObject({ holds: true, at: at('12T10:00:00') });
    });

    it('names who does the job and its visits', async () => {
      const facts = async (kind: string, id: string) => (await world.provider.snapshot(session, { kind, id })).facts;
      expect(await facts('job', made.id)).toMatchObject({ 'job.technician': 'Sam Rivera, Lee Novak' });
      expect(await facts('visit', made.visits[0]?.id ?? '')).toMatchObject({ 'visit.technician': 'Sam Rivera' });
    });
  });
});
