import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

it('reminds nobody of what was called off', async () => {
  const id = await shop.enroll([
    { id: 'wait', kind: 'wait', amount: 1, unit: 'days' },
    { id: 'mail', kind: 'send_email', subject: 'Tomorrow', body: 'See you' },
  ]);
  const { due } = await stage.run(shop, id);
  await shop.inside(async ({ db, id: organizationId }) => {
    const { event } = await db.enrollment.findFirstOrThrow({ where: { id }, include: { event: true } });
    if (!event) throw new Error('it was started by nothing');
    const { connectionId, entityKind: kind, entityId: externalId } = event;
    const gone = { facts: {}, goneAt: stage.now };
    const key = { organizationId, connectionId, kind, externalId };
    const { count } = await db.entity.updateMany({ where: key, data: gone });
    if (count === 0) await db.entity.create({ data: { ...key, ...gone, observedAt: stage.now } });
  });
  stage.now = new Date(due ?? 0);
  expect(await stage.run(shop, id)).toMatchObject({ next: null, code: 'entity_gone' });
  expect(await stage.emails()).toEqual([]);
});
