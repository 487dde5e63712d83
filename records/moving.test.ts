import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { goOn } from '../activities/enrollment.ts';
import { createResumeActivities } from '../activities/resume.ts';
import type { Definition, Step } from '../journeys/definition.ts';
import { interruptedAt } from '../testing/interrupted.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness, tuesdayNoon } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { findJourney } from './journey-list.ts';
import { archiveJourney, type Inside, publishJourney, saveDraft } from './journeys.ts';
import { foreseeMove, versionMoved } from './moving.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const later: Step = { id: 'later', kind: 'send_email', subject: 'Later', body: 'Still thankful' };
const days = (count: number) => new Date(stage.now.getTime() + count * 24 * 60 * 60_000);

const rowOf = (id: string) =>
  shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id }, include: { version: true } }));

/** The next version of the journey of an enrollment. */
async function publish(enrollmentId: string, steps: Step[], inside: Inside, more: Partial<Definition> = {}) {
  const { journeyId } = await rowOf(enrollmentId);
  return shop.inside(async (tenant) => {
    const journey = await findJourney(tenant, journeyId);
    if (!journey) throw new Error('It is gone');
    const draft = { ...journey.draft, ...more, steps };
    const saved = await saveDraft(tenant, journeyId, { revision: journey.draftRevision, draft }, stage.now);
    if (!saved.saved) throw new Error(saved.reason);
    const target = { journeyId, versionId: null, definition: draft };
    const foreseen = await foreseeMove(tenant, target);
    const done = await publishJourney(tenant, journeyId, { revision: saved.revision, by: null, inside }, stage.now);
    if (!done.published) throw new Error(done.reason);
    return { ...done, foreseen };
  });
}

const subjects = async () => (await stage.emails()).map(({ subject }) => subject);

