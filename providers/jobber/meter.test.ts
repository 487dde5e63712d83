import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listen, type TestServer } from '../../testing/servers.ts';
import { type Budget, RateLimited, TooCostly } from '../provider.ts';
import { AccountDocument } from './generated/graphql.ts';
import { createJobber } from './index.ts';

type Taken = Readonly<Record<string, number>>;

describe('Jobber’s meter', () => {
  let server: TestServer;
  let answers: object[];
  let asked: string[];
  let taken: Taken[];
  let told: Readonly<Record<string, Budget>>[];
  const meter = {
    take: async (cost: Taken) => void taken.push(cost),
    tell: async (left: Readonly<Record<string, Budget>>) => void told.push(left),
  };
  const session = { accessToken: 'token', accountId: 'MQ==', meter };
  const account = { account: { id: 'MQ==', name: 'A' } };
  const cost = (currentlyAvailable: number, maximumAvailable = 10_000) => ({
    cost: {
      requestedQueryCost: 3,
      actualQueryCost: 3,
      throttleStatus: { maximumAvailable, currentlyAvailable, restoreRate: 500 },
    },
  });
  const noClients = { clients: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } };
  const jobber = (allowance?: number) =>
    createJobber({
      clientId: 'id',
      clientSecret: 'secret',
      graphqlVersion: '2025-04-16',
      authorizeUrl: server.url,
      tokenUrl: server.url,
      apiUrl: server.url,
      allowance,
    });
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  beforeEach(async () => {
    answers = [];
    asked = [];
    taken = [];
    told = [];
    server = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        asked.push(JSON.parse(Buffer.concat(chunks).toString()).query);
        res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers.shift() ?? {}));
      });
    });
  });
  afterEach(() => server.close());

  it('is asked for one request and the points of the document, and told what is left', async () => {
    answers = [{ data: account, extensions: cost(9000) }];
    await jobber().account(session);
    expect(taken).toEqual([{ requests: 1, points: 3 }]);
    expect(told).toEqual([{ points: { available: 9000, maximum: 10_000, restoredPerSecond: 500 } }]);
  });

  it('is told of what an answer says that refuses', async () => {
    answers = [{ errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(1) }];
    expect(await failure(jobber().account(session))).toBeInstanceOf(RateLimited);
    expect(told).toEqual([{ points: { available: 1, maximum: 10_000, restoredPerSecond: 500 } }]);
  });

  it('pays for the second call of a document that was cut to an older version', async () => {
    const before = String(AccountDocument).split('id')[0]?.split('\n') ?? [];
    const locations = [{ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }];
    answers = [{ errors: [{ message: "Field 'id' doesn't exist on type 'Account'", locations }] }, { data: account }];
    await jobber().account(session);
    expect(asked).toHaveLength(2);
    expect(taken).toEqual([
      { requests: 1, points: 3 },
      { requests: 1, points: 2 },
    ]);
  });

  it('is never asked for more points than the bucket holds', async () => {
    const page = (pageSize: number) => jobber().customerPage(session, { cursor: null, pageSize });
    expect(await failure(page(5000))).toBeInstanceOf(TooCostly);
    expect({ asked, taken }).toEqual({ asked: [], taken: [] });
  });

  it('learns the size of the bucket from the vendor', async () => {
    const provider = jobber();
    answers = [{ data: account, extensions: cost(9000, 200_000) }, { data: noClients }];
    await provider.account(session);
    expect((await provider.customerPage(session, { cursor: null, pageSize: 5000 })).customers).toEqual([]);
  });

  it('knows a larger allowance beforehand', async () => {
    answers = [{ data: noClients }];
    const provider = jobber(20);
    expect(provider.limits).toEqual([
      { name: 'points', maximum: 200_000, restoredPerSecond: 10_000 },
      { name: 'requests', maximum: 10_000, restoredPerSecond: (2000 * 20) / 300 },
    ]);
    expect((await provider.customerPage(session, { cursor: null, pageSize: 5000 })).customers).toEqual([]);
  });

  it('never allows more than the vendor does in any five minutes', () => {
    const requests = jobber().limits.find(({ name }) => name === 'requests');
    if (!requests) throw new Error('no limit of requests');
    expect(requests.maximum + requests.restoredPerSecond * 300).toBeLessThanOrEqual(2500);
  });

  it('is not needed', async () => {
    answers = [{ data: account, extensions: cost(9000) }];
    await jobber().account({ accessToken: 'token', accountId: 'MQ==' });
    expect({ taken, told }).toEqual({ taken: [], told: [] });
  });
});
