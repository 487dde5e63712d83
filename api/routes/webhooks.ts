import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Channel, ChannelKey, ChannelRequest } from '../../channels/channel.ts';
import { crashPoint } from '../../crash-points.ts';
import type { InboxNotice } from '../../records/deliveries.ts';
import { findAccountOwner, readSenderAccount } from '../../records/sender-accounts.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound, ProblemError } from '../problem.ts';
import { plain } from '../route.ts';

type Verified = { source: string; notices: InboxNotice[] };
type Verify = (request: Request, body: Buffer) => Promise<Verified>;

export const webhooks = {
  'POST /api/crm/:provider/webhook': plain({
    summary: 'Takes what a provider tells of',
    reads: 'bytes',
    handlers: (deps) => [
      receive(deps, async (request, body) => {
        const { params, headers } = request;
        const source = String(params.provider);
        const provider = Object.hasOwn(deps.providers, source) ? deps.providers[source] : undefined;
        if (!provider) throw notFound('provider');
        if (!provider.verifyWebhook({ headers, body })) throw forged();
        return { source, notices: provider.readWebhook({ headers, body }) };
      }),
      (_request, response) => void response.status(200).end(),
    ],
  }),
  'POST /api/channels/email/webhook': channelRoute('email', 'Takes what became of emails'),
  'POST /api/channels/sms/status': channelRoute('sms', 'Takes what became of texts'),
  'POST /api/channels/sms/inbound': channelRoute('sms', 'Takes texts from customers'),
};

function channelRoute(key: ChannelKey, summary: string) {
  return plain({
    summary,
    reads: 'bytes',
    handlers: (deps) => [
      receive(deps, async ({ headers, originalUrl }, body) => {
        // Signed over the address as the vendor knows it, whatever a proxy made of it.
        const url = `${deps.settings.publicUrl}${originalUrl}`;
        const channel = await channelThatSigned(deps, key, { headers, body, url });
        if (!channel.verifyWebhook({ headers, body, url })) throw forged();
        return { source: `channel:${key}`, notices: channel.readWebhook({ headers, body, url }) };
      }),
      (_request, response) => {
        // The texting vendor takes any other body for something to say to the customer.
        if (key === 'sms') response.status(200).type('text/xml').send('<Response/>');
        else response.status(200).end();
      },
    ],
  });
}

/** The channel under the account that a request names: an organization's own one has a token of its own. */
async function channelThatSigned(deps: ApiDependencies, key: ChannelKey, request: ChannelRequest): Promise<Channel> {
  const channel = deps.channels[key];
  if (!channel) throw notFound('channel');
  const named = channel.subaccounts?.namedBy(request) ?? null;
  if (named === null) return channel;
  const owner = await findAccountOwner(deps.database, key, named);
  if (owner === null) throw forged();
  const account = await deps.database.withOrganization(owner, (tenant) => readSenderAccount(tenant, deps.keys, key));
  const own = account && channel.subaccounts?.open(account);
  if (!own || account.vendorAccount !== named) throw forged();
  return own;
}

/** Stored before the answer, told after it; nothing else happens in between. */
function receive(deps: ApiDependencies, verify: Verify): RequestHandler {
  return async (request, response, next) => {
    const body: unknown = request.body;
    if (!Buffer.isBuffer(body) || body.length === 0) throw new ProblemError(400, 'empty', 'The request has no body.');
    const { source, notices } = await verified(deps, request, body, verify);
    const kept = notices.length > 0 ? notices : [nothingIn(body)];
    crashPoint('callback-arrived', body);
    const stored = await deps.inbox.store(source, request.get('content-type')?.slice(0, 200) ?? null, body, kept);
    crashPoint('callback-kept', body);
    response.once('finish', () => {
      for (const { lane, status } of stored) if (status === 'received') deps.temporal.offerLane(source, lane);
    });
    next();
  };
}

/** Nothing is kept of what is not signed, so the log is the only place that tells of it. */
async function verified({ log }: ApiDependencies, request: Request, body: Buffer, verify: Verify): Promise<Verified> {
  try {
    return await verify(request, body);
  } catch (error) {
    if (error instanceof ProblemError)
      log.warn({ path: request.path.slice(0, 200), code: error.code }, 'A webhook was refused');
    throw error;
  }
}

const forged = () => new ProblemError(401, 'bad_signature', 'The signature is not right.');

// Signed, but without any notice: it is kept and shown all the same.
const nothingIn = (body: Buffer): InboxNotice => ({
  readable: false,
  dedupeKey: createHash('sha256').update(body).digest('hex'),
  reason: 'no_notice',
});
