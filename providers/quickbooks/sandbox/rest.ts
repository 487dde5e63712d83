import { randomUUID } from 'node:crypto';
import express, { type Request, type RequestHandler, Router } from 'express';
import { changeDataCapture } from './cdc.ts';
import { apiFault, gatewayFault } from './fault.ts';
import { createLimits } from './limits.ts';
import { createListing } from './listing.ts';
import type { AccessReading } from './oauth.ts';
import { idsAsked, parseQuery, QueryError, runQuery } from './query.ts';
import type { QuickbooksSandboxSettings } from './settings.ts';
import type { State } from './state.ts';

type Dependencies = {
  state: State;
  settings: QuickbooksSandboxSettings;
  clock: () => number;
  /** A clock that nobody sets: what the limits are measured by. */
  steady: () => number;
  readAccessToken: (token: string) => AccessReading;
  /** Another one after every change of the books. */
  version: () => number;
};

const oldestMinorVersion = 75;

/** The data API of the one pretend company. */
export function createRest({ state, settings, clock, steady, readAccessToken, version }: Dependencies): Router {
  const limits = createLimits(settings.budgetMultiplier, steady);
  const now = () => new Date(clock()).toISOString();
  const listed = createListing(state, version);
  const wantsLink = (req: Request) => req.query.include === 'invoiceLink';

  const admitted: RequestHandler = (req, res, next) => {
    res.set('intuit_tid', randomUUID());
    const reading = readAccessToken(/^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '');
    if (reading !== 'valid') {
      const detail = reading === 'expired' ? 'Token expired: ***' : 'Token revoked: ***';
      return void gatewayFault(res, 401, '3200', 'AuthenticationFailed', detail);
    }
    if (req.params.realm !== settings.realmId)
      return void gatewayFault(res, 403, '3100', 'ApplicationAuthorizationFailed', 'The app may not read this company');
    if (state.faults.rateLimit || !limits.within())
      return void gatewayFault(res, 429, '3001', 'ThrottleExceeded', 'Too many requests');
    if (!(req.headers.accept ?? '').includes('application/json'))
      return void res.type('application/xml').send('<IntuitResponse xmlns="http://schema.intuit.com/finance/v3"/>');
    if (Number(req.query.minorversion ?? oldestMinorVersion) < oldestMinorVersion)
      return void apiFault(res, 400, '2020', 'Unsupported minor version', 'The least is 75');
    next();
  };

  const answerQuery =
    (statement: string): RequestHandler =>
    (req, res) => {
      try {
        const query = parseQuery(statement);
        const list = listed(query.entity, { withLink: wantsLink(req), ids: idsAsked(query) });
        if (!list) throw new QueryError(`${query.entity} is not played here`);
        const [name, rows] = list;
        const { page, total } = runQuery(query, rows);
        const found = page.length > 0 ? { [name]: page, startPosition: query.start, maxResults: page.length } : {};
        res.json({ QueryResponse: query.count ? { totalCount: total } : found, time: now() });
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        apiFault(res, 400, '4000', 'Error parsing query', `QueryParserError: ${error.message}`);
      }
    };

  const router = Router();
  router.get('/:realm/companyinfo/:id', admitted, (_req, res) => {
    const { companyName, zone, realmId } = settings;
    const address = {
      Id: '1',
      Line1: '12 Harbor Street',
      City: 'Portland',
      CountrySubDivisionCode: 'ME',
      PostalCode: '04101',
      Country: 'US',
    };
    res.json({
      CompanyInfo: {
        Id: '1',
        domain: 'QBO',
        SyncToken: '4',
        CompanyName: companyName,
        LegalName: `${companyName} LLC`,
        CompanyAddr: address,
        Country: 'US',
        PrimaryPhone: { FreeFormNumber: '(207) 555-0100' },
        Email: { Address: 'office@northwind.example.com' },
        WebAddr: { URI: 'https://northwind.example.com' },
        DefaultTimeZone: zone,
        FiscalYearStartMonth: 'January',
        NameValue: [{ Name: 'realm', Value: realmId }],
      },
      time: now(),
    });
  });
  router.get('/:realm/query', admitted, (req, res, next) => answerQuery(String(req.query.query ?? ''))(req, res, next));
  router.post('/:realm/query', admitted, express.text({ type: 'application/text' }), (req, res, next) =>
    answerQuery(typeof req.body === 'string' ? req.body : '')(req, res, next),
  );
  router.get('/:realm/cdc', admitted, changeDataCapture({ listed, gone: () => state.gone }, clock));
  router.get('/:realm/:entity/:id', admitted, (req, res) => {
    const found = listed(String(req.params.entity), { withLink: wantsLink(req), ids: [String(req.params.id)] });
    if (found?.[1][0]) return void res.json({ [found[0]]: found[1][0], time: now() });
    const detail =
      'Object Not Found : Something you’re trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.';
    apiFault(res, 400, '610', 'Object Not Found', detail);
  });
  return router;
}
