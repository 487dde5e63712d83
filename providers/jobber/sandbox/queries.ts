import { decodeId, encodeId, type Kind } from './ids.ts';
import { invoiceStatus } from './invoice-state.ts';
import { inRange, type Order, type Paged, page, type Range } from './pages.ts';
import type { JobberSandboxSettings } from './settings.ts';
import { type ClientRow, nameOf, type State, type VisitRow, visitsOf } from './state.ts';
import { jobStatus } from './status.ts';

type Dependencies = { state: State; settings: JobberSandboxSettings; clock: () => number };
type Sort = { key: string; direction: string };
type Ranges<Name extends string> = Partial<Record<Name, Range>>;
type ClientFilter = Partial<Pick<ClientRow, 'isCompany' | 'isLead' | 'isArchived'>> & Ranges<'updatedAt' | 'createdAt'>;
type StatusFilter = { status?: string };
export type VisitFilter = Ranges<'createdAt' | 'startAt' | 'endAt' | 'completedAt'>;

export const visitMatches = (visit: VisitRow, filter?: VisitFilter) =>
  inRange(visit.createdAt, filter?.createdAt) &&
  inRange(visit.startAt, filter?.startAt) &&
  inRange(visit.endAt, filter?.endAt) &&
  inRange(visit.completedAt, filter?.completedAt);

/** Unscheduled ones come last. */
export const byStart: Order<VisitRow> = { by: (visit) => visit.startAt ?? Number.MAX_SAFE_INTEGER };

const isActive = (status: string) => !['archived', 'requires_invoicing'].includes(status);

export function queriesOf({ state, settings, clock }: Dependencies) {
  const find = <Row>(rows: Map<number, Row>, kind: Kind, id: string): Row | null =>
    rows.get(decodeId(kind, id) ?? -1) ?? null;
  const byId =
    <Row>(rows: Map<number, Row>, kind: Kind) =>
    (_: unknown, { id }: { id: string }) =>
      find(rows, kind, id);
  /** The vendor's lists come with what was changed last in front. */
  const newest: Order<{ updatedAt: number }> = { by: (row) => row.updatedAt, descending: true };
  const account = {
    id: settings.accountId,
    name: settings.accountName,
    companyDetails: {
      name: settings.accountName,
      street1: '12 Harbor Street',
      street2: null,
      city: 'Portland',
      province: 'Maine',
      postalCode: '04101',
      country: 'United States',
      phone: '(207) 555-0100',
      websiteUrl: 'https://northwind-home.example',
      // Emails show https pictures only, and here is nobody to serve one.
      logoUrl: null,
    },
  };

  return {
    account: () => account,
    user: () => ({ id: encodeId('User', 1), timezone: settings.zone, name: 'Alex Owner' }),
    client: byId(state.clients, 'Client'),
    job: byId(state.jobs, 'Job'),
    visit: byId(state.visits, 'Visit'),
    quote: byId(state.quotes, 'Quote'),
    invoice: byId(state.invoices, 'Invoice'),
    paymentRecord: byId(state.payments, 'PaymentRecord'),
    clients(_: unknown, { filter = {}, searchTerm, ...rest }: Paged<ClientFilter>) {
      const { isCompany, isLead, isArchived, updatedAt, createdAt } = filter;
      const matches = (row: ClientRow) =>
        (isCompany == null || row.isCompany === isCompany) &&
        (isLead == null || row.isLead === isLead) &&
        (isArchived == null || row.isArchived === isArchived) &&
        inRange(row.updatedAt, updatedAt) &&
        inRange(row.createdAt, createdAt) &&
        (!searchTerm || nameOf(row).toLowerCase().includes(searchTerm.toLowerCase()));
      return page([...state.clients.values()].filter(matches), rest);
    },
    jobs(
      _: unknown,
      { filter, sort, ...rest }: Paged<StatusFilter & Ranges<'createdAt' | 'completedAt'>> & { sort?: Sort[] },
    ) {
      const asked = filter?.status;
      const rows = [...state.jobs.values()].filter((row) => {
        if (!inRange(row.createdAt, filter?.createdAt) || !inRange(row.completedAt, filter?.completedAt)) return false;
        if (!asked) return true;
        const status = jobStatus(row, visitsOf(state, row), clock());
        return status === asked || (asked === 'active' && !settings.narrowActive && isActive(status));
      });
      const [by] = sort ?? [];
      const field = by?.key === 'CREATED_AT' ? 'createdAt' : 'updatedAt';
      return page(rows, rest, by ? { by: (row) => row[field], descending: by.direction === 'DESCENDING' } : newest);
    },
    visits: (_: unknown, { filter, ...rest }: Paged<VisitFilter>) =>
      page(
        [...state.visits.values()].filter((row) => visitMatches(row, filter)),
        rest,
        byStart,
      ),
    quotes: (_: unknown, { filter, ...rest }: Paged<StatusFilter & Ranges<'createdAt' | 'updatedAt'>>) =>
      page(
        [...state.quotes.values()].filter(
          (row) =>
            (!filter?.status || row.quoteStatus === filter.status) &&
            inRange(row.createdAt, filter?.createdAt) &&
            inRange(row.updatedAt, filter?.updatedAt),
        ),
        rest,
        newest,
      ),
    invoices: (_: unknown, { filter, ...rest }: Paged<StatusFilter & Ranges<'createdAt' | 'updatedAt'>>) =>
      page(
        [...state.invoices.values()].filter(
          (row) =>
            (!filter?.status || invoiceStatus(state, row, settings, clock()) === filter.status) &&
            inRange(row.createdAt, filter?.createdAt) &&
            inRange(row.updatedAt, filter?.updatedAt),
        ),
        rest,
        newest,
      ),
  };
}
