import { endOfDay, startOfDay } from '../journeys/calendar-days.ts';
import type { Tenant } from '../records/database.ts';
import { readOrganization } from '../records/organizations.ts';

type Asked = { from?: string | undefined; to?: string | undefined };

/** The instants of the days that a list was asked for, by the calendar of the business. */
export async function askedTime(tenant: Tenant, { from, to }: Asked): Promise<{ since?: Date; until?: Date }> {
  if (!from && !to) return {};
  const { zone } = await readOrganization(tenant);
  return { ...(from ? { since: startOfDay(from, zone) } : {}), ...(to ? { until: endOfDay(to, zone) } : {}) };
}
