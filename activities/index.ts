import { createBulkActivities } from './bulk.ts';
import { createChannelNoticeActivities } from './channel-notice.ts';
import { createConnectionActivities } from './connection.ts';
import { createCustomerSyncActivities } from './customer-sync.ts';
import { createDecideActivities } from './decide-event.ts';
import type { Dependencies } from './dependencies.ts';
import { createDueCheckActivities } from './due-checks.ts';
import { createEnrollmentActivities } from './enrollment.ts';
import { createHistorySyncActivities } from './history-sync.ts';
import { createProviderEventActivities } from './provider-event.ts';
import { createResumeActivities } from './resume.ts';
import { createSingleMessageActivities } from './single-message.ts';
import { createSweepActivities } from './sweep.ts';
import { createTokenActivities } from './tokens.ts';

/** Everything that workflows may do to the world, built once by the worker. */
export function createActivities(deps: Dependencies) {
  return {
    ...createConnectionActivities(deps),
    ...createTokenActivities(deps),
    ...createCustomerSyncActivities(deps),
    ...createHistorySyncActivities(deps),
    ...createSweepActivities(deps),
    ...createDueCheckActivities(deps),
    ...createProviderEventActivities(deps),
    ...createDecideActivities(deps),
    ...createEnrollmentActivities(deps),
    ...createBulkActivities(deps),
    ...createResumeActivities(deps),
    ...createSingleMessageActivities(deps),
    ...createChannelNoticeActivities(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
