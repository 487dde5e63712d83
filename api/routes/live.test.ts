import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listenForChanges } from '../../records/live-listener.ts';
import { listen, type TestServer } from '../../testing/servers.ts';
import { createLive } from '../live/live.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

// Before the hook that drops the database.
afterAll(async () => {
  api.deps.live.close();
  await listener.close();
  await server.close();
});

const api = withApi();
let server: TestServer;
let listener: { close(): Promise<void> };
let owner: TestAgent;
let cookie: string;

beforeAll(async () => {
  const hears = new Promise<void>((resolve) => {
    listener = listenForChanges(api.urls.appUrl, {
      ...api.deps.live,
      listening() {
        api.deps.live.listening();
        resolve();
      },
    });
  });
  await hears;
  server = await listen(api.app);
  owner = await signedUp(api.app);
  cookie = await cookieOf(owner);
});

/** The session of an agent, for a client that does not wait for the end of an answer. */
async function cookieOf(agent: TestAgent): Promise<string> {
  const { request } = await agent.get('/api/me').expect(200);
  return String((request as unknown as { cookies: string }).cookies);
}

type Stream = { response: IncomingMessage; next(what: RegExp): Promise<string>; close(): void };

async function stream(session: string): Promise<Stream> {
  const asked = get(`${server.url}/api/live`, { headers: { cookie: session, accept: 'text/event-stream' } });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  let text = '';
  response.on('data', (chunk: string) => (text += chunk));
  return {
    response,
    async next(what) {
      for (;;) {
        const found = what.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return found[0];
        }
        await Promise.race([once(response, 'data'), once(response, 'end')]);
        if (response.readableEnded && !what.test(text)) throw new Error(`The stream ended with: ${text}`);
      }
    },
    close: () => asked.destroy(),
  };
}

describe('the stream of changes', () => {
  it('tells what changes in the own business, and nothing of another', async () => {
    const [own, other] = [await stream(cookie), await stream(await cookieOf(await signedUp(api.app, 'Other')))];
    expect(own.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    });
    await other.next(/^:/);
    let heard = '';
    other.response.on('data', (chunk: string) => (heard += chunk));
    await owner.post('/api/journeys').send({ name: 'Thanks' }).expect(201);
    expect(await own.next(/event: changed\ndata: .*journeys.*\n\n/)).toBeTruthy();
    expect(heard).not.toContain('journeys');
    own.close();
    other.close();
  });

  it('is for who reads streams', async () => {
    const { body } = await owner.get('/api/live').expect(406);
    expect(body.code).toBe('stream_only');
  });
});

describe('the streams of a process', () => {
  const reader = { organizationId: 'one', sessionId: 's', stillIn: async () => true };
  const serve = (live: ReturnType<typeof createLive>, own = reader) =>
    listen((request, response) => {
      try {
        live.open({ ...own, sessionId: request.url ?? '' }, response);
      } catch (error) {
        response.writeHead((error as { status: number }).status).end();
      }
    });
  const open = async (at: TestServer, path = '/') => {
    const [response] = (await once(get(at.url + path), 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    return response;
  };
  const rest = async (response: IncomingMessage) => {
    let text = '';
    for await (const chunk of response) text += chunk;
    return text;
  };

  it('are refused while changes are not heard of, and end when that begins', async () => {
    const live = createLive();
    const at = await serve(live);
    expect((await open(at)).statusCode).toBe(503);
    live.listening();
    const response = await open(at);
    live.lost();
    expect(await rest(response)).toContain('event: end\ndata: later\n\n');
    expect((await open(at)).statusCode).toBe(503);
    await at.close();
  });

  it('are so many for one session, and more for another', async () => {
    const live = createLive({ perSession: 2 });
    live.listening();
    const at = await serve(live);
    const statuses = [];
    for (const path of ['/a', '/a', '/a', '/b']) statuses.push((await open(at, path)).statusCode);
    expect(statuses).toEqual([200, 200, 429, 200]);
    live.close();
    await at.close();
  });

  it('end when the session has', async () => {
    const live = createLive({ beatEveryMs: 5 });
    live.listening();
    const at = await serve(live, { ...reader, stillIn: async () => false });
    expect(await rest(await open(at))).toContain('event: end\ndata: signed_out\n\n');
    await at.close();
  });

  it('tell first what changed a moment before they stood', async () => {
    const live = createLive();
    live.listening();
    live.changed('one', ['messages']);
    live.changed('two', ['customers']);
    const at = await serve(live);
    const response = await open(at);
    live.changed('one', ['events']);
    live.changed('*', ['sending']);
    live.close();
    expect(await rest(response)).toBe(
      [
        ':',
        'event: changed\ndata: messages',
        'event: changed\ndata: events',
        'event: changed\ndata: sending',
        'event: end\ndata: later',
        '',
      ].join('\n\n'),
    );
    await at.close();
  });
});

it('no stream of a former session: who was put out of the business hears nothing more', async () => {
  const agent = await signedUp(api.app, 'Leaver');
  const { body } = await agent.get('/api/me').expect(200);
  await asOwner(api, 'DELETE FROM afterjob_auth.members WHERE organization_id = $1', [body.organization.id]);
  await agent.get('/api/live').set('accept', 'text/event-stream').expect(401);
});
