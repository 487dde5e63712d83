import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listen, type TestServer } from '../../testing/servers.ts';
import { RateLimited, ReconnectNeeded, Rejected, TokenStale, Unavailable } from '../provider.ts';
import { createQuickbooks } from './index.ts';
import { addressesAt } from './sandbox-world.ts';

const session = { accessToken: 'token', accountId: '310687' };
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

type Canned = { status?: number; body: string; headers?: Record<string, string> };
const canned = (body: unknown, status = 200, headers = {}): Canned => ({ status, body: JSON.stringify(body), headers });

/** A server that answers what it was given, and remembers what it was asked. */
describe('the vendor’s answers', () => {
  let server: TestServer;
  let answers: Canned[];
  let asked: { url: URL; headers: Record<string, unknown>; body: string }[];
  const now = Date.UTC(2026, 10, 23, 12);
  const quickbooks = () =>
    createQuickbooks({
      clientId: 'id',
      clientSecret: 'secret',
      verifierTokens: [],
      ...addressesAt(server.url),
      clock: () => now,
    });

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        asked.push({ url: new URL(req.url ?? '', server.url), headers: req.headers, body });
        const { status = 200, body: answer, headers } = answers.shift() ?? canned({});
        res.sendDate = false;
        res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer);
      });
    });
  });
  afterEach(() => server.close());

  describe('to a token call', () => {
    const answer = (more: object) => canned({ access_token: 'a', refresh_token: 'b', token_type: 'bearer', ...more });
    const refresh = (given: Canned) => {
      answers = [given];
      return quickbooks().refresh('old');
    };

    it('say when the access token, the refresh token and the consent end', async () => {
      const life = {
        expires_in: 3600,
        x_refresh_token_expires_in: 8_640_000,
        x_refresh_token_hard_expires_in: 157_680_000,
      };
      expect(await refresh(answer(life))).toEqual({
        accessToken: 'a',
        refreshToken: 'b',
        accessTokenExpiresAt: new Date('2026-11-23T13:00:00Z'),
        refreshTokenExpiresAt: new Date('2027-03-03T12:00:00Z'),
        consentEndsAt: new Date('2031-11-22T12:00:00Z'),
      });
    });

    it('end the refresh token with the consent when that comes first', async () => {
      const life = { x_refresh_token_expires_in: 8_640_000, x_refresh_token_hard_expires_in: 86_400 };
      const { refreshTokenExpiresAt, consentEndsAt } = await refresh(answer(life));
      expect(refreshTokenExpiresAt).toEqual(new Date('2026-11-24T12:00:00Z'));
      expect(consentEndsAt).toEqual(refreshTokenExpiresAt);
    });

    it('may say none of it', async () => {
      expect(await refresh(answer({}))).toMatchObject({
        accessTokenExpiresAt: new Date('2026-11-23T13:00:00Z'),
        refreshTokenExpiresAt: null,
        consentEndsAt: null,
      });
    });

    it('are asked for with Basic credentials, and for the end of the consent', async () => {
      await refresh(answer({}));
      expect(asked[0]?.headers).toMatchObject({
        authorization: `Basic ${Buffer.from('id:secret').toString('base64')}`,
        'x-include-refresh-token-hard-expires-in': 'true',
        accept: 'application/json',
      });
      expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
        grant_type: 'refresh_token',
        refresh_token: 'old',
      });
    });

    it.each([
      ['the sample', canned({ error: 'invalid_grant', error_description: 'Token invalid' }, 400)],
      ['400 without a word', { status: 400, body: '' }],
    ])('need a new connection: %s', async (_, given) => {
      const error = await failure(refresh(given));
      expect(error).toBeInstanceOf(ReconnectNeeded);
      expect(error).toMatchObject({ why: 'refused' });
    });

    it.each(['invalid_client', 'invalid_request'])('are a fault of ours: %s', async (code) => {
      expect(await failure(refresh(canned({ error: code }, 401)))).toMatchObject({ name: 'Rejected', code });
    });

    it('have an unknown outcome when they are cut', async () => {
      expect(await failure(refresh({ body: '{"access_token":"a","refr' }))).toMatchObject({ name: 'OutcomeUnknown' });
    });

    it('may ask to wait', async () => {
      expect(await failure(refresh({ status: 429, body: '' }))).toMatchObject({ retryAfterMs: 60_000 });
    });
  });

  describe('to a farewell', () => {
    const leave = async (given: Canned) => {
      answers = [given];
      return failure(quickbooks().disconnect({ ...session, refreshToken: 'mine' }));
    };

    it('are asked for with the refresh token', async () => {
      expect(await leave({ body: '' })).toBeNull();
      expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
      expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ token: 'mine' });
    });

    it.each([
      ['is done when the token is dead', { status: 400, body: '' }, null],
      ['is a fault of ours when the credentials are wrong', { status: 401, body: '' }, Rejected],
      ['has to be said again', { status: 503, body: '' }, Unavailable],
      ['has to wait', { status: 429, body: '' }, RateLimited],
    ] as const)('%s', async (_, given, kind) => {
      const error = await leave(given);
      if (kind) expect(error).toBeInstanceOf(kind);
      else expect(error).toBeNull();
    });
  });

  describe('to a read', () => {
    const lower = (code: string, message: string, type = 'AUTHENTICATION') => ({
      warnings: null,
      fault: { error: [{ message, detail: 'Token expired: ada@example.com', code, element: null }], type },
    });
    const upper = (code: string, element = '') => ({
      Fault: { Error: [{ Message: 'No', Detail: 'ada@example.com', code, element }], type: 'ValidationFault' },
    });
    const ask = async (...given: Canned[]) => {
      answers = given;
      return failure(quickbooks().account(session));
    };

    it('are asked for as JSON, with token and minor version', async () => {
      await ask(canned({ CompanyInfo: { CompanyName: 'A' } }));
      expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer token', accept: 'application/json' });
      expect(asked[0]?.url.pathname).toBe('/v3/company/310687/companyinfo/310687');
      expect(asked[0]?.url.searchParams.get('minorversion')).toBe('75');
    });

    it.each([
      [
        '401 of the gateway',
        canned(lower('3200', 'message=AuthenticationFailed; errorCode=003200; statusCode=401'), 401),
        TokenStale,
      ],
      ['401 of the API', canned(upper('100'), 401), TokenStale],
      ['401 without a body', { status: 401, body: '' }, TokenStale],
      ['a token fault with 200', canned(lower('3200', 'message=AuthenticationFailed; errorCode=003200')), TokenStale],
      [
        'no access to the company',
        canned(lower('3100', 'errorCode=003100; statusCode=403', 'AUTHORIZATION'), 403),
        ReconnectNeeded,
      ],
      ['a system failure with 400', canned(upper('10000'), 400), Unavailable],
      ['500', { status: 500, body: '<html>' }, Unavailable],
      ['504', { status: 504, body: '' }, Unavailable],
    ] as const)('mean what they say: %s', async (_, given, kind) => {
      expect(await ask(given)).toBeInstanceOf(kind);
    });

    it.each([
      ['429 alone', { status: 429, body: '' }, 60_000],
      [
        'a fault of the gateway',
        canned(lower('3001', 'message=ThrottleExceeded; errorCode=003001; statusCode=429'), 429),
        60_000,
      ],
      ['a time of the vendor’s own', { status: 429, body: '', headers: { 'retry-after': '7' } }, 7_000],
    ] as const)('ask to wait: %s', async (_, given, retryAfterMs) => {
      expect(await ask(given)).toMatchObject({ name: 'RateLimited', retryAfterMs });
    });

    it.each([
      ['subscription_ended', null, canned(upper('6190'), 400)],
      ['fault_2020', 'minorversion', canned(upper('2020', 'minorversion'), 400)],
      ['http_403', null, { status: 403, body: 'no' }],
      ['unexpected_answer', 'CompanyInfo', canned({})],
      ['unexpected_answer', null, { body: '<IntuitResponse/>' }],
    ] as const)('are refused for good: %s at %s', async (code, path, given) => {
      expect(await ask(given)).toMatchObject({ name: 'Rejected', code, path });
    });

    it('keep the vendor’s id of the call, and nothing of anybody', async () => {
      const tid = '1-6740f1c0-2a5e';
      for (const body of [upper('6000', 'ada@example.com'), lower('3200', 'errorCode=003200'), { CompanyInfo: 7 }]) {
        const error = (await ask(canned(body, 'CompanyInfo' in body ? 200 : 400, { intuit_tid: tid }))) as Error;
        expect(error).toMatchObject({ reference: tid });
        expect(JSON.stringify([error, error.message, error.stack, String(error.cause)])).not.toContain('ada@');
      }
      expect(await ask(canned({}, 503, { intuit_tid: 'Ada Byron <x>' }))).toMatchObject({ reference: null });
    });

    it('say that there is no such thing', async () => {
      answers = [canned(upper('610'), 400)];
      const snapshot = await quickbooks().snapshot(session, { kind: 'invoice', id: '7' });
      expect(snapshot).toMatchObject({ found: false, transitions: [] });
    });

    it('are asked for page by page, with hidden customers', async () => {
      answers = [canned({ QueryResponse: {}, time: 'x' })];
      const page = await quickbooks().customerPage(session, { cursor: '2001', pageSize: 5000 });
      expect(page).toEqual({ customers: [], nextCursor: null, budget: null });
      expect(asked[0]?.url.search).not.toContain('+');
      expect(asked[0]?.url.searchParams.get('query')).toBe(
        'select * from Customer where Active in (true,false) ORDERBY Id STARTPOSITION 2001 MAXRESULTS 1000',
      );
    });
  });

  describe('of a customer', () => {
    const times = { CreateTime: '2026-11-01T08:00:00-08:00', LastUpdatedTime: '2026-11-02T08:00:00-08:00' };
    const read = async (fields: object) => {
      answers = [canned({ Customer: { Id: '1', DisplayName: 'Ada Byron', Active: true, MetaData: times, ...fields } })];
      return quickbooks().snapshot(session, { kind: 'client', id: '1' });
    };

    it('may have several addresses in one field', async () => {
      const given = 'ada@example.com, Ada <ada@home.example.com>;office@example.com';
      const { customer } = await read({ PrimaryEmailAddr: { Address: given } });
      expect(customer?.emails).toEqual([
        { address: 'ada@example.com', label: null, primary: true },
        { address: 'ada@home.example.com', label: null, primary: false },
        { address: 'office@example.com', label: null, primary: false },
      ]);
      expect((await read({ PrimaryEmailAddr: { Address: 'none' } })).customer?.emails).toMatchObject([
        { address: 'none' },
      ]);
    });

    it('may have numbers as people type them, mobile first', async () => {
      const { customer } = await read({
        PrimaryPhone: { FreeFormNumber: '(207) 555-0121 / 207.555.0122 (wife)' },
        Mobile: { FreeFormNumber: ' 207 555 0123 ' },
        AlternatePhone: { FreeFormNumber: 'ask Bob' },
        Fax: { FreeFormNumber: '2075550129' },
      });
      expect(customer?.phones).toEqual([
        { number: '207 555 0123', label: 'MOBILE', mobile: true, smsAllowed: true, primary: true },
        { number: '(207) 555-0121', label: 'MAIN', mobile: null, smsAllowed: true, primary: false },
        { number: '207.555.0122 (wife)', label: 'MAIN', mobile: null, smsAllowed: true, primary: false },
        { number: '2075550129', label: 'FAX', mobile: false, smsAllowed: false, primary: false },
      ]);
    });

    it('are new from the time of their creation', async () => {
      const { transitions, updatedAt } = await read({});
      expect(transitions).toEqual([
        {
          trigger: 'client_created',
          entity: { kind: 'client', id: '1' },
          holds: true,
          at: new Date('2026-11-01T16:00:00Z'),
          source: 'MetaData.CreateTime',
          saidBy: [],
        },
      ]);
      expect(updatedAt).toEqual(new Date('2026-11-02T16:00:00Z'));
    });

    it('are archived when hidden, under their own name, and no news', async () => {
      const { customer, transitions } = await read({ Active: false, DisplayName: 'Ada Byron (deleted)' });
      expect(customer).toMatchObject({ name: 'Ada Byron', isArchived: true });
      expect(transitions).toEqual([]);
    });

    it.each([
      ['a sub-customer', { Job: true, ParentRef: { value: '2' } }],
      ['a project', { Job: true, IsProject: true, ParentRef: { value: '2' } }],
    ])('are nobody to write to: %s', async (_, fields) => {
      expect(await read(fields)).toMatchObject({ found: true, customer: null, transitions: [] });
    });

    it('are companies when they have no person’s name', async () => {
      expect((await read({ CompanyName: 'Harbor Café' })).customer).toMatchObject({ isCompany: true });
      expect((await read({ CompanyName: 'Byron Ltd', GivenName: 'Ada' })).customer).toMatchObject({
        isCompany: false,
        companyName: 'Byron Ltd',
      });
    });
  });

  describe('of a paper', () => {
    const times = { CreateTime: '2026-11-01T08:00:00-08:00', LastUpdatedTime: '2026-11-02T08:00:00-08:00' };
    const customer = canned({ Customer: { Id: '1', DisplayName: 'Ada', MetaData: times } });
    const invoice = (fields: object) => ({
      Id: '9',
      DocNumber: '1042',
      CustomerRef: { value: '1' },
      TotalAmt: 180,
      Balance: 180,
      EmailStatus: 'NotSet',
      MetaData: times,
      ...fields,
    });
    const transitionsOf = async (kind: string, ...given: object[]) => {
      answers = [...given.map((one) => canned(one)), customer];
      const { transitions } = await quickbooks().snapshot(session, { kind, id: '9' });
      return Object.fromEntries(transitions.map((one) => [one.trigger, one]));
    };
    const payments = (...days: string[]) => ({
      QueryResponse: {
        Payment: days.map((day, n) => ({
          Id: `p${n}`,
          Line: [{ LinkedTxn: [{ TxnId: '9', TxnType: 'Invoice' }] }],
          MetaData: { CreateTime: `${day}T12:00:00Z`, LastUpdatedTime: '2026-11-22T00:00:00Z' },
        })),
      },
    });
    const linked = (...ids: string[]) => ids.map((TxnId) => ({ TxnId, TxnType: 'Payment' }));

    it('are sent when the vendor emailed them', async () => {
      expect((await transitionsOf('invoice', { Invoice: invoice({}) })).invoice_sent).toMatchObject({ holds: false });
      const emailed = invoice({ EmailStatus: 'EmailSent' });
      expect((await transitionsOf('invoice', { Invoice: emailed })).invoice_sent).toMatchObject({
        holds: true,
        at: null,
        saidBy: ['invoice.emailed'],
      });
      const delivered = invoice({ DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: '2026-11-20T07:00:00-08:00' } });
      expect((await transitionsOf('invoice', { Invoice: delivered })).invoice_sent).toMatchObject({
        holds: true,
        at: new Date('2026-11-20T15:00:00Z'),
        source: 'DeliveryInfo.DeliveryTime',
      });
    });

    it('are paid when nothing is left, at the last of their payments', async () => {
      const paid = invoice({ Balance: 0, LinkedTxn: linked('p0', 'p1') });
      const read = await transitionsOf('invoice', { Invoice: paid }, payments('2026-11-20', '2026-11-18'));
      expect(read.invoice_paid).toMatchObject({
        holds: true,
        at: new Date('2026-11-20T12:00:00Z'),
        source: 'Payment.MetaData.CreateTime',
      });
      expect(asked[1]?.url.searchParams.get('query')).toContain("Id in ('p0','p1')");
    });

    it.each([
      ['a part is left', { Balance: 0.01 }],
      ['they are voided', { Balance: 0, TotalAmt: 0, PrivateNote: 'Voided' }],
      ['they are voided and keep their total', { Balance: 0, PrivateNote: 'Voided - typed twice' }],
      ['they were for nothing', { Balance: 0, TotalAmt: 0 }],
    ])('are not paid when %s', async (_, fields) => {
      const sent = { EmailStatus: 'EmailSent' };
      const read = await transitionsOf('invoice', { Invoice: invoice({ ...sent, ...fields }) });
      expect(read.invoice_paid).toMatchObject({ holds: false, at: null });
      expect(read.invoice_sent?.holds).toBe(!('PrivateNote' in fields));
    });

    it('are paid by a credit without a time', async () => {
      const paid = invoice({ Balance: 0, LinkedTxn: [{ TxnId: '5', TxnType: 'CreditMemo' }] });
      expect((await transitionsOf('invoice', { Invoice: paid })).invoice_paid).toMatchObject({ holds: true, at: null });
    });

    it.each([
      ['Pending', false],
      ['Rejected', false],
      ['Closed', false],
      ['Accepted', true],
      ['Converted', true],
      ['Pondered', false],
    ])('are accepted estimates: %s is %s', async (TxnStatus, holds) => {
      const estimate = { Id: '9', CustomerRef: { value: '1' }, AcceptedDate: '2026-11-20', MetaData: times };
      expect((await transitionsOf('quote', { Estimate: { ...estimate, TxnStatus } })).quote_approved).toMatchObject({
        holds,
        at: holds ? new Date('2026-11-20') : null,
        dateOnly: holds,
      });
    });

    it('belong to the customer at the top of a sub-customer', async () => {
      const part = { Id: '3', DisplayName: 'Annex', Job: true, ParentRef: { value: '1' }, MetaData: times };
      answers = [canned({ Invoice: invoice({ CustomerRef: { value: '3' } }) }), canned({ Customer: part }), customer];
      const snapshot = await quickbooks().snapshot(session, { kind: 'invoice', id: '9' });
      expect(snapshot.customer).toMatchObject({ externalId: '1', name: 'Ada' });
      expect(asked.map(({ url }) => url.pathname.split('/').slice(4).join('/'))).toEqual([
        'invoice/9',
        'customer/3',
        'customer/1',
      ]);
    });
  });
});
