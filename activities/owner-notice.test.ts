import { expect, it } from '@jest/globals';
import type { Connection } from '../records/connections.ts';
import { openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { tellOwnerToReconnect } from './owner-notice.ts';

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
