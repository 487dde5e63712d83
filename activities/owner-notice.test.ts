import { expect, it } from '@jest/globals';
import type { Connection } from '../records/connections.ts';
import { openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { tellOwnerConsentEnds, tellOwnerToReconnect } from './owner-notice.ts';

const urls = withDatabase();

it.each([
  ['nobody where nobody is listed', [], 0],
  ['whoever is listed', ['@owners.example'], 1],
  ['everybody where there is no limit', null, 1],
])('the letter about a dead connection reaches %s', async (_whom, allowed, letters) => {
  const stage = await openJourneyStage(urls.appUrl);
  try {
    const shop = await stage.addBusiness();
    await shop.inside((tenant) =>
      tenant.db.organization.update({
        where: { organizationId: shop.id },
        data: { replyTo: 'rosa@owners.example' },
      }),
    );
    stage.deps.settings.allowedRecipients = { email: allowed, sms: null };
    const at = stage.now;
    const dead = { id: shop.id, organizationId: shop.id, provider: 'jobber', statusChangedAt: at } as Connection;
    await tellOwnerToReconnect(stage.deps, dead);
    expect((await stage.emails()).map(({ to }) => to)).toEqual(Array(letters).fill('rosa@owners.example'));
  } finally {
    await stage.close();
  }
});

it('the letter about the end of a consent names provider and day, and goes out once for each telling', async () => {
  const stage = await openJourneyStage(urls.appUrl);
  try {
    const shop = await stage.addBusiness();
    await shop.inside((tenant) =>
      tenant.db.organization.update({
        where: { organizationId: shop.id },
        data: { replyTo: 'rosa@owners.example', zone: 'America/Denver' },
      }),
    );
    const at = stage.now;
    const row = { id: shop.id, organizationId: shop.id, provider: 'quickbooks', statusChangedAt: at } as Connection;
    const endsAt = new Date('2031-03-10T03:00:00Z');
    for (const days of [30, 30, 7]) await tellOwnerConsentEnds(stage.deps, row, { endsAt, days });
    const letters = await stage.emails();
    expect(letters.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Please reconnect QuickBooks Online before March 9, 2031'),
    );
    expect(letters[0]?.text).toContain('/settings/integrations');
  } finally {
    await stage.close();
  }
});
