import type { Channel } from '../../channels/channel.ts';
import type { Numbers, OwnNumber as Owned, Subaccounts } from '../../channels/sender-setup.ts';
import type { Tenant } from '../../records/database.ts';
import { readOrganization } from '../../records/organizations.ts';
import { addNumber, listSenders, noteSetup, readdress, type SenderRow } from '../../records/own-senders.ts';
import { readSenderAccount, saveSenderAccount } from '../../records/sender-accounts.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { presentSenders, release, taken } from '../presented-senders.ts';
import { ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { areaQuery, freeNumbers, newTextAccount, numberChoice, ownNumbers, senders } from '../schemas.ts';
import { vendor } from '../vendor.ts';

type Opened = Channel & { numbers: Numbers };

export const senderNumbers = {
  'POST /api/senders/accounts': route({
    summary: 'Makes a texting account for this business, or takes the one that it has',
    body: newTextAccount,
    status: 201,
    answer: senders,
    async handle({ deps, organizationId, body, at }) {
      const subaccounts = subaccountsOf(deps);
      const inside = <T>(work: (tenant: Tenant) => Promise<T>) => deps.database.withOrganization(organizationId, work);
      const known = await inside((tenant) => readSenderAccount(tenant, deps.keys, 'sms'));
      const { account, secret } = body;
      // Made once; only its secret can be given anew.
      if (known && account === undefined) return presentSenders(deps, organizationId);
      const { name } = await inside(readOrganization);
      const opened =
        account === undefined || secret === undefined
          ? await vendor(subaccounts.create(name.slice(0, 64)))
          : await vendor(subaccounts.adopt(account, secret), 'caller');
      const own = await inside((tenant) => saveSenderAccount(tenant, deps.keys, 'sms', opened, at));
      if (!own) throw taken('There is another texting account here already, or this one is used by somebody else.');
      return presentSenders(deps, organizationId);
    },
  }),
  'GET /api/senders/numbers': route({
    summary: 'Numbers and messaging services of your texting account that are not used yet',
    answer: ownNumbers,
    async handle({ deps, organizationId }) {
      const { numbers } = await openAccount(deps, organizationId);
      const used = await deps.database.withOrganization(organizationId, listSenders);
      const owned = await vendor(numbers.owned());
      return { items: owned.filter(({ address }) => !used.some((row) => row.address === address)) };
    },
  }),
  'GET /api/senders/numbers/available': route({
    summary: 'Numbers of an area that can be had',
    query: areaQuery,
    answer: freeNumbers,
    async handle({ deps, organizationId, query }) {
      const { numbers } = await openAccount(deps, organizationId);
      return { items: await vendor(numbers.available(query.areaCode)) };
    },
  }),
  'POST /api/senders/purchases': route({
    summary: 'Gets a number for this business; one can be had this way',
    body: numberChoice,
    status: 201,
    answer: senders,
    async handle(call) {
      const opened = await openAccount(call.deps, call.organizationId);
      // Each costs the operator money every month.
      const owned = await vendor(opened.numbers.owned());
      if (owned.some(({ kind }) => kind === 'number'))
        throw new ProblemError(409, 'has_number', 'Your account has a number already. Choose that one.');
      return take(call, opened, await vendor(opened.numbers.buy(call.body.address)));
    },
  }),
  'POST /api/senders/numbers': route({
    summary: 'Texts leave from this number or messaging service of your account from now on',
    body: numberChoice,
    status: 201,
    answer: senders,
    async handle(call) {
      const opened = await openAccount(call.deps, call.organizationId);
      const own = (await vendor(opened.numbers.owned())).find(({ address }) => address === call.body.address);
      if (!own) throw new ProblemError(404, 'not_found', 'Your texting account has no such number or service.');
      return take(call, opened, own);
    },
  }),
};

/** What the vendor says of a number now; null where nothing is set up. */
export async function setUpOf(deps: ApiDependencies, organizationId: string, row: SenderRow) {
  if (row.vendorId === null || (row.kind !== 'number' && row.kind !== 'service')) return null;
  const { numbers } = await openAccount(deps, organizationId);
  const own = { kind: row.kind, vendorId: row.vendorId, address: row.address, label: row.address } as const;
  return { status: 'ready', registration: await vendor(numbers.registration(own)) } as const;
}

async function take(
  { deps, organizationId, at }: Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'at'>,
  { numbers, vendorAccount }: Opened,
  own: Owned,
) {
  await vendor(numbers.listen(own));
  const registration = await vendor(numbers.registration(own));
  const { kind, address, vendorId, label: displayName } = own;
  const row = await deps.database.withOrganization(organizationId, async (tenant) => {
    const added = await addNumber(tenant, { kind, address, vendorAccount, vendorId, displayName }, at);
    if (!added) return null;
    await noteSetup(tenant, added.id, { status: 'ready', registration }, at);
    await readdress(tenant, 'sms');
    return added;
  });
  if (!row) throw taken('This number is used by somebody else here.');
  await release(deps, organizationId, 'sms');
  return presentSenders(deps, organizationId);
}

function subaccountsOf({ channels }: ApiDependencies): Subaccounts {
  if (!channels.sms?.subaccounts)
    throw new ProblemError(409, 'channel_off', 'This installation sends no texts: its operator has to set that up.');
  return channels.sms.subaccounts;
}

async function openAccount(deps: ApiDependencies, organizationId: string): Promise<Opened> {
  const subaccounts = subaccountsOf(deps);
  const account = await deps.database.withOrganization(organizationId, (tenant) =>
    readSenderAccount(tenant, deps.keys, 'sms'),
  );
  if (!account) throw new ProblemError(409, 'no_text_account', 'There is no texting account of your own yet.');
  return subaccounts.open(account);
}
