import { type Request, Router } from 'express';
import {
  acceptBody,
  busyBody,
  customerBody,
  estimateBody,
  finishedBody,
  invoiceBody,
  invoiceEdit,
  liveBody,
  mergeBody,
  paperBody,
  paymentBody,
  seedBody,
} from './bodies.ts';
import { seedBusyCompany } from './busy.ts';
import { seedHistory } from './company.ts';
import type { Deeds } from './deeds.ts';
import { seedFinished } from './finished.ts';
import { live } from './live.ts';
import { mirrorPaper } from './mirror.ts';
import type { State } from './state.ts';

type Dependencies = {
  state: State;
  deeds: Deeds;
  /** The same deeds, of which nobody is told. */
  quiet: Deeds;
  clock: () => number;
};

/** What people do in the books, and whole years of it at once. */
export function createBooks({ state, deeds, quiet, clock }: Dependencies): Router {
  const router = Router();
  const row = <Row>(rows: Record<string, Row>, id: unknown): Row => {
    const found = Object.hasOwn(rows, String(id)) ? rows[String(id)] : undefined;
    if (!found) throw new NotFound('no such thing');
    return found;
  };
  const customer = (req: Request) => row(state.customers, req.params.id);
  const invoice = (req: Request) => row(state.invoices, req.params.id);
  const estimate = (req: Request) => row(state.estimates, req.params.id);

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
    deeds.mergeCustomer(customer(req), row(state.customers, mergeBody.parse(req.body).into));
    res.status(204).end();
  });

  router.post('/invoices', (req, res) => {
    const body = invoiceBody.parse(req.body);
    row(state.customers, body.customerId);
    res.status(201).json(deeds.createInvoice(body));
  });
  router.patch('/invoices/:id', (req, res) => {
    const found = invoice(req);
    deeds.editInvoice(found, invoiceEdit.parse(req.body));
    res.json(found);
  });
  const onInvoice = { send: deeds.sendInvoice, overdue: deeds.moveToYesterday, void: deeds.voidInvoice };
  for (const [verb, act] of Object.entries(onInvoice)) {
    router.post(`/invoices/:id/${verb}`, (req, res) => {
      const found = invoice(req);
      act(found);
      res.json(found);
    });
  }
  router.delete('/invoices/:id', (req, res) => {
    deeds.deleteInvoice(invoice(req));
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
  router.post('/estimates/:id/send', (req, res) => {
    const found = estimate(req);
    deeds.sendEstimate(found);
    res.json(found);
  });
  router.post('/estimates/:id/accept', (req, res) => {
    const found = estimate(req);
    deeds.judgeEstimate(found, 'Accepted', acceptBody.parse(req.body ?? {}).acceptedDate);
    res.json(found);
  });
  router.post('/estimates/:id/reject', (req, res) => {
    const found = estimate(req);
    deeds.judgeEstimate(found, 'Rejected');
    res.json(found);
  });
  router.delete('/estimates/:id', (req, res) => {
    deeds.deleteEstimate(estimate(req));
    res.status(204).end();
  });
  router.put('/paper', (req, res) => void res.json(mirrorPaper({ state, deeds }, paperBody.parse(req.body))));
  const lists = { customer: 'customers', invoice: 'invoices', estimate: 'estimates', payment: 'payments' } as const;
  for (const [name, list] of Object.entries(lists) as [keyof typeof lists, (typeof lists)[keyof typeof lists]][]) {
    router.post(`/${list}/:id/touch`, (req, res) => {
      const found = row<Parameters<Deeds['touch']>[1]>(state[list], req.params.id);
      deeds.touch(name, found);
      res.json(found);
    });
  }

  const seeded = (path: string, seed: (req: Request) => void) =>
    router.post(path, (req, res) => {
      seed(req);
      res.status(201).json(totalsOf(state));
    });
  seeded('/seed', (req) => seedHistory(quiet, seedBody.parse(req.body), clock()));
  seeded('/finished', (req) => seedFinished(quiet, finishedBody.parse(req.body)));
  seeded('/busy', (req) => seedBusyCompany(quiet, busyBody.parse(req.body ?? {}), clock()));
  router.post('/live', (req, res) => {
    res.status(201).json({ events: live({ state, deeds }, liveBody.parse(req.body)) });
  });
  return router;
}

export const totalsOf = ({ customers, invoices, estimates, payments }: State) => ({
  customers: Object.keys(customers).length,
  invoices: Object.keys(invoices).length,
  estimates: Object.keys(estimates).length,
  payments: Object.keys(payments).length,
});

export class NotFound extends Error {}
