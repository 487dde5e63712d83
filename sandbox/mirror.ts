import express, { type RequestHandler, Router } from 'express';
import * as z from 'zod';
import { openStateFile } from './state-file.ts';

const client = z.object({
  id: z.string(),
  name: z.string(),
  emails: z.array(z.object({ address: z.string() })),
  phones: z.array(z.object({ number: z.string() })),
});
const paper = { id: z.string(), clientId: z.string(), total: z.number() };
const invoice = z.object({
  ...paper,
  invoiceNumber: z.string(),
  dueDate: z.string().nullable(),
  sentAt: z.string().nullable(),
  payments: z.array(z.object({ amount: z.number(), adjustmentType: z.string() })),
});
const quote = z.object({ ...paper, quoteNumber: z.string() });
const account = z.object({ clients: z.array(client), invoices: z.array(invoice), quotes: z.array(quote) });

/** A paper as it is written into the books. */
type Written = {
  kind: 'invoice' | 'estimate';
  number: string;
  total: number;
  dueDate?: string;
  customer: { name: string; email: string | null; phone: string | null };
};
type Mirrored = { id: string; paper: Written; sent: boolean; paid: number };

const kept = z.object({
  on: z.boolean(),
  /** By the paper's id: how it was last seen, and where it is in the books; null: it is not there. */
  papers: z.record(z.string(), z.object({ books: z.string().nullable(), paid: z.number(), text: z.string() })),
});
type Kept = z.infer<typeof kept>;

export type Mirror = {
  /** GET and PUT `{ on }`. */
  routes: RequestHandler;
  /** Stands before the control of the side that writes: its answer waits until the books have the paper. */
  watch: RequestHandler;
  close(): Promise<void>;
};

const everything = '/jobber/control/state?limit=1000000&webhooks=0';
const writes = /^\/(invoices|quotes|live)\b/;
/** What is made as if it had been there for long. */
const remembers = /^\/(busy|seed)\b/;

/** While it is on, Jobber writes its papers and payments into QuickBooks Online; nothing comes back from there. */
export function createMirror(stateFile: string | null): Mirror {
  const file = openStateFile<Kept>(stateFile, kept.parse, () => ({ on: false, papers: {} }));
  const { value: state, changed } = file;
  let last: Promise<void> = Promise.resolve();

  /** `base`: where the sandbox itself answers. A paper that the books refuse is left until it changes. */
  async function copy(base: string) {
    const refused: unknown[] = [];
    for (const row of await mirrored(base)) {
      const text = textOf(row);
      const known = state.papers[row.id];
      if (known?.text === text && known.paid === row.paid) continue;
      try {
        state.papers[row.id] = { books: await write(base, row, known), paid: row.paid, text };
      } catch (reason) {
        state.papers[row.id] = { books: known?.books ?? null, paid: known?.paid ?? 0, text };
        refused.push(reason);
      }
    }
    changed();
    if (refused.length > 0) throw refused[0];
  }

  async function leaveOut(base: string) {
    for (const row of await mirrored(base)) state.papers[row.id] ??= { books: null, paid: row.paid, text: textOf(row) };
    changed();
  }

  async function write(base: string, { paper: body, paid }: Mirrored, known: Kept['papers'][string] | undefined) {
    const { id } = await send(base, 'PUT', '/paper', body, z.object({ id: z.string() }));
    const more = Math.round((paid - (known?.books ? known.paid : 0)) * 100) / 100;
    if (more > 0) await send(base, 'POST', '/payments', { invoiceIds: [id], amount: more }, z.unknown());
    return id;
  }

  const inTurn = (work: () => Promise<void>) => {
    last = last.then(work, work);
    return last;
  };

  const routes = Router();
  routes.get('/', (_req, res) => void res.json({ on: state.on }));
  routes.put('/', express.json(), async (req, res) => {
    const given = z.strictObject({ on: z.boolean() }).safeParse(req.body);
    if (!given.success) return void res.status(400).json({ message: z.prettifyError(given.error) });
    const { on } = given.data;
    // What is there already is left out until it changes.
    if (on && !state.on) await leaveOut(baseOf(req));
    state.on = on;
    changed();
    res.json({ on });
  });

  return {
    routes,
    watch(req, res, next) {
      const work = writes.test(req.path) ? copy : remembers.test(req.path) ? leaveOut : null;
      if (!state.on || req.method !== 'POST' || !work) return next();
      const answer = res.json.bind(res);
      res.json = (body) => {
        inTurn(() => work(baseOf(req))).then(() => answer(body), next);
        return res;
      };
      next();
    },
    async close() {
      await last.catch(() => undefined);
      await file.close();
    },
  };
}

const baseOf = (req: Parameters<RequestHandler>[0]) => `http://127.0.0.1:${req.socket.localPort}`;
const textOf = ({ paper, sent }: Mirrored) => JSON.stringify({ ...paper, sent });

/** Jobber's papers as the books would have them. */
async function mirrored(base: string): Promise<Mirrored[]> {
  const answer = await fetch(`${base}${everything}`, { signal: AbortSignal.timeout(30_000) });
  const { clients, invoices, quotes } = account.parse(await answer.json());
  const owners = new Map(clients.map((one) => [one.id, one]));
  const customerOf = ({ clientId }: { clientId: string }) => {
    const owner = owners.get(clientId);
    const email = owner?.emails[0]?.address ?? null;
    return { name: owner?.name || 'Customer', email, phone: owner?.phones[0]?.number ?? null };
  };
  const paidOf = ({ payments }: (typeof invoices)[number]) =>
    payments.reduce((sum, { amount, adjustmentType }) => sum + (adjustmentType === 'PAYMENT' ? amount : 0), 0);
  return [
    ...invoices.map((row): Mirrored => {
      const { id, invoiceNumber: number, total, dueDate, sentAt } = row;
      const written: Written = {
        kind: 'invoice',
        number,
        total,
        dueDate: dueDate ?? undefined,
        customer: customerOf(row),
      };
      return { id, paper: written, sent: sentAt !== null, paid: paidOf(row) };
    }),
    ...quotes.map((row): Mirrored => {
      const { id, quoteNumber: number, total } = row;
      return { id, paper: { kind: 'estimate', number, total, customer: customerOf(row) }, sent: false, paid: 0 };
    }),
  ];
}

async function send<Answer>(base: string, method: string, path: string, body: object, shape: z.ZodType<Answer>) {
  const answer = await fetch(`${base}/quickbooks/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`The books refused a paper: ${method} ${path} answered ${answer.status}`);
  return shape.parse(await answer.json());
}
