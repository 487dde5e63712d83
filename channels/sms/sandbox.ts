import type { RequestHandler } from 'express';
import express from 'express';
import * as z from 'zod';
import { createCallLog } from '../../sandbox/call-log.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { openStateFile } from '../../sandbox/state-file.ts';
import type { VendorSandbox } from '../../sandbox/vendor.ts';
import { createWebhookSender } from '../../sandbox/webhook-sender.ts';
import { consentOf } from './keywords.ts';
import { accountOnWire, type OwnNumber } from './sandbox-accounts.ts';
import { createEstate } from './sandbox-estate.ts';
import { asking, form, messageListSchema, messageSchema, refuse } from './sandbox-request.ts';
import { emptyState, newSid, readState, refusalOf, type StoredMessage, wire } from './sandbox-state.ts';
import { createTwilioWebhooks } from './sandbox-webhooks.ts';
import { segmentsOf } from './segments.ts';

export type TwilioSandboxConfig = {
  accountSid: string;
  authToken: string;
  /** Where messages from customers go; null keeps them in the phone. */
  inboundUrl: string | null;
  /** Null keeps everything in memory. */
  stateFile: string | null;
  /** The sandbox's own number. */
  number?: string;
};

const replySchema = z.object({ from: z.string().min(3), to: z.string().min(3), body: z.string().max(1600) });
const e164 = /^\+[1-9]\d{6,14}$/;

