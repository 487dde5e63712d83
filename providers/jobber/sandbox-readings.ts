import type { Call } from '../../sandbox/vendor.ts';
import type { SandboxWorld } from '../describe-world.ts';
import type { EntityRef } from '../provider.ts';
import type { Control } from './sandbox-world.ts';

type Row = { id: string; updatedAt: string };
type Job = Row & {
  jobStatus: string;
  completedAt: string | null;
  visits: { id: string; completedAt: string | null; createdAt: string }[];
};
type State = {
  clients: Row[];
  jobs: Job[];
  quotes: (Row & { quoteStatus: string })[];
  invoices: (Row & { invoiceStatus: string })[];
};

const everything = 1_000_000;
const openQuotes = ['draft', 'awaiting_response', 'changes_requested'];
const openInvoices = ['draft', 'awaiting_payment', 'sent_not_due', 'past_due'];

const refs = (kind: string, rows: readonly { id: string }[]): EntityRef[] => rows.map(({ id }) => ({ kind, id }));

/** For tests: what history and sweep have to find, by the sandbox's own state. */
export function readingsOf(control: Control): Omit<SandboxWorld, 'dues' | 'truths' | 'nobody'> {
  const read = () => control<State>('GET', `/state?limit=${everything}`);
  const since = (from: Date) => {
    const second = Math.floor(from.getTime() / 1000) * 1000;
    return (time: string | null) => time !== null && Date.parse(time) >= second;
  };
  return {
    tellsWhatIsLeft: true,
    tellsOfDeleted: false,
    sweep: { idleCalls: 1, pageSize: 60 },
    async calls() {
      const calls = await control<Call[]>('GET', '/calls');
      return calls.filter(({ path }) => path.endsWith('/graphql')).length;
    },
    seed: (count, at) => control('POST', '/seed/finished', { count, at: at.toISOString() }),
    touch: ({ kind, id }) => control('POST', `/${kind}s/${id}/touch`),
    async open() {
      const { jobs, quotes, invoices } = await read();
      return [
        ...refs(
          'job',
          jobs.filter(({ jobStatus }) => !['archived', 'requires_invoicing'].includes(jobStatus)),
        ),
        ...refs(
          'quote',
          quotes.filter(({ quoteStatus }) => openQuotes.includes(quoteStatus)),
        ),
        ...refs(
          'invoice',
          invoices.filter(({ invoiceStatus }) => openInvoices.includes(invoiceStatus)),
        ),
      ];
    },
    async past(from) {
      const { jobs, quotes, invoices } = await read();
      const isSince = since(from);
      return [
        ...refs(
          'job',
          jobs.filter(({ completedAt }) => isSince(completedAt)),
        ),
        ...refs(
          'visit',
          jobs.flatMap(({ visits }) => visits).filter(({ completedAt }) => isSince(completedAt)),
        ),
        ...refs(
          'quote',
          quotes.filter(({ updatedAt }) => isSince(updatedAt)),
        ),
        ...refs(
          'invoice',
          invoices.filter(({ updatedAt }) => isSince(updatedAt)),
        ),
      ];
    },
    async changed(from) {
      const { clients, jobs, quotes, invoices } = await read();
      const isSince = since(from);
      const updated = ({ updatedAt }: Row) => isSince(updatedAt);
      const found = [
        ...refs('client', clients.filter(updated)),
        ...refs(
          'job',
          jobs.filter((job) => updated(job) || isSince(job.completedAt)),
        ),
        ...refs(
          'visit',
          jobs
            .flatMap(({ visits }) => visits)
            .filter(({ completedAt, createdAt }) => isSince(completedAt) || isSince(createdAt)),
        ),
        ...refs('quote', quotes.filter(updated)),
        ...refs('invoice', invoices.filter(updated)),
      ];
      return found.map((entity) => ({ entity, gone: false }));
    },
  };
}
