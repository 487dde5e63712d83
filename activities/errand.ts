import { isAsRead } from '../records/enrollment-records.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import type { Errand } from './claim.ts';

/** Under what a message of this enrollment is handed over. `usefulUntil`: later it does not help any more. */
export const errandOf = (loaded: LoadedEnrollment, usefulUntil: Date | null): Errand => ({
  manner: 'journey',
  purpose: loaded.definition.purpose,
  causes: loaded.causes,
  organization: loaded.organization,
  window: loaded.window,
  journey: loaded.definition,
  usefulUntil,
  isCurrent: (tenant) => isAsRead(tenant, loaded),
});
