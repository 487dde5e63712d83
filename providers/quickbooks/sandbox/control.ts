import express, { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { CallLog } from '../../../sandbox/call-log.ts';
import { seedHistory } from './company.ts';
import type { Deeds } from './deeds.ts';
import type { QuickbooksSandboxSettings } from './settings.ts';
import { isConnected, type State, webhookFormats } from './state.ts';
import type { Webhooks } from './webhooks.ts';

type Dependencies = {
  state: State;
  settings: QuickbooksSandboxSettings;
  deeds: Deeds;
  /** The same deeds, of which nobody is told. */
  quiet: Deeds;
  webhooks: Webhooks;
  oauth: { revoke(): void; expireAccessTokens(): void };
  calls: CallLog;
  clock: () => number;
  changed: () => void;
};

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const text = z.string().nullable().optional();
const line = z.string().nullable().default(null);
const customerBody = z.strictObject({
  displayName: z.string().optional(),
  givenName: text,
  familyName: text,
  companyName: text,
  email: text,
  mobile: text,
  phone: text,
  alternatePhone: text,
  fax: text,
  address: z
    .strictObject({ line1: line, line2: line, city: line, province: line, postalCode: line, country: line })
    .nullable()
    .optional(),
  active: z.boolean().optional(),
  parentId: text,
  isProject: z.boolean().optional(),
  createdAt: instant.optional(),
});
const paper = { customerId: z.string(), title: z.string().optional(), total: z.number().min(0).optional() };
const invoiceBody = z.strictObject({
  ...paper,
  dueDate: z.iso.date().optional(),
  createdAt: instant.optional(),
  sentAt: instant.optional(),
});
const estimateBody = z.strictObject({ ...paper, createdAt: instant.optional() });
const paymentBody = z.strictObject({
  customerId: z.string().optional(),
  invoiceIds: z.array(z.string()).default([]),
  amount: z.number().positive().optional(),
  createdAt: instant.optional(),
});
const acceptBody = z.strictObject({ acceptedDate: z.iso.date().optional() });
const faultsBody = z
  .strictObject({
    rateLimit: z.boolean(),
    serverError: z.union([z.boolean(), z.int().min(500).max(599)]),
    duplicateWebhooks: z.boolean(),
    dropWebhooks: z.boolean(),
    delayMs: z.int().min(0),
  })
  .partial();
const settingsBody = z.strictObject({ webhookFormat: z.enum(webhookFormats) });
const seedBody = z.strictObject({
  customers: z.int().min(0).max(200_000),
  paidInvoices: z.int().min(0).default(0),
  seed: z.int().default(1),
});
const sendBody = z.strictObject({
  events: z
    .array(
      z.strictObject({
        name: z.string(),
        id: z.string(),
        operation: z.string(),
        realmId: z.string().optional(),
        deletedId: z.string().optional(),
        at: instant.optional(),
      }),
    )
    .min(1),
  times: z.int().min(1).max(1000).default(1),
});

/** What the sandbox page and the tests do in the pretend company. */
export function createControl(given: Dependencies): Router {
  const { state, settings, deeds, quiet, webhooks, oauth, calls, clock, changed } = given;
  const router = Router();
  router.use(express.json({ limit: '5mb' }));

  const row = <Row>(rows: Record<string, Row>, id: unknown): Row => {
    const found = Object.hasOwn(rows, String(id)) ? rows[String(id)] : undefined;
    if (!found) throw new NotFound('no such thing');
    return found;
  };
  const customer = (req: Request) => row(state.customers, req.params.id);
  const newest = (req: Request) => {
    const limit = Number(req.query.limit ?? 200);
    return <Row>(rows: Record<string, Row>) => (limit > 0 ? Object.values(rows).slice(-limit) : []);
  };

  router.get('/state', (req, res) => {
    const some = newest(req);
    const { customers, invoices, estimates, payments, faults, webhookFormat } = state;
    res.json({
      account: { id: settings.realmId, name: settings.companyName, zone: settings.zone },
      customers: some(customers),
      invoices: some(invoices),
      estimates: some(estimates),
      payments: some(payments),
      totals: {
        customers: Object.keys(customers).length,
        invoices: Object.keys(invoices).length,
        estimates: Object.keys(estimates).length,
        payments: Object.keys(payments).length,
      },
      faults,
      webhookFormat,
      connected: isConnected(state),
      webhooks: state.deliveries.slice(-50),
    });
  });
  router.get('/calls', (req, res) => void res.json(calls.newest(req.query.limit)));

  router.post('/customers', (req, res) => {
    const body = customerBody.parse(req.body);
    if (body.parentId) row(state.customers, body.parentId);
    res.status(201).json(deeds.createCustomer(body));
  });
  router.patch('/customers/:id', (req, res) => {
    const found = customer(req);
    deeds.editCustomer(found, customerBody.parse(req.body));
    res.json(found);
  });
  router.delete('/customers/:id', (req, res) => {
    deeds.hideCustomer(customer(req));
    res.status(204).end();
  });
  router.post('/customers/:id/merge', (req, res) => {
    const { into } = z.strictObject({ into: z.string() }).parse(req.body);
    deeds.mergeCustomer(customer(req), row(state.customers, into));
    res.status(204).end();
  });

  router.post('/invoices', (req, res) => {
    const body = invoiceBody.parse(req.body);
    row(state.customers, body.customerId);
    res.status(201).json(deeds.createInvoice(body));
  });
  router.post('/invoices/:id/send', (req, res) => {
    const found = row(state.invoices, req.params.id);
    deeds.sendInvoice(found);
    res.json(found);
  });
  router.post('/invoices/:id/void', (req, res) => {
    const found = row(state.invoices, req.params.id);
    deeds.voidInvoice(found);
    res.json(found);
  });
  router.delete('/invoices/:id', (req, res) => {
    deeds.deleteInvoice(row(state.invoices, req.params.id));
    res.status(204).end();
  });
  router.post('/payments', (req, res) => {
    const body = paymentBody.parse(req.body);
    const invoices = body.invoiceIds.map((id) => row(state.invoices, id));
    const { id: customerId } = row(state.customers, body.customerId ?? invoices[0]?.customerId);
    res.status(201).json(deeds.pay({ ...body, customerId }));
  });
  router.delete('/payments/:id', (req, res) => {
    deeds.deletePayment(row(state.payments, req.params.id));
    res.status(204).end();
  });
  router.post('/estimates', (req, res) => {
    const body = estimateBody.parse(req.body);
    row(state.customers, body.customerId);
    res.status(201).json(deeds.createEstimate(body));
  });
  router.post('/estimates/:id/accept', (req, res) => {
    const found = row(state.estimates, req.params.id);
    deeds.judgeEstimate(found, 'Accepted', acceptBody.parse(req.body ?? {}).acceptedDate);
    res.json(found);
  });
  router.post('/estimates/:id/reject', (req, res) => {
    const found = row(state.estimates, req.params.id);
    deeds.judgeEstimate(found, 'Rejected');
    res.json(found);
  });
  const lists = { customer: 'customers', invoice: 'invoices', estimate: 'estimates', payment: 'payments' } as const;
  for (const [name, list] of Object.entries(lists) as [keyof typeof lists, (typeof lists)[keyof typeof lists]][]) {
    router.post(`/${list}/:id/touch`, (req, res) => {
      const found = row<Parameters<Deeds['touch']>[1]>(state[list], req.params.id);
      deeds.touch(name, found);
      res.json(found);
    });
  }

  const done = (act: () => void) => (_req: Request, res: Response) => {
    act();
    res.status(204).end();
  };
  // The vendor tells nobody when an owner disconnects the app there.
  router.post('/disconnect', done(oauth.revoke));
  router.post('/tokens/expire', done(oauth.expireAccessTokens));
  router.post('/tokens/revoke', done(oauth.revoke));
  router.get('/faults', (_req, res) => void res.json(state.faults));
  router.put('/faults', (req, res) => {
    Object.assign(state.faults, faultsBody.parse(req.body));
    changed();
    res.json(state.faults);
  });
  router.get('/settings', (_req, res) => void res.json({ webhookFormat: state.webhookFormat }));
  router.put('/settings', (req, res) => {
    state.webhookFormat = settingsBody.parse(req.body).webhookFormat;
    changed();
    res.json({ webhookFormat: state.webhookFormat });
  });
  router.post('/seed', (req, res) => {
    seedHistory(quiet, seedBody.parse(req.body), clock());
    res.status(201).json({
      customers: Object.keys(state.customers).length,
      invoices: Object.keys(state.invoices).length,
      payments: Object.keys(state.payments).length,
    });
  });
  router.post('/webhooks/send', (req, res) => {
    const { events, times } = sendBody.parse(req.body);
    const at = clock();
    const happenings = events.map((event) => ({ ...event, at: event.at ?? at }));
    for (let n = 0; n < times; n += 1) webhooks.send(happenings, { force: true });
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