describe('a new version', () => {
  it('leaves those inside on theirs when they stay', async () => {
    const id = await shop.enroll([email, rest, later]);
    await stage.run(shop, id);
    expect(await publish(id, [email], 'stay')).toMatchObject({ inside: { moved: 0, stayed: 1 } });
    stage.now = days(1.2);
    await stage.run(shop, id);
    expect(await subjects()).toEqual(['Done', 'Later']);
  });

  it('is followed from the step they stand at when they move, and a wait keeps its end', async () => {
    const id = await shop.enroll([email, rest, later]);
    const before = await stage.run(shop, id);
    const other: Step = { ...later, id: 'other', subject: 'Other' };
    const done = await publish(id, [email, { ...rest, amount: 30 }, other], 'move');
    expect(done).toMatchObject({ inside: { moved: 1, stayed: 0 }, foreseen: { moved: 1, stayed: 0 } });
    const row = await rowOf(id);
    expect([row.version.number, row.due?.toISOString()]).toEqual([2, before.due]);
    stage.now = days(1.2);
    await stage.run(shop, id);
    expect(await subjects()).toEqual(['Done', 'Other']);
  });

  it.each([
    ['is gone', [email]],
    ['is of another kind now', [email, { ...later, id: 'rest' }]],
  ])('is not followed by whom it would lose: their step %s', async (_, steps) => {
    const id = await shop.enroll([email, rest, later]);
    await stage.run(shop, id);
    const done = await publish(id, steps, 'move');
    expect(done).toMatchObject({ inside: { moved: 0, stayed: 1 }, foreseen: { moved: 0, stayed: 1 } });
    stage.now = days(1.2);
    await stage.run(shop, id);
    expect(await subjects()).toEqual(['Done', 'Later']);
  });

  it('moves whoever stands at a step of a lane', async () => {
    const asks: Step = {
      id: 'for',
      kind: 'wait_for',
      for: 'replied',
      amount: 1,
      unit: 'hours',
      happened: [],
      timedOut: [rest],
    };
    const id = await shop.enroll([email, asks]);
    await stage.run(shop, id);
    stage.now = new Date(stage.now.getTime() + 2 * 60 * 60_000);
    await stage.run(shop, id);
    expect(await publish(id, [rest, later], 'move')).toMatchObject({ inside: { moved: 1 } });
    stage.now = days(1.2);
    await stage.run(shop, id);
    expect(await subjects()).toEqual(['Done', 'Later']);
  });

  it('ends those who moved by what it listens for and has happened already', async () => {
    const customers = { exits: [{ on: 'invoice_paid', goal: true, about: 'customer' as const }] };
    const id = await shop.enroll([rest, later]);
    await stage.run(shop, id);
    const { customerId } = await rowOf(id);
    stage.now = days(0.1);
    await shop.addEvent(customerId, { trigger: 'invoice_paid' });
    await publish(id, [rest, later], 'move', customers);
    expect(await stage.run(shop, id)).toMatchObject({ code: expect.stringContaining('goal_reached:invoice_paid') });
    expect(await subjects()).toEqual([]);
  });

  it('is not followed by who is just getting a message that it does not have', async () => {
    const id = await shop.enroll([rest, email]);
    await stage.run(shop, id);
    stage.now = days(1.2);
    // Its text is written, and nobody has stored the step yet.
    let done: Awaited<ReturnType<typeof publish>> | null = null;
    const { email: channel } = stage.deps.channels;
    if (!channel) throw new Error('No email');
    const meanwhile: typeof channel = {
      ...channel,
      async send(message) {
        done = await publish(id, [rest, { ...later, id: 'other', subject: 'Other' }], 'move');
        return channel.send(message);
      },
    };
    const deps = { ...stage.deps, channels: { ...stage.deps.channels, email: meanwhile } };
    await goOn(deps, { organizationId: shop.id, enrollmentId: id }, 'sendEmail', 1);
    expect(done).toMatchObject({ inside: { moved: 0, stayed: 1 } });
    await stage.run(shop, id);
    expect(await subjects()).toEqual(['Done']);
  });

  it('comes at any moment of a send, and everybody gets either the old message or the new one, once', async () => {
    const outcomes = new Set<string>();
    const other: Step = { ...later, id: 'other', subject: 'Other' };
    for (let point = 1; point <= 33; point += 2) {
      const to = `person${point}@example.com`;
      stage.now = tuesdayNoon;
      const id = await shop.enroll([rest, email], { email: to }, { purpose: 'visit_reminder' });
      await stage.run(shop, id);
      stage.now = days(1.2);
      const race = interruptedAt(stage.database, point, async () => void (await publish(id, [rest, other], 'move')));
      const deps = { ...stage.deps, database: race.database };
      await goOn(deps, { organizationId: shop.id, enrollmentId: id }, 'sendEmail', 1);
      await race.ended();
      await stage.run(shop, id);
      const sent = (await stage.emails()).filter((each) => each.to === to).map(({ subject }) => subject);
      outcomes.add(sent.join());
    }
    expect([...outcomes].sort()).toEqual(['Done', 'Other']);
  }, 120_000);

  it('is followed, too, by who entered by the earlier one meanwhile', async () => {
    const [first, second] = [await shop.enroll([rest, later]), await shop.enroll([rest, later])];
    const done = await publish(first, [rest], 'move');
    const { journeyId, versionId, version } = await rowOf(first);
    const old = await shop.inside((tenant) =>
      tenant.db.journeyVersion.findFirstOrThrow({ where: { journeyId, number: version.number - 1 } }),
    );
    // As if its transaction had begun before the move.
    await shop.inside((tenant) =>
      tenant.db.enrollment.update({ where: { id: second }, data: { journeyId, versionId: old.id } }),
    );
    const nudged: string[] = [];
    const temporal = { ...stage.deps.temporal, nudgeEnrollment: async (id: string) => nudged.push(id) > 0 };
    const { wakeHeld } = createResumeActivities({ ...stage.deps, temporal });
    const input = { organizationId: shop.id, reason: versionMoved, scope: versionId };
    expect(await wakeHeld({ ...input, after: null, limit: 20 })).toEqual({ count: 2, after: null });
    expect((await rowOf(second)).versionId).toBe(done.versionId);
    expect(nudged.sort()).toEqual([first, second].sort());
  });
});

describe('an archived journey', () => {
  it.each([
    ['exit', { code: 'journey_archived' }, []],
    ['finish', { code: 'reached_end' }, ['Later']],
  ] as const)('lets those inside %s', async (inside, told, sent) => {
    const id = await shop.enroll([rest, later]);
    await stage.run(shop, id);
    const { journeyId } = await rowOf(id);
    await shop.inside((tenant) => archiveJourney(tenant, journeyId, stage.now, inside));
    stage.now = days(1.2);
    expect(await stage.run(shop, id)).toMatchObject(told);
    expect(await subjects()).toEqual(sent);
  });

  it('can end those whom it let finish', async () => {
    const id = await shop.enroll([rest, later]);
    const { journeyId } = await rowOf(id);
    const archive = (inside: 'exit' | 'finish') =>
      shop.inside((tenant) => archiveJourney(tenant, journeyId, stage.now, inside));
    expect([await archive('finish'), await archive('finish'), await archive('exit'), await archive('exit')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(await stage.run(shop, id)).toMatchObject({ code: 'journey_archived' });
  });
});
