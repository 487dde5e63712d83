import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listen, type TestServer } from '../../testing/servers.ts';
import { RateLimited, ReconnectNeeded, Rejected, TokenStale, TooCostly, Unavailable } from '../provider.ts';
import { createJobber } from './index.ts';

const clientSecret = 'secret-of-tests';
const session = { accessToken: 'token', accountId: 'MQ==' };
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

type Canned = { status?: number; body: string; headers?: Record<string, string> };
const canned = (body: unknown, status = 200): Canned => ({ status, body: JSON.stringify(body) });

/** A server that answers what it was given, and remembers what it was asked. */
describe('Jobber’s answers', () => {
  let server: TestServer;
  let answers: Canned[];
  let asked: { headers: Record<string, unknown>; body: string }[];
  const now = Date.UTC(2026, 10, 23, 12);
  const jobber = () =>
    createJobber({
      clientId: 'id',
      clientSecret,
      graphqlVersion: '2025-04-16',
      authorizeUrl: `${server.url}/authorize`,
      tokenUrl: `${server.url}/token`,
      apiUrl: `${server.url}/graphql`,
      clock: () => now,
    });

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        asked.push({ headers: req.headers, body: Buffer.concat(chunks).toString() });
        const { status = 200, body, headers } = answers.shift() ?? canned({ data: {} });
        res.sendDate = false;
        res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      });
    });
  });
  afterEach(() => server.close());

  describe('to a token call', () => {
    const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const expiry = async (answer: object) => {
      answers = [canned({ refresh_token: 'new', ...answer })];
      return (await jobber().refresh('old')).accessTokenExpiresAt.toISOString();
    };

    it('says the end by the JWT first', async () => {
      const exp = Date.UTC(2026, 10, 23, 13) / 1000;
      expect(await expiry({ access_token: jwt({ exp }), expires_at: '2024-04-09 21:04:31 UTC', expires_in: 5 })).toBe(
        '2026-11-23T13:00:00.000Z',
      );
    });

    it('says the end as text', async () => {
      expect(await expiry({ access_token: 'opaque', expires_at: '2024-04-09 21:04:31 UTC', expires_in: 5 })).toBe(
        '2024-04-09T21:04:31.000Z',
      );
    });

    it('says the end in seconds', async () => {
      expect(await expiry({ access_token: jwt({ sub: '1' }), expires_in: 1800 })).toBe('2026-11-23T12:30:00.000Z');
    });

    it('lives an hour when nothing is said', async () => {
      expect(await expiry({ access_token: 'opaque', expires_at: 'soon' })).toBe('2026-11-23T13:00:00.000Z');
    });

    it('counts seconds from the vendor’s clock when it tells it', async () => {
      answers = [
        {
          body: JSON.stringify({ access_token: 'a', refresh_token: 'b', expires_in: 60 }),
          headers: { date: 'Mon, 23 Nov 2026 11:00:00 GMT' },
        },
      ];
      const { accessTokenExpiresAt } = await jobber().refresh('old');
      expect(accessTokenExpiresAt.toISOString()).toBe('2026-11-23T11:01:00.000Z');
    });

    it('is asked with the credentials in the body', async () => {
      await expiry({ access_token: 'opaque' });
      expect(asked[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
      expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
        client_id: 'id',
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: 'old',
      });
    });

    it.each([
      ['400 in OAuth’s shape', canned({ error: 'invalid_grant' }, 400), 'refused'],
      ['401 in a flat shape', canned({ message: 'The provided refresh token is not valid.' }, 401), 'refused'],
      ['401 without JSON', { status: 401, body: 'no' }, 'refused'],
      ['an account that ended', canned({ error: { message: 'This account is not active' } }, 403), 'disconnected'],
    ])('needs a new connection: %s', async (_, answer, why) => {
      answers = [answer];
      const error = await failure(jobber().refresh('old'));
      expect(error).toBeInstanceOf(ReconnectNeeded);
      expect(error).toMatchObject({ why });
    });

    it('is a fault of ours when our own credentials are wrong', async () => {
      answers = [canned({ error: 'invalid_client' }, 401)];
      expect(await failure(jobber().refresh('old'))).toMatchObject({ name: 'Rejected', code: 'invalid_client' });
    });

    it('names what is missing', async () => {
      answers = [canned({ access_token: 'a' })];
      expect(await failure(jobber().refresh('old'))).toMatchObject({ name: 'Rejected', path: 'refresh_token' });
    });

    it('has an unknown outcome when the answer is cut', async () => {
      answers = [{ body: '{"access_token":"a","refr' }];
      expect(await failure(jobber().refresh('old'))).toMatchObject({ name: 'OutcomeUnknown' });
    });
  });

  describe('to a query', () => {
    const graphql = (message: string, more: object = {}) => ({ data: null, errors: [{ message, ...more }] });
    const throttled = (requestedQueryCost: number, currentlyAvailable: number) => ({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: {
        cost: {
          requestedQueryCost,
          actualQueryCost: 0,
          throttleStatus: { maximumAvailable: 10000, currentlyAvailable, restoreRate: 500 },
        },
      },
    });
    const ask = async (...given: Canned[]) => {
      answers = given;
      return failure(jobber().account(session));
    };

    it('carries token and version', async () => {
      await ask(canned({ data: { account: { id: 'MQ==', name: 'A' } } }));
      expect(asked[0]?.headers).toMatchObject({
        authorization: 'Bearer token',
        'x-jobber-graphql-version': '2025-04-16',
        'content-type': 'application/json',
      });
    });

    it('can never be had when it costs more than the bucket holds', async () => {
      expect(await ask({ body: fixture('jobber-throttled.json') })).toBeInstanceOf(TooCostly);
      expect(await ask({ body: fixture('jobber-throttled.json'), status: 429 })).toBeInstanceOf(TooCostly);
    });

    it.each([200, 429])('says how long to wait when throttled with %s', async (status) => {
      expect(await ask(canned(throttled(1404, 203), status))).toMatchObject({
        name: 'RateLimited',
        retryAfterMs: 3000,
      });
    });

    it('waits a second at least', async () => {
      expect(await ask(canned(throttled(100, 5000)))).toMatchObject({ retryAfterMs: 1000 });
    });

    it('waits at the limit of requests', async () => {
      expect(await ask({ status: 429, body: 'Too many requests' })).toBeInstanceOf(RateLimited);
      expect(await ask({ status: 429, body: '', headers: { 'retry-after': '7' } })).toMatchObject({
        retryAfterMs: 7000,
      });
    });

    it.each([
      ['401 flat', canned({ message: 'Token not recognized' }, 401), TokenStale],
      ['401 without a body', { status: 401, body: '' }, TokenStale],
      ['unauthenticated field', canned(graphql('The field x was hidden because you are unauthenticated')), TokenStale],
      ['code UNAUTHENTICATED', canned(graphql('no', { extensions: { code: 'UNAUTHENTICATED' } })), TokenStale],
      [
        'disconnected',
        canned({ message: 'User has disconnected this app from their account. Please delete this token' }, 401),
        ReconnectNeeded,
      ],
      [
        'disconnected with 200',
        canned({ message: 'User has disconnected this app from their account' }),
        ReconnectNeeded,
      ],
      ['not active', canned({ error: { message: 'This account is not active' } }, 403), ReconnectNeeded],
      ['unavailable with 200', canned({ message: 'Service temporarily unavailable' }), Unavailable],
      ['500', { status: 500, body: '<html>' }, Unavailable],
      ['502', { status: 502, body: '' }, Unavailable],
    ] as const)('means what its shape says: %s', async (_, answer, kind) => {
      expect(await ask(answer)).toBeInstanceOf(kind);
    });

    it('is temporary when the connection is reset', async () => {
      const reset = await listen((req) => req.socket.destroy());
      const error = await failure(createJobber({ ...config(), apiUrl: reset.url }).account(session));
      await reset.close();
      expect(error).toBeInstanceOf(Unavailable);
    });

    it.each([
      [
        'missing_permission',
        'jobs',
        canned(graphql('The field jobs on an object of type Query was hidden due to permissions', { path: ['jobs'] })),
      ],
      ['unknown_api_version', null, canned({ message: "GraphQL API version '1999-01-01' does not exist" }, 404)],
      ['invalid_variable', null, canned(graphql('Variable $id of type EncodedId! was provided invalid value'))],
      ['http_404', null, canned({ message: 'gone' }, 404)],
      ['unexpected_answer', null, canned('text')],
      ['unexpected_answer', null, canned({ data: null })],
      ['unexpected_answer', 'account.id', canned({ data: { account: { name: 'A' } } })],
      ['unexpected_answer', null, { body: '<html>' }],
    ] as const)('is refused for good: %s at %s', async (code, path, answer) => {
      const error = await ask(answer);
      expect(error).toBeInstanceOf(Rejected);
      expect(error).toMatchObject({ code, path });
    });

    it('passes unknown fields and unknown values of enums', async () => {
      const quote = {
        id: 'q',
        quoteNumber: '7',
        title: null,
        quoteStatus: 'pondering',
        transitionedAt: '2026-11-01T00:00:00Z',
        createdAt: '2026-11-01T00:00:00Z',
        updatedAt: '2026-11-01T00:00:00Z',
        client: null,
        brandNew: { x: 1 },
      };
      answers = [canned({ data: { quote }, extensions: { versioning: 'odd', cost: 'odd' } })];
      const snapshot = await jobber().snapshot(session, { kind: 'quote', id: 'q' });
      expect(snapshot.transitions).toMatchObject([
        { trigger: 'quote_sent', holds: false, at: null },
        { trigger: 'quote_approved', holds: false, at: null },
      ]);
    });

    it('names the field that a client lacks', async () => {
      answers = [
        canned({ data: { clients: { nodes: [{ id: 'c' }], pageInfo: { hasNextPage: false, endCursor: null } } } }),
      ];
      const error = await failure(jobber().customerPage(session, { cursor: null, pageSize: 1 }));
      expect(error).toMatchObject({ name: 'Rejected', code: 'unexpected_answer', path: 'clients.nodes.0.isCompany' });
    });

    it('holds no name or address in its errors', async () => {
      answers = [
        canned({ data: { client: { id: 'c', name: 'Ada Byron', emails: [{ address: 'ada@example.com' }] } } }),
      ];
      const error = (await failure(jobber().snapshot(session, { kind: 'client', id: 'c' }))) as Error;
      expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toMatch(/Ada|example\.com/);
    });

    it('makes a quote converted later approved, at the time of the approval', async () => {
      const quote = {
        id: 'q',
        quoteNumber: 7,
        title: 'Deck',
        quoteStatus: 'converted',
        transitionedAt: '2026-11-09T00:00:00Z',
        createdAt: '2026-11-01T00:00:00Z',
        updatedAt: '2026-11-09T00:00:00Z',
        client: null,
        lastTransitioned: { approvedAt: '2026-11-05T00:00:00Z' },
      };
      const transitionOf = async (given: object) => {
        answers = [canned({ data: { quote: given } })];
        return (await jobber().snapshot(session, { kind: 'quote', id: 'q' })).transitions[1];
      };
      const approvedAt = new Date('2026-11-05T00:00:00Z');
      expect(await transitionOf(quote)).toMatchObject({
        holds: true,
        at: approvedAt,
        source: 'lastTransitioned.approvedAt',
      });
      expect(await transitionOf({ ...quote, lastTransitioned: null })).toMatchObject({
        holds: true,
        at: null,
        source: null,
      });
      expect(await transitionOf({ ...quote, lastTransitioned: null, quoteStatus: 'approved' })).toMatchObject({
        at: new Date('2026-11-09T00:00:00Z'),
        source: 'transitionedAt',
      });
    });
  });

  const config = () => ({
    clientId: 'id',
    clientSecret,
    graphqlVersion: '2025-04-16',
    authorizeUrl: server.url,
    tokenUrl: server.url,
    apiUrl: server.url,
  });
});
