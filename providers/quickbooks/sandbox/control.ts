import express, { type Response, Router } from 'express';
import * as z from 'zod';
import type { CallLog } from '../../../sandbox/call-log.ts';
import { faultsBody, sendBody, settingsBody } from './bodies.ts';
import { createBooks, NotFound, totalsOf } from './control-books.ts';
import type { Deeds } from './deeds.ts';
import type { QuickbooksSandboxSettings } from './settings.ts';
import { isConnected, type State } from './state.ts';
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

/** What the sandbox page and the tests do in and with the pretend company. */
export function createControl(given: Dependencies): Router {
  const { state, settings, webhooks, oauth, calls, clock, changed } = given;
  const router = Router();
  router.use(express.json({ limit: '5mb' }));

  router.get('/state', (req, res) => {
    const limit = Number(req.query.limit ?? 200);
    const some = <Row>(rows: Record<string, Row>) => (limit > 0 ? Object.values(rows).slice(-limit) : []);
    const owned = <Row extends { customerId: string }>(rows: Record<string, Row>) =>
      some(rows).map((row) => ({ ...row, owner: customers[row.customerId]?.displayName ?? '' }));
    const { customers, invoices, estimates, payments, gone, faults, webhookFormat } = state;
    res.json({
      account: { id: settings.realmId, name: settings.companyName, zone: settings.zone },
      customers: some(customers),
      invoices: owned(invoices),
      estimates: owned(estimates),
      payments: some(payments),
      gone: limit > 0 ? gone.slice(-limit) : [],
      totals: totalsOf(state),
      faults,
      webhookFormat,
      connected: isConnected(state),
      webhooks: state.deliveries.slice(-Number(req.query.webhooks ?? 50)),
    });
  });
  router.get('/calls', (req, res) => void res.json(calls.newest(req.query.limit)));
  router.use(createBooks(given));

  const done = (act: () => void) => (_req: unknown, res: Response) => {
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
  router.post('/webhooks/send', (req, res) => {
    const { events, times } = sendBody.parse(req.body);
    const at = clock();
    const happenings = events.map((event) => ({ ...event, at: event.at ?? at }));
    for (let n = 0; n < times; n += 1) webhooks.send(happenings, { force: true });
    res.status(202).end();
  });

  router.use((error: unknown, _req: unknown, res: Response, next: (error: unknown) => void) => {
    if (error instanceof NotFound) res.status(404).json({ message: error.message });
    else if (error instanceof z.ZodError) res.status(400).json({ message: z.prettifyError(error) });
    else next(error);
  });
  return router;
}
