import express, { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { Call } from '../../../sandbox/vendor.ts';
import {
  busyBody,
  clientBody,
  closeBody,
  dueBody,
  faultsBody,
  finishedBody,
  invoiceBody,
  jobBody,
  liveBody,
  payBody,
  quoteBody,
  seedBody,
  sendBody,
  startBody,
  voidBody,
  whenBody,
} from './bodies.ts';
import { seedBusyCompany } from './busy.ts';
import { seedHistory } from './company.ts';
import type { Deeds } from './deeds.ts';
import { seedFinished } from './finished.ts';
import { decodeId, type Kind } from './ids.ts';
import { live } from './live.ts';
import type { JobberSandboxSettings } from './settings.ts';
import { isConnected, nameOf, type State } from './state.ts';
import { clientView, invoiceView, jobView, paymentView, quoteView } from './views.ts';
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
  const visit = (req: Request) => row(state.visits, 'Visit', req.params.id);
  const invoice = (req: Request) => row(state.invoices, 'Invoice', req.params.id);
  const ownerOf = (clientId: string) => row(state.clients, 'Client', clientId).id;
  const view = {
    client: clientView,
    job: jobView(state, clock),
    quote: quoteView,
    invoice: invoiceView(state, settings, clock),
  };
  const totals = () => ({
    clients: state.clients.size,
    jobs: state.jobs.size,
    visits: state.visits.size,
    quotes: state.quotes.size,
    invoices: state.invoices.size,
    payments: state.payments.size,
  });
  const limited = (req: Request) => {
    const limit = Number(req.query.limit ?? 200);
    return <Row, View>(rows: Map<number, Row>, show: (row: Row) => View) =>
      limit > 0 ? [...rows.values()].slice(-limit).map(show) : [];
  };
  const owned =
    <Row extends { clientId: number }, View extends object>(show: (row: Row) => View) =>
    (shown: Row) => {
      const owner = state.clients.get(shown.clientId);
      return { ...show(shown), owner: owner ? nameOf(owner) : '' };
    };

  router.get('/state', (req, res) => {
    const newest = limited(req);
    res.json({
      account: { id: settings.accountId, name: settings.accountName, zone: settings.zone },
      clients: newest(state.clients, view.client),
      jobs: newest(state.jobs, owned(view.job)),
      quotes: newest(state.quotes, owned(view.quote)),
      invoices: newest(state.invoices, owned(view.invoice)),
      totals: totals(),
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

  const onVisit = (verb: string, act: (req: Request, found: ReturnType<typeof visit>) => void) =>
    router.post(`/visits/:id/${verb}`, (req, res) => {
      const found = visit(req);
      act(req, found);
      const owner = state.jobs.get(found.jobId);
      res.json(owner ? view.job(owner) : {});
    });
  onVisit('complete', (req, found) => {
    const { completedAt, completesJob } = whenBody.parse(req.body ?? {});
    deeds.completeVisit(found, completedAt, completesJob);
  });
  onVisit('reschedule', (req, found) => deeds.rescheduleVisit(found, startBody.parse(req.body).startAt));
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

  router.post('/invoices', (req, res) => {
    const body = invoiceBody.parse(req.body);
    res.status(201).json(view.invoice(deeds.createInvoice({ ...body, clientId: ownerOf(body.clientId) })));
  });
  const onInvoice = (verb: string, act: (req: Request, found: ReturnType<typeof invoice>) => void) =>
    router.post(`/invoices/:id/${verb}`, (req, res) => {
      const found = invoice(req);
      act(req, found);
      res.json(view.invoice(found));
    });
  onInvoice('send', (_req, found) => deeds.sendInvoice(found));
  onInvoice('pay', (req, found) => {
    const { amount, at } = payBody.parse(req.body ?? {});
    deeds.payInvoice(found, amount, at);
  });
  onInvoice('void', (req, found) =>
    deeds.endInvoice(found, voidBody.parse(req.body ?? {}).showsAs === 'paid' ? 'void as paid' : 'void'),
  );
  onInvoice('write-off', (_req, found) => deeds.endInvoice(found, 'bad debt'));
  onInvoice('due', (req, found) => deeds.moveDueDate(found, dueBody.parse(req.body).dueDate));
  onInvoice('touch', (_req, found) => deeds.touch.invoice(found));
  router.delete('/payments/:id', (req, res) => {
    const found = row(state.payments, 'PaymentRecord', req.params.id);
    deeds.deletePayment(found);
    res.json(paymentView(found));
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
    res.status(201).json(totals());
  });
  router.post('/seed/finished', (req, res) => {
    seedFinished(state, { ...finishedBody.parse(req.body), zone: settings.zone });
    changed();
    res.status(201).json(totals());
  });
  router.post('/busy', (req, res) => {
    seedBusyCompany(state, { ...busyBody.parse(req.body ?? {}), zone: settings.zone }, clock());
    changed();
    res.status(201).json(totals());
  });
  const seen = new Set<number>();
  router.post('/live', (req, res) => {
    res.status(201).json({ events: live({ state, deeds, seen }, liveBody.parse(req.body)) });
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
