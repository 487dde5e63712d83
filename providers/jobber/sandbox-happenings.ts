import type { Due, ProviderWorld } from '../describe-world.ts';
import type { Control } from './sandbox-world.ts';

type Made = { id: string };
type Job = Made & { visits: Made[] };
type Invoice = Made & { payments: Made[] };

/** For tests: how each trigger is made to happen in the sandbox. */
export function happeningsOf(control: Control): Pick<ProviderWorld, 'happenings' | 'dues'> {
  const clientId = async () => (await control<{ clients: Made[] }>('GET', '/state')).clients[0]?.id ?? '';
  const make = async <Answer extends Made>(path: string, body: object) =>
    control<Answer>('POST', path, { clientId: await clientId(), ...body });
  const newJob = (visits?: object[]) => make<Job>('/jobs', { title: 'Gutters', ...(visits && { visits }) });
  const job = async () => ({ kind: 'job', id: (await newJob()).id });
  const invoice = async () => ({ kind: 'invoice', id: (await make('/invoices', { total: 180 })).id });
  const visitOf = async (id: string) => {
    const { jobs } = await control<{ jobs: Job[] }>('GET', '/state');
    return jobs.find((one) => one.id === id)?.visits[0]?.id ?? '';
  };
  const day = (at: Date) => at.toISOString().slice(0, 10);

  const dues: Record<string, Due> = {
    job_started: {
      make: async (at) => ({ kind: 'job', id: (await newJob([{ startAt: at.toISOString() }])).id }),
      async move({ id }, at) {
        const entity = { kind: 'visit', id: await visitOf(id) };
        await control('POST', `/visits/${entity.id}/reschedule`, { startAt: at.toISOString() });
        return { entity, topic: 'VISIT_UPDATE' };
      },
      settle: ({ id }) => control('POST', `/jobs/${id}/close`),
    },
    invoice_overdue: {
      async make(at) {
        const { id } = await make('/invoices', { total: 180, dueDate: day(at) });
        await control('POST', `/invoices/${id}/send`);
        return { kind: 'invoice', id };
      },
      async move(entity, at) {
        await control('POST', `/invoices/${entity.id}/due`, { dueDate: day(at) });
        return { entity, topic: 'INVOICE_UPDATE' };
      },
      settle: ({ id }) => control('POST', `/invoices/${id}/pay`),
    },
  };

  const happenings: ProviderWorld['happenings'] = {
    client_created: {
      async happen() {
        const { id } = await control<Made>('POST', '/clients', { firstName: 'Ada', lastName: 'Byron' });
        return { entity: { kind: 'client', id }, topic: 'CLIENT_CREATE' };
      },
    },
    quote_sent: {
      async happen() {
        const { id } = await make('/quotes', { title: 'Deck', total: 10 });
        return { entity: { kind: 'quote', id }, topic: 'QUOTE_SENT' };
      },
    },
    quote_approved: {
      before: async () => ({ kind: 'quote', id: (await make('/quotes', { title: 'Deck', total: 10 })).id }),
      async happen(entity) {
        await control('POST', `/quotes/${entity.id}/approve`);
        return { entity, topic: 'QUOTE_APPROVED' };
      },
    },
    visit_scheduled: {
      async happen() {
        const [visit] = (await newJob()).visits;
        return { entity: { kind: 'visit', id: visit?.id ?? '' }, topic: 'VISIT_CREATE' };
      },
    },
    visit_completed: {
      before: async () => ({ kind: 'visit', id: (await newJob()).visits[0]?.id ?? '' }),
      async happen(entity) {
        await control('POST', `/visits/${entity.id}/complete`);
        return { entity, topic: 'VISIT_COMPLETE' };
      },
    },
    job_completed: {
      before: job,
      async happen(entity) {
        await control('POST', `/jobs/${entity.id}/complete`);
        return { entity, topic: 'JOB_UPDATE' };
      },
    },
    job_closed: {
      before: job,
      async happen(entity) {
        await control('POST', `/jobs/${entity.id}/close`);
        return { entity, topic: 'JOB_CLOSED' };
      },
    },
    invoice_sent: {
      before: invoice,
      async happen(entity) {
        await control('POST', `/invoices/${entity.id}/send`);
        return { entity, topic: 'INVOICE_UPDATE' };
      },
    },
    invoice_paid: {
      before: invoice,
      async happen({ id }) {
        const { payments } = await control<Invoice>('POST', `/invoices/${id}/pay`);
        return { entity: { kind: 'payment', id: payments.at(-1)?.id ?? '' }, topic: 'PAYMENT_CREATE' };
      },
    },
  };
  return { happenings, dues };
}
