import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { type Cause, clearCause, raiseCause } from '../records/causes.ts';
import { cases } from '../testing/depth.ts';
import { interruptedAt } from '../testing/interrupted.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import type { Dependencies } from './dependencies.ts';
import { goOn, type Told } from './enrollment.ts';
import { createResumeActivities } from './resume.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const races = cases('holds raced by the end of their cause', { sample: 40, whole: 1_000 });
/** More statements than one look has, with the ends of its transactions. */
const points = 40;

type Racer = { id: string; cause: Cause; nudged: boolean };

async function enter(index: number): Promise<Racer> {
  const person = { email: `person${index}@example.com` };
  const id = await shop.enroll([email], person, { purpose: 'visit_reminder' });
  const { journeyId } = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
  const causes = [
    { kind: 'journey_paused', scope: journeyId },
    { kind: 'sending_paused', scope: shop.id },
    { kind: 'connection_revoked', scope: shop.connectionId },
  ];
  return { id, nudged: false, cause: causes[index % causes.length] as Cause };
}

const raise = ({ cause }: Racer) => shop.inside((tenant) => raiseCause(tenant, cause, stage.now));

/** The cause ends, and whoever is held by it then is woken. */
async function clear(racer: Racer): Promise<void> {
  await shop.inside((tenant) => clearCause(tenant, racer.cause));
  const nudgeEnrollment = async (id: string) => {
    if (id === racer.id) racer.nudged = true;
    return true;
  };
  const { wakeHeld } = createResumeActivities({ ...stage.deps, temporal: { ...stage.deps.temporal, nudgeEnrollment } });
  const { kind: reason, scope } = racer.cause;
  await wakeHeld({ organizationId: shop.id, reason, scope, after: null, limit: 50 });
}

/** As the workflow does it: the flag is cleared, then the activity is called; a nudge or nothing to wait for calls it again. */
async function play(racer: Racer, deps: Dependencies, from: Told['next']): Promise<Told> {
  let told: Told = { next: from, due: null, code: 'due', hold: null, zone: 'UTC' };
  for (let call = 0; told.next && (told.due === null || racer.nudged); call++) {
    if (call > 9) throw new Error('It does not come to rest');
    racer.nudged = false;
    told = await goOn(
      call === 0 ? deps : stage.deps,
      { organizationId: shop.id, enrollmentId: racer.id },
      told.next,
      1,
    );
  }
  return told;
}

const isHeld = async ({ id }: Racer) =>
  (await shop.inside((tenant) => tenant.db.enrollment.count({ where: { id, status: 'held' } }))) > 0;

it(
  'nobody is held without a cause, nobody is lost, and nobody gets it twice',
  async () => {
    const reached = new Set<number>();
    for (let index = 0; index < races; index++) {
      const point = 1 + (Math.floor(index / 2) % points);
      const racer = await enter(index);
      if (index % 2 === 0) {
        // It ends while somebody is being held by it.
        await raise(racer);
        const race = interruptedAt(stage.database, point, () => clear(racer));
        const told = await play(racer, { ...stage.deps, database: race.database }, 'sendEmail');
        await race.ended();
        if (race.passed() < point) await clear(racer);
        else reached.add(point);
        await play(racer, stage.deps, racer.nudged ? told.next : null);
      } else {
        // It begins while somebody is being sent to, and ends later.
        const race = interruptedAt(stage.database, point, async () => void (await raise(racer)));
        const told = await play(racer, { ...stage.deps, database: race.database }, 'sendEmail');
        await race.ended();
        await clear(racer);
        await play(racer, stage.deps, racer.nudged ? told.next : null);
      }
      expect([index, point, await isHeld(racer)]).toEqual([index, point, false]);
      expect([index, (await stage.emails()).length]).toEqual([index, index + 1]);
    }
    // The whole of a hold was walked through: reading, deciding, writing, and the ends of both transactions.
    expect(reached.size).toBeGreaterThanOrEqual(15);
  },
  races * 3_000,
);
