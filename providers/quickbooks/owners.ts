import type { CustomerRecord, Session } from '../provider.ts';
import type { Client } from './client.ts';
import { type Customer, customerReply, customerShape, isPart, toCustomer } from './customers.ts';
import { rowsById } from './rows.ts';

/** Sub-customers nest five deep at the vendor. */
const deepest = 5;

/** Whom a paper is for: the customer, or the one at the top whose sub-customer or project it was made out to. */
export async function readOwner(client: Client, session: Session, customerId: string): Promise<CustomerRecord | null> {
  let next: string | undefined = customerId;
  for (let depth = 0; next && depth <= deepest; depth += 1) {
    const found: { Customer: Customer } | null = await client.find(session, 'customer', next, customerReply);
    if (!found) return null;
    if (!isPart(found.Customer)) return toCustomer(found.Customer);
    next = found.Customer.ParentRef?.value;
  }
  return null;
}

type Referring = { CustomerRef?: { value: string } | null };

/** The same for a page of papers: some calls for each level of nesting, however many papers there are. */
export async function readOwners(
  client: Client,
  session: Session,
  papers: readonly Referring[],
): Promise<(paper: Referring) => CustomerRecord | null> {
  const known = new Map<string, Customer>();
  let missing = new Set(papers.flatMap(({ CustomerRef }) => CustomerRef?.value ?? []));
  for (let depth = 0; missing.size > 0 && depth <= deepest; depth += 1) {
    const rows = await rowsById(client, session, 'Customer', missing, customerShape);
    for (const row of rows) known.set(row.Id, row);
    const parents = rows.flatMap((row) => (isPart(row) ? (row.ParentRef?.value ?? []) : []));
    missing = new Set(parents.filter((id) => !known.has(id)));
  }
  return ({ CustomerRef }) => {
    let next = CustomerRef?.value;
    for (let depth = 0; next && depth <= deepest; depth += 1) {
      const customer = known.get(next);
      if (!customer) return null;
      if (!isPart(customer)) return toCustomer(customer);
      next = customer.ParentRef?.value;
    }
    return null;
  };
}
