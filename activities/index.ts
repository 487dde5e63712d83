import { createConnectionActivities } from './connection.ts';
import { createCustomerSyncActivities } from './customer-sync.ts';
import { decideEvent } from './decide-event.ts';
import type { Dependencies } from './dependencies.ts';
import { startEnrollments } from './enrollment.ts';
import { createProviderEventActivities } from './provider-event.ts';
import { createTokenActivities } from './tokens.ts';

/** Everything that workflows may do to the world, built once by the worker. */
export function createActivities(deps: Dependencies) {
  return {
    ...createConnectionActivities(deps),
    ...createTokenActivities(deps),
    ...createCustomerSyncActivities(deps),
    ...createProviderEventActivities(deps),
    decideEvent: (input: { organizationId: string; eventId: string }) => decideEvent(deps, input),
    startEnrollments: (input: { organizationId: string; enrollmentIds: string[] }) => startEnrollments(deps, input),
  };
}

export type Activities = ReturnType<typeof createActivities>;
