import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { retryNow } from '../records/attention.ts';
import { publishJourney } from '../records/journeys.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import type { Dependencies } from './dependencies.ts';
import { goOnOrHold } from './enrollment.ts';
import { failure } from './failures.ts';
import { attemptsBeforeAttention } from './needs-attention.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
let logged: unknown[];
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  logged = [];
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };

/** The same world, in which handing over an email fails in a way that nobody has thought of. */
function broken(error: () => unknown = () => new TypeError('ada@example.com is not a function')): Dependencies {
  const { email: channel } = stage.deps.channels;
  if (!channel) throw new Error('No email');
  const send = async () => {
    throw error();
  };
  const log = Object.assign(Object.create(stage.deps.log), { error: (fields: unknown) => void logged.push(fields) });
  return { ...stage.deps, log, channels: { ...stage.deps.channels, email: { ...channel, send } } };
}

const attempt = (deps: Dependencies, enrollmentId: string, number: number) =>
  goOnOrHold(deps, { organizationId: shop.id, enrollmentId }, 'sendEmail', number);
const rowOf = (id: string) =>
  shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id }, include: { steps: true } }));
const linesOf = async (id: string) =>
  (await rowOf(id)).steps.map(({ code, reason }) => `${code} ${reason ?? ''}`.trim());

describe('a step that fails for ever', () => {
  it('is tried some times, then held with the code of the failure, and asks for attention once', async () => {
    const id = await shop.enroll([email]);
    const deps = broken();
    for (let number = 1; number < attemptsBeforeAttention; number++)
      await expect(attempt(deps, id, number)).rejects.toThrow(TypeError);
    const told = await attempt(deps, id, attemptsBeforeAttention);
    expect(told).toMatchObject({ next: 'decide', code: 'held', hold: 'attention' });
    expect(Date.parse(told.due ?? '')).toBeGreaterThan(stage.now.getTime());
    await attempt(deps, id, attemptsBeforeAttention);
    expect(await linesOf(id)).toEqual(['enrolled', 'held attention:TypeError']);
    expect(logged).toContainEqual(expect.objectContaining({ enrollmentId: id, code: 'TypeError' }));
  });

  it('is held at once when no other attempt can mend it', async () => {
    const id = await shop.enroll([email]);
    const told = await attempt(
      broken(() => failure('Broken', { nonRetryable: true })),
      id,
      1,
    );
    expect(told.hold).toBe('attention');
    expect(await linesOf(id)).toContain('held attention:Broken');
  });

  it.each(['RateLimited', 'OutcomeUnknown'])('is not what ends by itself: %s', async (type) => {
    const id = await shop.enroll([email]);
    const deps = broken(() => failure(type));
    await expect(attempt(deps, id, 100)).rejects.toMatchObject({ type });
    expect((await rowOf(id)).status).toBe('new');
  });

  it('holds nobody else', async () => {
    const [id, other] = [await shop.enroll([email]), await shop.enroll([rest, email])];
    await attempt(broken(), id, attemptsBeforeAttention);
    await stage.run(shop, other);
    stage.now = new Date(stage.now.getTime() + 28 * 60 * 60_000);
    expect(await stage.run(shop, other)).toMatchObject({ code: 'reached_end' });
  });

  it('does not hold who has gone on meanwhile', async () => {
    const id = await shop.enroll([rest, email]);
    await stage.run(shop, id);
    await attempt(
      broken(() => failure('Broken', { nonRetryable: true })),
      id,
      1,
    );
    expect((await rowOf(id)).status).toBe('active');
  });
});

describe('what needs attention', () => {
  it('goes on when it is tried again, and nothing is sent twice', async () => {
    const id = await shop.enroll([email]);
    await attempt(broken(), id, attemptsBeforeAttention);
    const retry = () => shop.inside((tenant) => retryNow(tenant, id, stage.now));
    expect(await retry()).toBe('asked');
    expect((await rowOf(id)).due).toEqual(stage.now);
    expect(await attempt(stage.deps, id, 1)).toMatchObject({ code: 'reached_end' });
    expect(await linesOf(id)).toEqual(expect.arrayContaining(['released attention', 'message_sent']));
    expect(await stage.emails()).toHaveLength(1);
    expect(await retry()).toBe('not_held');
  });

  it('is mended by the next version where a version cannot be read any more', async () => {
    const id = await shop.enroll([rest, email]);
    await stage.run(shop, id);
    const { journeyId, versionId } = await rowOf(id);
    await shop.inside((tenant) =>
      tenant.db.journeyVersion.update({ where: { id: versionId }, data: { definition: { steps: [] } } }),
    );
    stage.now = new Date(stage.now.getTime() + 28 * 60 * 60_000);
    expect((await attempt(stage.deps, id, attemptsBeforeAttention)).hold).toBe('attention');
    await shop.inside((tenant) =>
      publishJourney(tenant, journeyId, { revision: 1, by: null, inside: 'move' }, stage.now),
    );
    expect(await attempt(stage.deps, id, 1)).toMatchObject({ code: 'reached_end' });
    expect(await stage.emails()).toHaveLength(1);
  });
});
