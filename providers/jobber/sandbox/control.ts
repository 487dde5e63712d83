import express, { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { Call } from '../../../sandbox/vendor.ts';
import { seedHistory } from './company.ts';
import type { Deeds } from './deeds.ts';
import { decodeId, type Kind } from './ids.ts';
import type { JobberSandboxSettings } from './settings.ts';
import { isConnected, type State } from './state.ts';
import { clientView, jobView, quoteView } from './views.ts';
import type { Webhooks } from './webhooks.ts';

type Dependencies = {
  state: State;
  settings: JobberSandboxSettings;
  deeds: Deeds;
  webhooks: Webhooks;
  oauth: { disconnect(): void; revoke(): void; expireAccessTokens(): void };
  calls: Call[];
  clock: () => number;
  changed: () => void;
};

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const text = z.string().nullable().default(null);
const clientBody = z.strictObject({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  companyName: z.string().nullable().optional(),
  isCompany: z.boolean().optional(),
  isLead: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  sampleData: z.boolean().optional(),
  emails: z
    .array(z.strictObject({ address: z.string(), description: z.string().optional(), primary: z.boolean().optional() }))
    .optional(),
  phones: z
    .array(
      z.strictObject({
        number: z.string(),
        description: z.string().optional(),
        primary: z.boolean().optional(),
        smsAllowed: z.boolean().optional(),
      }),
    )
    .optional(),
  billingAddress: z
    .strictObject({ street1: text, street2: text, city: text, province: text, postalCode: text, country: text })
    .nullable()
    .optional(),
  flags: z
    .partialRecord(
      z.enum([
        'receivesReminders',
        'receivesFollowUps',
        'receivesQuoteFollowUps',
        'receivesInvoiceFollowUps',
        'receivesReviewRequests',
      ]),
      z.boolean(),
    )
    .optional(),
  createdAt: instant.optional(),
});
const jobBody = z.strictObject({
  clientId: z.string(),
  title: z.string(),
  total: z.number().optional(),
  visits: z
    .array(
      z.strictObject({
        title: z.string().optional(),
        startAt: instant.optional(),
        endAt: instant.optional(),
        completedAt: instant.optional(),
      }),
    )
    .optional(),
  createdAt: instant.optional(),
  completedAt: instant.optional(),
});
const quoteBody = z.strictObject({
  clientId: z.string(),
  title: z.string(),
  total: z.number().optional(),
  createdAt: instant.optional(),
  approvedAt: instant.optional(),
});
const whenBody = z.strictObject({
  completedAt: instant.optional(),
  approvedAt: instant.optional(),
  completesJob: z.boolean().optional(),
});
const closeBody = z.strictObject({ awaitsInvoice: z.boolean().default(false) });
const faultsBody = z
  .strictObject({
    rateLimit: z.union([z.boolean(), z.literal('http429')]),
    serverError: z.union([z.boolean(), z.int().min(500).max(599)]),
    duplicateWebhooks: z.boolean(),
    dropWebhooks: z.boolean(),
    delayMs: z.int().min(0),
    hidden: z.array(z.string()),
  })
  .partial();
const seedBody = z.strictObject({
  clients: z.int().min(0).max(200_000),
  finishedJobs: z.int().min(0).default(0),
  seed: z.int().default(1),
});
const sendBody = z.strictObject({
  topic: z.string(),
  itemId: z.string(),
  times: z.int().min(1).max(1000).default(1),
  occurredAt: instant.optional(),
  accountId: z.string().optional(),
});

/** What the sandbox page and the tests do in the pretend account. Ids are EncodedIds. */
export function createControl({
  state,
  settings,
  deeds,
  webhooks,
  oauth,
  calls,
  clock,
  changed,
}: Dependencies): Router {
  const router = Router();
  router.use(express.json({ limit: '5mb' }));

  function row<Row>(rows: Map<number, Row>, kind: Kind, id: string | string[] | undefined): Row {
    const found = rows.get(decodeId(kind, String(id)) ?? -1);
    if (!found) throw new NotFound(`no such ${kind.toLowerCase()}`);
    return found;
  }
  const client = (req: Request) => row(state.clients, 'Client', req.params.id);
  const job = (req: Request) => row(state.jobs, 'Job', req.params.id);
  const quote = (req: Request) => row(state.quotes, 'Quote', req.params.id);
  const ownerOf = (clientId: string) => row(state.clients, 'Client', clientId).id;
  const view = { client: clientView, job: jobView(state, clock), quote: quoteView };
  const limited = (req: Request) => {
    const limit = Number(req.query.limit ?? 200);
    return <Row, View>(rows: Map<number, Row>, show: (row: Row) => View) =>
      limit > 0 ? [...rows.values()].slice(-limit).map(show) : [];
  };

  router.get('/state', (req, res) => {
    const newest = limited(req);
    res.json({
      account: { id: settings.accountId, name: settings.accountName, zone: settings.zone },
      clients: newest(state.clients, view.client),
      jobs: newest(state.jobs, view.job),
      quotes: newest(state.quotes, view.quote),
      totals: {
        clients: state.clients.size,
        jobs: state.jobs.size,
        visits: state.visits.size,
        quotes: state.quotes.size,
      },
      faults: state.faults,
      connected: isConnected(state),
      webhooks: state.deliveries.slice(-Number(req.query.webhooks ?? 50)),
    });
  });
  router.get('/calls', (_req, res) => void res.json(calls));

  router.post(
    '/clients',
    (req, res) => void res.status(201).json(view.client(deeds.createClient(clientBody.parse(req.body)))),
  );
  router.patch('/clients/:id', (req, res) => {
    const found = client(req);
    deeds.editClient(found, clientBody.parse(req.body));
    res.json(view.client(found));
  });
  router.delete('/clients/:id', (req, res) => {
    deeds.deleteClient(client(req));
    res.status(204).end();
  });
  router.post('/jobs', (req, res) => {
    const body = jobBody.parse(req.body);
    res.status(201).json(view.job(deeds.createJob({ ...body, clientId: ownerOf(body.clientId) })));
  });
  router.post('/quotes', (req, res) => {
    const body = quoteBody.parse(req.body);
    res.status(201).json(view.quote(deeds.createQuote({ ...body, clientId: ownerOf(body.clientId) })));
  });

  router.post('/visits/:id/complete', (req, res) => {
    const visit = row(state.visits, 'Visit', req.params.id);
    const { completedAt, completesJob } = whenBody.parse(req.body ?? {});
    deeds.completeVisit(visit, completedAt, completesJob);
    const owner = state.jobs.get(visit.jobId);
    res.json(owner ? view.job(owner) : {});
  });
  const onJob = (verb: string, act: (req: Request, found: ReturnType<typeof job>) => void) =>
    router.post(`/jobs/:id/${verb}`, (req, res) => {
      const found = job(req);
      act(req, found);
      res.json(view.job(found));
    });
  onJob('complete', (req, found) => deeds.completeJob(found, whenBody.parse(req.body ?? {}).completedAt));
  onJob('close', (req, found) => deeds.closeJob(found, closeBody.parse(req.body ?? {}).awaitsInvoice));
  onJob('reopen', (_req, found) => deeds.reopenJob(found));
  onJob('touch', (_req, found) => void deeds.touch.job(found));
  router.post('/quotes/:id/approve', (req, res) => {
    const found = quote(req);
    deeds.approveQuote(found, whenBody.parse(req.body ?? {}).approvedAt);
    res.json(view.quote(found));
  });
  router.post('/quotes/:id/touch', (req, res) => {
    const found = quote(req);
    deeds.touch.quote(found);
    res.json(view.quote(found));
  });
  router.post('/clients/:id/touch', (req, res) => {
    const found = client(req);
    deeds.touch.client(found);
    res.json(view.client(found));
  });

  const done = (act: () => void) => (_req: Request, res: Response) => {
    act();
    res.status(204).end();
  };
  router.post(
    '/disconnect',
    done(() => {
      const wasConnected = isConnected(state);
      oauth.disconnect();
      if (wasConnected) webhooks.send('APP_DISCONNECT', settings.accountId, clock(), { force: true });
    }),
  );
  router.post('/tokens/expire', done(oauth.expireAccessTokens));
  router.post('/tokens/revoke', done(oauth.revoke));
  router.get('/faults', (_req, res) => void res.json(state.faults));
  router.put('/faults', (req, res) => {
    Object.assign(state.faults, faultsBody.parse(req.body));
    changed();
    res.json(state.faults);
  });
  router.post('/seed', (req, res) => {
    seedHistory(state, seedBody.parse(req.body), clock());
    changed();
    res.status(201).json({ clients: state.clients.size, jobs: state.jobs.size, visits: state.visits.size });
  });
  router.post('/webhooks/send', (req, res) => {
    const { topic, itemId, times, occurredAt, accountId } = sendBody.parse(req.body);
    for (let n = 0; n < times; n += 1) webhooks.send(topic, itemId, occurredAt ?? clock(), { force: true, accountId });
    res.status(202).end();
  });

  router.use((error: unknown, _req: Request, res: Response, next: (error: unknown) => void) => {
    if (error instanceof NotFound) res.status(404).json({ message: error.message });
    else if (error instanceof z.ZodError) res.status(400).json({ message: z.prettifyError(error) });
    else next(error);
  });
  return router;
}

class NotFound extends Error {}
