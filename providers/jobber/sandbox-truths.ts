import type { SandboxWorld } from '../describe-world.ts';
import type { Control } from './sandbox-world.ts';

type Made = { id: string };

/** For tests: something of which each fact is so, and what ends that. */
export function truthsOf(control: Control): Pick<SandboxWorld, 'truths' | 'nobody'> {
  const client = (more: object = {}) =>
    control<Made>('POST', '/clients', { firstName: 'Ada', lastName: 'Byron', ...more });
  const make = async (path: string, body: object) =>
    control<Made>('POST', path, { clientId: (await client()).id, ...body });
  return {
    nobody: Buffer.from('gid://Jobber/Client/999999999').toString('base64'),
    truths: {
      invoice_unpaid: {
        async make() {
          const invoice = await make('/invoices', { total: 180 });
          await control('POST', `/invoices/${invoice.id}/send`);
          return invoice;
        },
        end: (id) => control('POST', `/invoices/${id}/pay`),
      },
      quote_open: {
        make: () => make('/quotes', { title: 'Deck', total: 10 }),
        end: (id) => control('POST', `/quotes/${id}/approve`),
      },
      no_open_visit: {
        async make() {
          const { id } = await client();
          const job = await control<Made>('POST', '/jobs', { clientId: id, title: 'Gutters' });
          await control('POST', `/jobs/${job.id}/complete`);
          return { id };
        },
        end: (id) => control('POST', '/jobs', { clientId: id, title: 'Gutters again' }),
      },
      tag_absent: {
        make: async () => ({ ...(await client({ tags: ['Weekly'] })), tag: 'no reviews ' }),
        end: (id) => control('PATCH', `/clients/${id}`, { tags: ['Weekly', 'No Reviews'] }),
      },
    },
  };
}
