import type { Definition } from '../../journeys/definition.ts';
import { type GalleryJourney, galleryKeys, gallery as journeys } from '../../journeys/gallery/index.ts';
import { assumptionsOf } from '../../journeys/rehearsal/assumptions.ts';
import { isWrittenOn, messagesByDay } from '../../journeys/rehearsal/by-day.ts';
import { compareRehearsals } from '../../journeys/rehearsal/compare.ts';
import type { Rehearsed } from '../../journeys/rehearsal/result.ts';
import { sentenceOf } from '../../journeys/rehearsal/sentence.ts';
import { leftOut, totalsOf } from '../../journeys/rehearsal/totals.ts';
import { writer } from '../../journeys/rehearsal/written.ts';
import type { Tenant } from '../../records/database.ts';
import { connectedProviders } from '../../records/integration.ts';
import { findJourney } from '../../records/journey-list.ts';
import { findVersion } from '../../records/journey-versions.ts';
import { idOf } from '../id.ts';
import { namesOf } from '../presented.ts';
import { presentRehearsed, presentTotals } from '../presented-rehearsal.ts';
import { notFound } from '../problem.ts';
import { inLine, type ReadPast, readDays, rehearseInTurns } from '../rehearsal.ts';
import { rehearseCustomer } from '../rehearsed-customer.ts';
import { type Call, route } from '../route.ts';
import {
  customerRehearsal,
  customerRehearsalRequest,
  galleryRehearsal,
  galleryRehearsalQuery,
  rehearsal,
  rehearsalRequest,
} from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params' | 'at'>;
type Which = { draft?: Definition | undefined; version?: number | undefined };
type Shown = 'all' | 'written' | 'left_out' | 'moved' | 'different';

export const rehearsals = {
  'POST /api/journeys/:id/rehearsals': route({
    summary: 'Runs the journey over what really happened in the last days. Nothing is sent',
    body: rehearsalRequest,
    answer: rehearsal,
    handle: (call) =>
      inLine(call.organizationId, async () => {
        const { days, compare, show, day, offset, limit, version = null } = call.body;
        const journeyId = idOf(call.params.id, 'journey');
        const read = await inside(call, async (tenant) => {
          const definition = await definitionOf(tenant, journeyId, call.body);
          const other = compare === undefined ? null : await versionOf(tenant, journeyId, compare);
          const here = { definition, ...(await readDays(tenant, { definition, journeyId, days }, call.at)) };
          const there = other && { ...(await readDays(tenant, { definition: other, journeyId, days }, call.at)) };
          return { here, there: there && { definition: other, ...there } };
        });
        const { here, there } = {
          here: await run(call, read.here),
          there: read.there && (await run(call, read.there)),
        };
        const { past, span, rehearsed, names } = here;
        const compared = there && compareRehearsals(rehearsed, there.rehearsed);
        const { zone } = past.business;
        const shown = rehearsed
          .filter(
            (one) => isShown(one, show, compared?.different) && (day === undefined || isWrittenOn(one, day, zone)),
          )
          .reverse();
        return {
          from: span.from.toISOString(),
          to: span.to.toISOString(),
          zone,
          version,
          totals: here.totals,
          assumptions: assumptionsOf(here.definition, { warmUpDays: here.warmUpDays, isWhole: past.isWhole }),
          comparison:
            compared && there && compare !== undefined ? { ...compared, version: compare, totals: there.totals } : null,
          days: messagesByDay(rehearsed, zone),
          items: shown.slice(offset, offset + limit).map((one) => presentRehearsed(one, past, names)),
          total: shown.length,
        };
      }),
  }),
  'POST /api/journeys/:id/rehearsals/customers/:customerId': route({
    summary: 'One customer: the schedule if it happened now, or why they would not enter; and what would have been',
    body: customerRehearsalRequest,
    answer: customerRehearsal,
    handle: (call) =>
      inLine(call.organizationId, async () => {
        const journeyId = idOf(call.params.id, 'journey');
        const customerId = idOf(call.params.customerId, 'customer');
        const definition = await inside(call, (tenant) => definitionOf(tenant, journeyId, call.body));
        return rehearseCustomer(call, { definition, journeyId, customerId, days: call.body.days });
      }),
  }),
  'GET /api/gallery/:key/rehearsal': route({
    summary: 'What a ready journey would have done in the last days, in one sentence',
    query: galleryRehearsalQuery,
    answer: galleryRehearsal,
    handle: (call) =>
      inLine(call.organizationId, async () => {
        const { days } = call.query;
        const { provider, definition, read } = await inside(call, async (tenant) => {
          const found = await galleryWay(call, tenant, call.query.provider);
          return { ...found, read: await readDays(tenant, { ...found, journeyId: null, days }, call.at) };
        });
        const rehearsed = await rehearseInTurns(definition, read.past, read.span);
        const { events, people, underWay } = totalsOf(rehearsed);
        const sentence = sentenceOf(rehearsed, definition.purpose, days, read.past.business.zone);
        return { provider, days, sentence, events, people, underWay, leftOut: leftOut(rehearsed).size };
      }),
  }),
};

const inside = <T>({ deps, organizationId }: Asked, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

async function run<Read extends ReadPast & { definition: Definition }>({ deps }: Asked, read: Read) {
  const { definition, past, span } = read;
  const names = namesOf(deps.manifests);
  const rehearsed = await rehearseInTurns(definition, past, span);
  const write = writer(definition, past, `${deps.settings.publicUrl}/u/test`);
  return { ...read, names, rehearsed, totals: presentTotals(rehearsed, write, names) };
}

async function definitionOf(tenant: Tenant, journeyId: string, { draft, version }: Which): Promise<Definition> {
  const found = await findJourney(tenant, journeyId);
  if (!found) throw notFound('journey');
  if (version !== undefined) return versionOf(tenant, journeyId, version);
  return draft ?? found.draft;
}

async function versionOf(tenant: Tenant, journeyId: string, number: number): Promise<Definition> {
  const version = await findVersion(tenant, journeyId, number);
  if (!version) throw notFound('version');
  return version.definition;
}

function isShown(one: Rehearsed, show: Shown, different: ReadonlySet<string> | undefined): boolean {
  const isWritten = one.messages.some(({ outcome }) => outcome === 'sent');
  switch (show) {
    case 'written':
      return isWritten;
    case 'left_out':
      return !isWritten && one.due === null;
    case 'moved':
      return one.messages.some(({ moves }) => moves.length > 0);
    case 'different':
      return one.person !== null && Boolean(different?.has(one.person));
    default:
      return true;
  }
}

/** As the asked provider starts it; else as one that is connected does. */
async function galleryWay({ params }: Asked, tenant: Tenant, wanted: string | undefined) {
  const key = galleryKeys.find((each) => each === params.key);
  if (!key) throw notFound('ready journey');
  const { definitions }: GalleryJourney = journeys[key];
  const connected = await connectedProviders(tenant);
  const keys = Object.keys(definitions);
  const provider = wanted ?? keys.find((each) => connected.includes(each)) ?? keys[0] ?? '';
  const definition = Object.hasOwn(definitions, provider) ? definitions[provider] : undefined;
  if (!definition) throw notFound('way to start this journey');
  return { provider, definition };
}
