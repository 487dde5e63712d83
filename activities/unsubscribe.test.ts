import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import type { Purpose } from '../journeys/purposes.ts';
import { readConsent, refuseMarketing } from '../records/consent.ts';
import { readUnsubscribeToken } from '../records/unsubscribe-tokens.ts';
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

const mail: Step = { id: 'mail', kind: 'send_email', subject: 'How was it?', body: 'Thank you' };

async function send(purpose: Purpose) {
  const id = await shop.enroll([mail], {}, { purpose });
  await stage.run(shop, id);
  const row = await shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId: id } }));
  return { ...row, wire: (await stage.emails()).at(-1) as { headers?: Record<string, string> } | undefined };
}

describe('an email that advertises', () => {
  it('carries the headers of one click, and the same link where people see it', async () => {
    const { wire, bodyText, bodyHtml } = await send('review_request');
    const [, url = ''] = /^<(.+)>$/.exec(wire?.headers?.['List-Unsubscribe'] ?? '') ?? [];
    expect(wire?.headers).toEqual({
      'List-Unsubscribe': `<http://localhost:3000/u/${url.split('/').at(-1)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect([bodyText, bodyHtml]).toEqual([expect.stringContaining(url), expect.stringContaining(url)]);
    const link = readUnsubscribeToken(stage.deps.keys, url.split('/').at(-1) ?? '');
    expect(link?.organizationId).toBe(shop.id);
    const consent = await shop.inside((tenant) => readConsent(tenant, link?.contactPointId ?? ''));
    expect(consent).toMatchObject({ channel: 'email', address: 'ada@example.com', refused: [] });
  });

  it('is not sent any more after that click, however the address is written; a reminder of a bill is', async () => {
    const contact = { channel: 'email', address: 'ADA@Example.com' } as const;
    await shop.inside((tenant) => refuseMarketing(tenant, contact, { source: 'one_click' }, stage.now));
    expect(await send('review_request')).toMatchObject({ status: 'skipped', reason: 'no_consent' });
    expect(await send('invoice_reminder')).toMatchObject({ status: 'accepted' });
  });
});

describe('an email that waits for the morning', () => {
  it('is not sent to whoever unsubscribes in the night', async () => {
    stage.now = new Date('2026-11-25T08:00:00Z');
    const id = await shop.enroll([mail], {}, { purpose: 'review_request' });
    await stage.run(shop, id);
    const contact = { channel: 'email', address: 'ada@example.com' } as const;
    await shop.inside((tenant) => refuseMarketing(tenant, contact, { source: 'one_click' }, stage.now));
    stage.now = new Date('2026-11-25T17:00:00Z');
    await stage.run(shop, id);
    const row = await shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId: id } }));
    expect([row.status, row.reason, await stage.emails()]).toEqual(['skipped', 'no_consent', []]);
  });
});

describe('an email that reminds of a bill', () => {
  it('has no such headers', async () => {
    expect((await send('invoice_reminder')).wire?.headers).toEqual({});
  });
});