/** Twilio on localhost: the Messages API, the phone and the switches under /control. */
export function createTwilioSandbox(config: TwilioSandboxConfig): VendorSandbox {
  const { accountSid, authToken, number = '+15005550006' } = config;
  const state = openStateFile(config.stateFile, readState, emptyState);
  const sender = createWebhookSender({ delays: [0, 1000], onStatus: false });
  const main = { sid: accountSid, token: authToken, name: 'Sandbox' };
  const named = (sid: unknown) => (sid === accountSid ? main : state.value.accounts.find((one) => one.sid === sid));
  const webhooks = createTwilioWebhooks(sender, (message) => named(message.account) ?? main);
  const estate = createEstate({ estate: () => state.value, changed: state.changed, main });
  const log = createCallLog(operationOf);
  const faults = createFaults();

  const isBlocked = (from: string, customer: string) =>
    state.value.blocked.some((block) => block.sender === from && block.customer === customer);

  const keep = (message: Omit<StoredMessage, 'sid' | 'at' | 'segments'>): StoredMessage => {
    const kept = { ...message, sid: newSid(), at: new Date().toISOString(), segments: segmentsOf(message.body) };
    state.value.messages.push(kept);
    state.changed();
    return kept;
  };

  const admit: RequestHandler = (request, response, next) => {
    const credentials = Buffer.from(request.get('authorization')?.replace(/^Basic /, '') ?? '', 'base64').toString();
    const [user, password] = credentials.split(':');
    const caller = named(user);
    const asked = /\/Accounts\/(AC\w+)/.exec(request.path)?.[1] ?? user;
    // A subaccount's resources are its own and its owner's.
    if (!caller || caller.token !== password || (caller !== main && asked !== user))
      return refuse(response, 401, 20003, 'Authenticate');
    response.locals.account = asked;
    const to = new URLSearchParams(String(request.body ?? '')).get('To') ?? '';
    if (faults.take('serverError', to)) return refuse(response, 500, 20500, 'Internal Server Error');
    if (faults.take('rateLimit', to)) return refuse(response.set('retry-after', '1'), 429, 20429, 'Too Many Requests');
    next();
  };

  const send: RequestHandler = async (request, response) => {
    const fields = new URLSearchParams(String(request.body));
    const field = (name: string) => fields.get(name) ?? '';
    const service = field('MessagingServiceSid') || null;
    const account = request.params.account === accountSid ? null : String(request.params.account);
    const pool = state.value.services.find(({ sid }) => sid === service);
    const [to, body, from] = [
      field('To'),
      field('Body'),
      field('From') || (service ? (pool?.numbers[0] ?? number) : ''),
    ];
    if (!to) return refuse(response, 400, 21604, "A 'To' phone number is required.");
    if (!from) return refuse(response, 400, 21603, "A 'From' phone number is required.");
    if (!body) return refuse(response, 400, 21602, 'Message body is required.');
    if (body.length > 1600)
      return refuse(response, 400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
    const own = state.value.owned.find((one) => one.number === from);
    const refusal = refusalOf(from, to) ?? notOwn(account ?? accountSid, own, account !== null || pool !== undefined);
    if (refusal) return refuse(response, 400, refusal.code, refusal.message);
    if (isBlocked(service ?? from, to))
      return refuse(response, 400, 21610, 'Attempt to send to unsubscribed recipient');

    if (!service && !own && from !== number && !state.value.numbers.includes(from)) state.value.numbers.push(from);
    const message = keep({
      direction: 'outbound-api',
      from,
      to,
      body,
      service,
      account,
      status: 'queued',
      errorCode: null,
      validityPeriod: fields.has('ValidityPeriod') ? Number(field('ValidityPeriod')) : null,
      statusCallback: field('StatusCallback') || null,
    });
    const asAccepted = { ...wire(message, accountSid), from: service ? null : from, date_sent: null };
    for (const status of ['sent', 'delivered']) {
      message.status = status;
      if (!faults.take('silent', message.to)) webhooks.status(message, status);
    }
    await faults.holdBack(response, to);
    if (faults.take('loseAnswer', to)) return void request.socket.destroy();
    response.status(201).json(asAccepted);
  };

  const list: RequestHandler = (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const day = (name: string) => query.get(name)?.slice(0, 10) ?? null;
    const [on, before, after] = [day('DateSent'), day('DateSent<'), day('DateSent>')];
    const account = String(request.params.account);
    const found = state.value.messages.toReversed().filter((message) => {
      const sent = message.at.slice(0, 10);
      return (
        (message.account ?? accountSid) === account &&
        (!query.has('To') || message.to === query.get('To')) &&
        (!query.has('From') || message.from === query.get('From')) &&
        (!on || sent === on) &&
        (!before || sent <= before) &&
        (!after || sent >= after)
      );
    });
    const size = Math.min(Math.max(Number(query.get('PageSize')) || 50, 1), 1000);
    const page = Math.max(Number(query.get('Page')) || 0, 0);
    const slice = found.slice(page * size, (page + 1) * size);
    const more = found.length > (page + 1) * size;
    query.set('Page', String(page + 1));
    query.set('PageSize', String(size));
    const path = `/2010-04-01/Accounts/${account}/Messages.json`;
    response.json({
      messages: slice.map((message) => wire(message, accountSid)),
      page,
      page_size: size,
      start: page * size,
      end: page * size + Math.max(slice.length - 1, 0),
      uri: path,
      first_page_uri: path,
      previous_page_uri: null,
      next_page_uri: more ? `${path}?${query}` : null,
    });
  };

  const api = express.Router();
  const accounts = '/2010-04-01/Accounts/:account';
  api.use(log.record, form, admit);
  api.post(`${accounts}/Messages.json`, form, asking(messageSchema, 'body'), send);
  api.get(`${accounts}/Messages.json`, asking(messageListSchema, 'query'), list);
  api.get(`${accounts}/Messages/:file`, (request, response) => {
    const { account, file } = request.params;
    const message = state.value.messages.find(
      (one) => `${one.sid}.json` === file && (one.account ?? accountSid) === account,
    );
    if (!message) return refuse(response, 404, 20404, 'The requested resource was not found');
    response.json(wire(message, accountSid));
  });
  api.get('/2010-04-01/Accounts/:file', (request, response) => {
    const account = named(request.params.file.replace(/\.json$/, ''));
    if (!account) return refuse(response, 404, 20404, 'The requested resource was not found');
    response.json(accountOnWire(account, accountSid));
  });
  api.use('/2010-04-01', estate.account);
  api.use('/v1', estate.messaging);
  api.use((_request, response) => refuse(response, 404, 20404, 'The requested resource was not found'));

  /** A service's own address goes before that of its number, unless it says otherwise. */
  const inboundOf = ({ number, smsUrl }: OwnNumber): string | null => {
    const pool = state.value.services.find(({ numbers }) => numbers.includes(number));
    return pool && !pool.onNumber ? pool.inboundUrl : smsUrl;
  };

  /** Twilio blocks and answers STOP by itself; a message in answer to nothing is shown as an ordinary reply. */
  const receive = (from: string, to: string, body: string) => {
    const service =
      state.value.messages.findLast((one) => one.to === from && one.from === to && one.service)?.service ?? null;
    const own = state.value.owned.find((one) => one.number === to);
    const message = keep({
      account: own && own.account !== accountSid ? own.account : null,
      direction: 'inbound',
      from,
      to,
      body,
      service,
      status: 'received',
      errorCode: null,
      validityPeriod: null,
      statusCallback: null,
    });
    const answer = answerTo(body);
    if (answer) {
      const stopped = { sender: service ?? to, customer: from };
      if (answer.blocked !== null)
        state.value.blocked = state.value.blocked.filter(
          (one) => one.sender !== stopped.sender || one.customer !== from,
        );
      if (answer.blocked) state.value.blocked.push(stopped);
      keep({ ...message, direction: 'outbound-reply', from: to, to: from, body: answer.text, status: 'delivered' });
    }
    const url = own ? inboundOf(own) : config.inboundUrl;
    if (url) webhooks.inbound(url, message);
    return message;
  };

  const control = express.Router();
  control.get('/messages', (_request, response) => void response.json(state.value.messages.toReversed()));
  control.delete('/messages', (_request, response) => {
    state.value.messages.length = 0;
    state.changed();
    response.status(204).end();
  });
  control.post('/replies', express.json(), (request, response) => {
    const given = replySchema.safeParse(request.body);
    if (!given.success) return void response.status(400).json({ message: z.prettifyError(given.error) });
    const { from, to, body } = given.data;
    if (!e164.test(from) || !e164.test(to))
      return void response.status(400).json({ message: 'from and to are numbers such as +12025550100.' });
    response.status(201).json(receive(from, to, body));
  });
  control.get('/numbers', (_request, response) => {
    const numbers = [number, ...state.value.numbers, ...state.value.owned.map((one) => one.number)];
    response.json({ own: number, numbers, blocked: state.value.blocked });
  });
  control.use('/estate', estate.control);
  control.get('/calls', (request, response) => void response.json(log.newest(request.query.limit)));
  control.use('/faults', faults.routes);

  const router = express.Router();
  router.use('/control', control);
  router.use(api);
  return {
    key: 'twilio',
    router,
    async close() {
      await sender.close();
      await state.close();
    },
  };
}

/** Such as "POST /Messages.json"; without the parts that differ from call to call. */
function operationOf(method: string, path: string): string {
  const resource = path.replace(/^.*\/Accounts\/[^/]+(?=\/)/, '').replace(/\/(SM|AC|PN|MG)\w+/, '/:sid');
  return `${method} ${resource.replace('/2010-04-01', '')}`;
}

/** A subaccount writes from its own numbers alone. */
function notOwn(account: string, own: OwnNumber | undefined, must: boolean): { code: number; message: string } | null {
  if (own ? own.account === account : !must) return null;
  return { code: 21606, message: "The 'From' number is not a number of this account." };
}

/** Twilio's own answer to a keyword, and whether the customer is blocked after it (null: as before). */
function answerTo(body: string): { text: string; blocked: boolean | null } | null {
  switch (consentOf(body)) {
    case 'stop':
      return { text: 'You have successfully been unsubscribed. Reply START to resubscribe.', blocked: true };
    case 'start':
      return { text: 'You have successfully been re-subscribed to messages from this number.', blocked: false };
    case 'help':
      return { text: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.', blocked: null };
    default:
      return null;
  }
}
