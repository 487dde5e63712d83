import type { CustomerRecord } from '../providers/provider.ts';
import { upsertCustomers } from '../records/customers.ts';
import type { JourneyStage, TestBusiness } from './journey-stage.ts';

export type TestSystem = 'acme' | 'books';
export type TestContact = Partial<{ name: string; emails: string[]; phones: string[] }>;
export type TestPaper = Partial<{
  kind: string;
  number: string;
  total: number;
  facts: Record<string, string | number>;
  holds: Record<string, { holds: boolean; at: string | null }>;
  createdAt: Date;
}>;

export type TwoSystems = TestBusiness & {
  connections: Record<TestSystem, string>;
  /** A record as the sync stores it: our id. */
  addRecord(system: TestSystem, externalId: string, contact: TestContact): Promise<string>;
  /** An invoice as a reading stores it: our id. */
  addPaper(system: TestSystem, externalId: string, customerId: string | null, paper: TestPaper): Promise<string>;
  personOf(customerId: string): Promise<string | null>;
  paperOf(entityId: string): Promise<string | null>;
};

export const adaContact = { name: 'Ada Lovelace', emails: ['ada@example.com'], phones: ['(202) 555-0123'] };

/** Waits until the work is done, or stands before a lock that somebody else has. Says which. */
export async function doneOrWaiting({ database }: JourneyStage, work: Promise<unknown>): Promise<'done' | 'waiting'> {
  let done = false;
  const ending = work.finally(() => {
    done = true;
  });
  ending.catch(() => undefined);
  while (!done) {
    const waiting = await database.call(`SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
      WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`);
    if (waiting.length > 0) return 'waiting';
  }
  return 'done';
}

/** A business whose customers and invoices stand in two systems. */
export async function addTwoSystems(stage: JourneyStage): Promise<TwoSystems> {
  const business = await stage.addBusiness();
  const { inside } = business;
  const connections = { acme: business.connectionId, books: await business.addConnection('books') };
  return {
    ...business,
    connections,
    addRecord: (system, externalId, { name = 'Ada Lovelace', emails = [], phones = [] }) =>
      inside(async (tenant) => {
        const source = { provider: system, connectionId: connections[system], region: 'US' };
        const record: CustomerRecord = {
          externalId,
          name,
          firstName: '',
          lastName: '',
          companyName: null,
          isCompany: false,
          isLead: false,
          isArchived: false,
          isSample: false,
          emails: emails.map((address, index) => ({ address, label: null, primary: index === 0 })),
          phones: phones.map((number, index) => ({
            number,
            label: null,
            primary: index === 0,
            smsAllowed: true,
            mobile: null,
          })),
          address: null,
          consent: {},
          createdAt: stage.now,
          updatedAt: stage.now,
        };
        const ids = await upsertCustomers(tenant, source, [record], null, stage.now);
        return ids.get(externalId) ?? '';
      }),
    addPaper: (system, externalId, customerId, paper) =>
      inside(async (tenant) => {
        const { kind = 'invoice', number = '1042', total = 180, facts = {}, holds = {}, createdAt = stage.now } = paper;
        const row = await tenant.db.entity.create({
          data: {
            organizationId: tenant.id,
            connectionId: connections[system],
            kind,
            externalId,
            customerId,
            revision: 1,
            facts,
            holds,
            paperNumber: number,
            paperTotal: total,
            externalCreatedAt: createdAt,
            externalUpdatedAt: stage.now,
            observedAt: stage.now,
          },
        });
        return row.id;
      }),
    personOf: (id) => inside(async ({ db }) => (await db.customer.findFirstOrThrow({ where: { id } })).personId),
    paperOf: (id) => inside(async ({ db }) => (await db.entity.findFirstOrThrow({ where: { id } })).paperId),
  };
}
