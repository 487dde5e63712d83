import { closedChannels } from '../journeys/closed-channels.ts';
import { readHolidays } from '../journeys/holidays.ts';
import { publishProblems } from '../journeys/publish-check.ts';
import { sendingWindowSchema } from '../journeys/sending-window.ts';
import { homeRegion } from '../journeys/whereabouts.ts';
import type { Tenant } from '../records/database.ts';
import type { FoundJourney, ListedJourney } from '../records/journey-list.ts';
import { readOrganization } from '../records/organizations.ts';
import type { ApiDependencies } from './dependencies.ts';
import { publishContext } from './publish-context.ts';
import type { Journey, JourneyDetail } from './schemas.ts';

export function presentJourney({ manifests }: ApiDependencies, row: ListedJourney): Journey {
  const { trigger } = row;
  return {
    ...row,
    trigger: trigger && {
      ...trigger,
      label: manifests[trigger.provider]?.triggers[trigger.type]?.label ?? trigger.type,
    },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function presentJourneyDetail(
  deps: ApiDependencies,
  tenant: Tenant,
  row: FoundJourney,
  at: Date,
): Promise<JourneyDetail> {
  const organization = await readOrganization(tenant);
  const business = {
    window: sendingWindowSchema.catch({}).parse(organization.sendingWindow),
    holidays: readHolidays(organization.holidays),
    zone: organization.zone,
    region: homeRegion(organization),
  };
  return {
    ...presentJourney(deps, row),
    draft: row.draft,
    draftRevision: row.draftRevision,
    problems: publishProblems(row.draft, await publishContext(deps, tenant)),
    closed: closedChannels(row.draft, business, at).map(({ channel, hours: [from, to], next }) => ({
      channel,
      hours: [from, to],
      next: next.toISOString(),
    })),
    published: row.published,
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}
