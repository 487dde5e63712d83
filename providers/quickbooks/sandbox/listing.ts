import type { State } from './state.ts';
import { toVendor } from './views.ts';

export type Listed = { Id: string; MetaData: { LastUpdatedTime: string } };
type List = [name: string, rows: Listed[]];
type Options = { withLink?: boolean; ids?: string[] | null };

/** The books as the vendor prints them; kept as long as `version` stays, since whole companies are read by pages. */
export function createListing(state: State, version: () => number) {
  let kept = { version: Number.NaN, view: toVendor(state), lists: new Map<string, List>() };
  const current = () => {
    if (kept.version !== version()) kept = { version: version(), view: toVendor(state), lists: new Map() };
    return kept;
  };
  const some = <Row>(rows: Record<string, Row>, ids: string[] | null) =>
    ids ? ids.flatMap((id) => (Object.hasOwn(rows, id) ? (rows[id] ?? []) : [])) : Object.values(rows);
  const read: Record<string, (view: ReturnType<typeof toVendor>, ids: string[] | null, withLink: boolean) => List> = {
    customer: (view, ids) => ['Customer', some(state.customers, ids).map(view.customer)],
    invoice: (view, ids, withLink) => ['Invoice', some(state.invoices, ids).map((row) => view.invoice(row, withLink))],
    estimate: (view, ids) => ['Estimate', some(state.estimates, ids).map(view.estimate)],
    payment: (view, ids) => ['Payment', some(state.payments, ids).map(view.payment)],
  };

  /** All rows of an entity, or those with these ids; null where the entity is not played here. */
  return (entity: string, { withLink = false, ids = null }: Options = {}): List | null => {
    const name = entity.trim().toLowerCase();
    const make = Object.hasOwn(read, name) ? read[name] : undefined;
    if (!make) return null;
    const { view, lists } = current();
    if (ids) return make(view, ids, withLink);
    const key = `${name} ${withLink}`;
    const list = lists.get(key) ?? make(view, null, withLink);
    lists.set(key, list);
    return list;
  };
}
export type Listing = ReturnType<typeof createListing>;
