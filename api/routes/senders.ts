import * as z from 'zod';
import type { Domains } from '../../channels/sender-setup.ts';
import type { Tenant } from '../../records/database.ts';
import { readOrganization } from '../../records/organizations.ts';
import {
  addDomain,
  chooseSender,
  describeSender,
  noteSetup,
  readdress,
  readOwnSender,
  retireSender,
  type SenderRow,
} from '../../records/own-senders.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idOf } from '../id.ts';
import { presentSenders, release, taken } from '../presented-senders.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { newDomain, senderChange, senders } from '../schemas.ts';
import { vendor } from '../vendor.ts';
import { setUpOf } from './sender-numbers.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params' | 'at'>;
const nothing = z.strictObject({});

export const senderRoutes = {
  'GET /api/senders': route({
    summary: 'What messages leave from, and the state of its set-up',
    answer: senders,
    handle: ({ deps, organizationId }) => presentSenders(deps, organizationId),
  }),
  'PATCH /api/senders/:id': route({
    summary: 'Changes the name that messages come from, and where answers go',
    body: senderChange,
    answer: senders,
    async handle({ body, ...call }) {
      await withOwn(call, (tenant, row) => describeSender(tenant, row.id, body));
      return presentSenders(call.deps, call.organizationId);
    },
  }),
  'POST /api/senders/:id/choices': route({
    summary: 'Messages leave from this sender from now on, as soon as it is ready',
    body: nothing,
    answer: senders,
    async handle(call) {
      const row = await withOwn(call, async (tenant, own) => {
        await chooseSender(tenant, own.id, call.at);
        await readdress(tenant, channelOf(own));
        return own;
      });
      await release(call.deps, call.organizationId, channelOf(row));
      return presentSenders(call.deps, call.organizationId);
    },
  }),
  'DELETE /api/senders/:id': route({
    summary: 'Nothing leaves from this sender any more',
    answer: senders,
    async handle(call) {
      const { deps, organizationId } = call;
      const vendorId = await withOwn(call, async (tenant, row) => {
        if (row.kind === 'shared')
          throw new ProblemError(409, 'shared_sender', 'This one comes with Afterjob. Choose another one instead.');
        const left = await retireSender(tenant, row);
        await readdress(tenant, channelOf(row));
        return left;
      });
      if (vendorId !== null) await vendor(domainsOf(deps).remove(vendorId));
      return presentSenders(deps, organizationId);
    },
  }),
  'POST /api/senders/domains': route({
    summary: 'Adds a domain of your own; it is used once its DNS records are found',
    body: newDomain,
    status: 201,
    answer: senders,
    async handle({ deps, organizationId, body, at }) {
      const domains = domainsOf(deps);
      const vendorAccount = deps.channels.email?.vendorAccount ?? '';
      const row = await deps.database.withOrganization(organizationId, async (tenant) => {
        const { name: displayName, replyTo } = await readOrganization(tenant);
        return addDomain(tenant, { ...body, vendorAccount, displayName, replyTo }, at);
      });
      if (!row) throw taken('This domain is used by somebody else here. Write to us if it is yours.');
      if (row.vendorId === null) await addAtVendor(deps, domains, row, body.domain, at);
      return presentSenders(deps, organizationId);
    },
  }),
  'POST /api/senders/:id/verifications': route({
    summary: 'Looks now whether the set-up is complete',
    body: nothing,
    answer: senders,
    async handle(call) {
      const { deps, organizationId, at } = call;
      const row = await withOwn(call, async (_tenant, own) => own);
      const setup = row.kind === 'domain' ? await verify(deps, row) : await setUpOf(deps, organizationId, row);
      if (setup) {
        await deps.database.withOrganization(organizationId, async (tenant) => {
          await noteSetup(tenant, row.id, setup, at);
          await readdress(tenant, channelOf(row));
        });
        await release(deps, organizationId, channelOf(row));
      }
      return presentSenders(deps, organizationId);
    },
  }),
};

async function withOwn<T>(
  { deps, organizationId, params }: Asked,
  work: (tenant: Tenant, row: SenderRow) => Promise<T>,
): Promise<T> {
  return deps.database.withOrganization(organizationId, async (tenant) => {
    const row = await readOwnSender(tenant, idOf(params.id, 'sender'));
    if (!row) throw notFound('sender');
    return work(tenant, row);
  });
}

async function addAtVendor(deps: ApiDependencies, domains: Domains, row: SenderRow, domain: string, at: Date) {
  const note = (work: (tenant: Tenant) => Promise<unknown>) => deps.database.withOrganization(row.organizationId, work);
  try {
    const { vendorId, dns } = await vendor(domains.add(domain));
    await vendor(domains.verify(vendorId));
    await note((tenant) => noteSetup(tenant, row.id, { status: 'pending', vendorId, dns }, at));
  } catch (error) {
    // Refused for certain: nobody has to wait for it. Anything else is done again by the worker.
    if (error instanceof ProblemError && error.status === 422) await note((tenant) => retireSender(tenant, row));
    throw error;
  }
}

async function verify(deps: ApiDependencies, { vendorId, address }: SenderRow) {
  const domains = domainsOf(deps);
  const domain = address.slice(address.indexOf('@') + 1);
  const known = vendorId === null ? await vendor(domains.add(domain)) : { vendorId };
  await vendor(domains.verify(known.vendorId));
  const found = await vendor(domains.read(known.vendorId));
  return found && { status: found.state, dns: found.dns, vendorId: found.vendorId };
}

function domainsOf({ channels }: ApiDependencies): Domains {
  if (!channels.email?.domains)
    throw new ProblemError(409, 'channel_off', 'This installation sends no email: its operator has to set that up.');
  return channels.email.domains;
}

const channelOf = ({ channel }: SenderRow): 'email' | 'sms' => (channel === 'email' ? 'email' : 'sms');
