import { hasTwoSources, matchCustomers } from '../records/customer-matches.ts';
import { customerIds } from '../records/customers.ts';
import { matchPapers } from '../records/twins.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';

/** What was stored of one connection: customers and entities by the provider's own ids. */
export type Stored = { customers: readonly string[]; entities: readonly { kind: string; id: string }[] };

/**
 * Looks for the same people and the same papers in the other systems. After the transaction that stored them and before
 * their events are decided: whoever of two twins looks second finds both. Doing it again changes nothing.
 */
export async function matchSystems(
  { database, clock }: Pick<Dependencies, 'database' | 'clock'>,
  { organizationId, connectionId }: ConnectionRef,
  { customers, entities }: Stored,
): Promise<void> {
  await database.withOrganization(organizationId, async (tenant) => {
    if (!(await hasTwoSources(tenant))) return;
    await matchCustomers(tenant, await customerIds(tenant, connectionId, customers), clock());
    const papers = entities.map(({ kind, id }) => ({ kind, externalId: id }));
    await matchPapers(tenant, connectionId, papers, clock());
  });
}
