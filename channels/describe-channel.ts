import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import * as fc from 'fast-check';
import type { VendorSandbox } from '../sandbox/vendor.ts';
import { listen, type TestServer } from '../testing/servers.ts';
import {
  type Channel,
  type ChannelRequest,
  NotProcessed,
  OutcomeUnknown,
  type Outgoing,
  RateLimited,
  Refused,
} from './channel.ts';

export type ChannelUnderTest = {
  name: string;
  sandbox(hookUrl: string): VendorSandbox;
  channel(options: { sandboxUrl: string; hookUrl: string; timeoutMs?: number; wrongKey?: boolean }): Channel;
  message(id: string): Outgoing;
  /** An id in the vendor's form that no message has. */
  unknownId: string;
  /** Whether a message is found by our own id, at whatever time. */
  exact: boolean;
  /** The call of the vendor's API that sends, as the call log names it. */
  operation: string;
  userAgent: RegExp;
  /** What of a message arrived, as the control route /messages shows it. */
  arrived(entry: Record<string, unknown>): { to: unknown; from: unknown; text: unknown };
};

type World = { vendor: TestServer; hooks: TestServer; received: ChannelRequest[]; arrival(): Promise<ChannelRequest> };

/** What every channel keeps, over its sandbox as a real HTTP server. */
export function describeChannel(under: ChannelUnderTest) {
  describe(`the channel ${under.name}`, () => {
    let world: World;
    let close: () => Promise<void>;

    beforeEach(async () => {
      const received: ChannelRequest[] = [];
      const waiting: ((request: ChannelRequest) => void)[] = [];
      const app = express();
      app.use(express.raw({ type: '*/*' }), (request, response) => {
        const arrived = { headers: request.headers, body: request.body, url: `${hooks.url}${request.originalUrl}` };
        const next = waiting.shift();
        if (next) next(arrived);
        else received.push(arrived);
        response.status(204).end();
      });
      const hooks = await listen(app);
      const sandbox = under.sandbox(hooks.url);
      const vendor = await listen(express().use(`/${sandbox.key}`, sandbox.router));
      vendor.url += `/${sandbox.key}`;
      const arrival = async () => received.shift() ?? new Promise<ChannelRequest>((resolve) => waiting.push(resolve));
      world = { vendor, hooks, received, arrival };
      close = async () => {
        await sandbox.close();
        await vendor.close();
        await hooks.close();
      };
    });
    afterEach(() => close());

    const channel = (options: { timeoutMs?: number; wrongKey?: boolean } = {}) =>
      under.channel({ sandboxUrl: world.vendor.url, hookUrl: world.hooks.url, ...options });
    const control = async (path: string) => (await fetch(`${world.vendor.url}/control/${path}`)).json();
    const faults = (body: object) =>
      fetch(`${world.vendor.url}/control/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const failure = async (work: Promise<unknown>) => {
      const error: unknown = await work.then(
        () => null,
        (reason: unknown) => reason,
      );
      return error instanceof Error ? error : new Error(`no failure but ${String(error)}`);
    };

    it('hands a message over word for word', async () => {
      const message = under.message('0001');
      const accepted = await channel().send(message);
      const [entry] = await control('messages');
      expect(accepted.vendorId).toEqual(expect.any(String));
      expect(under.arrived(entry)).toEqual({ to: message.to, from: message.from, text: message.text });
    });

    it("calls with the vendor's own client library", async () => {
      await channel().send(under.message('0001'));
      const calls = await control('calls');
      expect(calls).toEqual([
        expect.objectContaining({ operation: under.operation, userAgent: expect.stringMatching(under.userAgent) }),
      ]);
    });

    it('takes a throttled call as not processed and keeps the delay', async () => {
      await faults({ rateLimit: 1 });
      const error = await failure(channel().send(under.message('0001')));
      expect(error).toBeInstanceOf(RateLimited);
      expect(error).toMatchObject({ retryAfterMs: 1000, quota: false });
      expect(await control('messages')).toEqual([]);
    });

    it("takes the vendor's failure as unknown", async () => {
      await faults({ serverError: true });
      expect(await failure(channel().send(under.message('0001')))).toBeInstanceOf(OutcomeUnknown);
    });

    it('takes a lost answer as unknown, though the message is there', async () => {
      await faults({ loseAnswer: 1 });
      expect(await failure(channel().send(under.message('0001')))).toBeInstanceOf(OutcomeUnknown);
      expect(await control('messages')).toHaveLength(1);
    });

    it('takes an answer that comes too late as unknown', async () => {
      await faults({ delayMs: 400 });
      expect(await failure(channel({ timeoutMs: 50 }).send(under.message('0001')))).toBeInstanceOf(OutcomeUnknown);
    });

    it('takes a refused connection as not processed', async () => {
      const dead = await listen(() => undefined);
      await dead.close();
      const gone = under.channel({ sandboxUrl: dead.url, hookUrl: dead.url });
      expect(await failure(gone.send(under.message('0001')))).toBeInstanceOf(NotProcessed);
      expect(await failure(gone.check())).toBeInstanceOf(NotProcessed);
    });

    it('takes wrong credentials as refused for the account', async () => {
      const error = await failure(channel({ wrongKey: true }).send(under.message('0001')));
      expect(error).toBeInstanceOf(Refused);
      expect(error).toMatchObject({ about: 'account' });
    });

    it('keeps whom and what out of its errors', async () => {
      const message = { ...under.message('0001'), text: 'the canary sings', to: 'canary' };
      const error = await failure(channel().send(message));
      expect(error).toMatchObject({ name: 'Refused', about: 'recipient' });
      expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(/canary(?! sings')/);
    });

    it('proves its credentials by a harmless call', async () => {
      await expect(channel().check()).resolves.toBeUndefined();
      expect(await failure(channel({ wrongKey: true }).check())).toMatchObject({ about: 'account' });
      expect(await control('messages')).toEqual([]);
    });

    it('tells what became of a message, and knows none that it never took', async () => {
      const { vendorId } = await channel().send(under.message('0001'));
      expect(await channel().lookUp(vendorId)).toMatchObject({ vendorId, status: 'delivered', code: null });
      expect(await channel().lookUp(under.unknownId)).toBeNull();
    });

    it('finds a message whose answer was lost, and nothing in its place', async () => {
      const message = under.message('0001');
      const before = new Date(Date.now() - 5_000);
      expect(await channel().sentTo(message, before)).toEqual([]);
      await faults({ loseAnswer: 1 });
      await failure(channel().send(message));
      const [kept] = await control('messages');
      const found = await channel().sentTo(message, before);
      expect(found).toMatchObject([{ vendorId: kept.id ?? kept.sid, status: 'delivered' }]);
      expect(found[0]?.at?.getTime()).toBeGreaterThan(before.getTime());
      const others = { text: 'Something else', subject: 'Something else' };
      expect(await channel().sentTo({ ...message, ...others }, before)).toEqual([]);
      expect(await channel().sentTo(message, new Date(Date.now() + 60_000))).toEqual(under.exact ? found : []);
    });

    it('says so when it cannot be asked', async () => {
      await faults({ rateLimit: 2 });
      expect(await failure(channel().lookUp(under.unknownId))).toBeInstanceOf(RateLimited);
      expect(await failure(channel().sentTo(under.message('0001'), new Date()))).toBeInstanceOf(RateLimited);
      await faults({ delayMs: 0, serverError: 2 });
      expect(await failure(channel().lookUp(under.unknownId))).toBeInstanceOf(OutcomeUnknown);
      expect(await failure(channel().sentTo(under.message('0001'), new Date()))).toBeInstanceOf(OutcomeUnknown);
    });

    it("reads the vendor's signed notices with our id in them", async () => {
      const { vendorId } = await channel().send(under.message('0001'));
      const statuses = [];
      for (const request of [await world.arrival(), await world.arrival()]) {
        expect(channel().verifyWebhook(request)).toBe(true);
        const [notice] = channel().readWebhook(request);
        expect(notice).toMatchObject({ kind: 'status', vendorId, messageId: under.message('0001').id });
        statuses.push(notice?.kind === 'status' ? notice.status : notice);
      }
      expect(statuses.sort()).toEqual(['delivered', 'sent']);
    });

    it('refuses a notice in which one byte is changed', async () => {
      await channel().send(under.message('0001'));
      const request = await world.arrival();
      fc.assert(
        fc.property(fc.nat(request.body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
          const body = Buffer.from(request.body);
          body[at] = (body[at] ?? 0) ^ change;
          const same = readsTheSame(body, request);
          expect(channel().verifyWebhook({ ...request, body })).toBe(same);
        }),
      );
    });

    it('refuses a notice that is cut short, unsigned or signed with another key', async () => {
      await channel().send(under.message('0001'));
      const request = await world.arrival();
      const stripped = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !/signature/.test(name)));
      expect(channel().verifyWebhook({ ...request, body: request.body.subarray(0, -1) })).toBe(false);
      expect(channel().verifyWebhook({ ...request, headers: stripped })).toBe(false);
      expect(channel().verifyWebhook({ ...request, body: Buffer.alloc(0) })).toBe(false);
      expect(channel({ wrongKey: true }).verifyWebhook(request)).toBe(false);
    });

    it('answers any request with a verdict, never with an exception', async () => {
      await channel().send(under.message('0001'));
      const { headers } = await world.arrival();
      const anyHeaders = fc.dictionary(
        fc.constantFrom(...Object.keys(headers)),
        fc.oneof(fc.string(), fc.array(fc.string())),
      );
      const tested = channel();
      fc.assert(
        fc.property(anyHeaders, fc.uint8Array(), fc.oneof(fc.string(), fc.webUrl()), (some, bytes, url) => {
          const request = { headers: { ...headers, ...some } as IncomingHttpHeaders, body: Buffer.from(bytes), url };
          expect(tested.verifyWebhook(request)).toBe(false);
          expect(tested.readWebhook(request).every((notice) => notice.dedupeKey !== '')).toBe(true);
        }),
      );
    });
  });
}

/** Two spellings of one form are one form: `%2B` and `%2b` are signed alike. */
function readsTheSame(body: Buffer, request: ChannelRequest): boolean {
  if (!String(request.headers['content-type']).includes('form')) return false;
  const fields = (bytes: Buffer) => JSON.stringify([...new URLSearchParams(bytes.toString('utf8'))].sort());
  return fields(body) === fields(request.body);
}
