import * as z from 'zod';
import { readCustomerFile } from '../../journeys/customer-file.ts';
import { reasonWords } from '../../journeys/words.ts';
import { createBulk, previewBulk, stopBulk } from '../../records/bulk-enrollments.ts';
import { findBulk, listBulkPeople, listBulks } from '../../records/bulk-list.ts';
import { findByFile } from '../../records/customer-file.ts';
import type { Tenant } from '../../records/database.ts';
import { chosenBy, openJourney, wouldEnter } from '../../records/enter-by-hand.ts';
import { readOrganization } from '../../records/organizations.ts';
import { pageOf, readCursor } from '../cursor.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { leftOutOf, presentBulk, presentBulkPerson } from '../presented-bulk.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import {
  type BulkChoice,
  bulk,
  bulkChoice,
  bulkCreation,
  bulkCustomer,
  bulkCustomerQuery,
  bulkRehearsal,
  page,
} from '../schemas.ts';
import { notOpen } from './entry.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params' | 'at'>;

/** Looked at for a rehearsal: each takes a few queries. */
const examinedAtMost = 200;
const shown = { examples: 20, unread: 50 };

export const bulks = {
  'POST /api/journeys/:id/bulk-rehearsals': route({
    summary: 'Who of the past customers would enter a journey. Nobody does',
    body: bulkChoice.extend({ perDay: bulkCreation.shape.perDay.optional() }),
    answer: bulkRehearsal,
    handle: (call) => inside(call, (tenant) => rehearse(call, tenant, call.body)),
  }),
  'POST /api/journeys/:id/bulk-enrollments': route({
    summary: 'Lets past customers into a journey, so many a day',
    body: bulkCreation,
    status: 201,
    answer: bulk,
    async handle(call) {
      const { deps, organizationId, session, body, at } = call;
      const made = await inside(call, async (tenant) => {
        const journey = await journeyOf(call, tenant);
        const { choice } = await read(tenant, body);
        const { perDay, spreadHours } = body;
        const id = await createBulk(tenant, journey, { ...choice, perDay, spreadHours, by: session.userId }, at);
        if (!id) throw new ProblemError(409, 'not_possible_now', 'Past customers are entering this journey already.');
        return show(tenant, id);
      });
      const journeyId = made.journey.id;
      await tell(deps.log, deps.temporal.startBulk({ organizationId, bulkId: made.id, journeyId }));
      return made;
    },
  }),
  'GET /api/journeys/:id/bulk-enrollments': route({
    summary: 'How past customers were let into a journey, the newest first',
    answer: z.object({ items: z.array(bulk) }),
    handle: (call) =>
      inside(call, async (tenant) => {
        const journeyId = await existing(call, tenant);
        return { items: (await listBulks(tenant, journeyId, 50)).map(presentBulk) };
      }),
  }),
  'GET /api/bulk-enrollments/:id': route({
    summary: 'How far past customers have come into a journey',
    answer: bulk,
    handle: (call) => inside(call, (tenant) => show(tenant, bulkId(call))),
  }),
  'GET /api/bulk-enrollments/:id/customers': route({
    summary: 'The past customers in their order, each with what became of them',
    query: bulkCustomerQuery,
    answer: page(bulkCustomer),
    handle: (call) =>
      inside(call, async (tenant) => {
        const { cursor, limit, outcome = null } = call.query;
        await show(tenant, bulkId(call));
        const after = Number(readCursor(cursor)?.value ?? 0) || 0;
        const rows = await listBulkPeople(tenant, bulkId(call), { outcome, after, limit: limit + 1 });
        const placeOf = ({ position, customer_id }: (typeof rows)[number]) => ({
          value: String(position),
          id: customer_id,
        });
        return pageOf(rows, limit, placeOf, presentBulkPerson);
      }),
  }),
  'POST /api/bulk-enrollments/:id/stops': route({
    summary: 'Lets nobody else in; whoever has entered goes on',
    body: z.strictObject({}),
    answer: bulk,
    async handle(call) {
      const { deps, organizationId, at } = call;
      const now = await inside(call, async (tenant) => {
        const stopped = await stopBulk(tenant, bulkId(call), at);
        const row = await show(tenant, bulkId(call));
        if (!stopped) throw new ProblemError(409, 'not_possible_now', 'It is over already.');
        return row;
      });
      await tell(deps.log, deps.temporal.startBulk({ organizationId, bulkId: now.id }));
      return now;
    },
  }),
};

const bulkId = ({ params }: Asked): string => idOf(params.id, 'bulk');

const inside = <T>({ deps, organizationId }: Asked, work: (tenant: Tenant) => Promise<T>): Promise<T> =>
  deps.database.withOrganization(organizationId, work);

async function existing({ params }: Asked, tenant: Tenant): Promise<string> {
  const journeyId = idOf(params.id, 'journey');
  if (!(await tenant.db.journey.count({ where: { id: journeyId } }))) throw notFound('journey');
  return journeyId;
}

async function journeyOf(call: Asked, tenant: Tenant) {
  const journey = await openJourney(tenant, await existing(call, tenant));
  if (!journey) throw notOpen();
  return journey;
}

async function show(tenant: Tenant, id: string) {
  const row = await findBulk(tenant, id);
  if (!row) throw notFound('bulk');
  return presentBulk(row);
}

/** A list takes whom it names, whether or not anything ever happened to them. */
async function read(tenant: Tenant, { condition, withinDays, file }: BulkChoice) {
  if (file === null) return { choice: { condition, withinDays, customerIds: null }, unread: [] };
  const { country } = await readOrganization(tenant);
  const { customerIds, unread } = await findByFile(tenant, readCustomerFile(file, country));
  return { choice: { condition, withinDays: null, customerIds }, unread };
}

async function rehearse(call: Asked, tenant: Tenant, body: BulkChoice & { perDay?: number | undefined }) {
  const journey = await journeyOf(call, tenant);
  const { choice, unread } = await read(tenant, body);
  const { total, customerIds } = await previewBulk(tenant, journey, choice, examinedAtMost, call.at);
  const told = await wouldEnter(tenant, chosenBy(journey, choice.condition), customerIds, call.at);
  const examples = told.slice(0, shown.examples);
  const names = await tenant.db.customer.findMany({
    where: { id: { in: examples.map(({ customerId }) => customerId) } },
    select: { id: true, name: true },
  });
  const enter = told.filter(({ reason }) => reason === 'enrolled').length;
  const expected = told.length === 0 ? 0 : Math.round((total * enter) / told.length);
  const inWords = (code: string) => ({ code, words: reasonWords(code) });
  return {
    total,
    examined: told.length,
    enter,
    leftOut: leftOutOf(told.map(({ reason }) => reason)),
    examples: examples.flatMap(({ customerId, reason }) => {
      const customer = names.find(({ id }) => id === customerId);
      return customer ? [{ customer, reason: inWords(reason) }] : [];
    }),
    days: body.perDay === undefined ? null : Math.ceil(expected / body.perDay),
    unread: unread.slice(0, shown.unread).map(({ line, why }) => ({ line, reason: inWords(why) })),
    unreadCount: unread.length,
  };
}
