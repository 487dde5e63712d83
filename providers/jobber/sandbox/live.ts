import type { Deeds } from './deeds.ts';
import { encodeId, type Kind } from './ids.ts';
import { balanceOf } from './invoice-state.ts';
import { type Random, randomFrom } from './random.ts';
import { type State, visitsOf } from './state.ts';

/** What the core has to find, whatever happened to the notices. */
export type LiveEvent = { trigger: string; entity: { kind: string; id: string } };

/** `seen`: jobs of which people could see how they were before their end: open, or made and completed here. */
type Scene = {
  state: State;
  deeds: Deeds;
  random: Random;
  seen: Set<number>;
  tell: (trigger: string, kind: Kind, id: number) => void;
};

const from = <Row extends { id: number }>(random: Random, rows: Iterable<Row>): Row | null => {
  const list = [...rows];
  return list.length > 0 ? random.pick(list) : null;
};

const anyClient = ({ state, random }: Scene) => from(random, state.clients.values());

/** Each deed does one thing that triggers speak of, and tells which; nothing where there is nobody to do it for. */
const acts: ((scene: Scene) => void)[] = [
  ({ deeds, random, tell }) => {
    const { id } = deeds.createClient({ firstName: 'Live', lastName: `Client ${random.below(1_000_000)}` });
    tell('client_created', 'Client', id);
  },
  (scene) => {
    const client = anyClient(scene);
    if (!client) return;
    const job = scene.deeds.createJob({ clientId: client.id, title: 'Live job', total: scene.random.money(500) });
    const visits = visitsOf(scene.state, job);
    scene.deeds.completeJob(job);
    scene.seen.add(job.id);
    for (const { id } of visits) {
      scene.tell('visit_scheduled', 'Visit', id);
      scene.tell('visit_completed', 'Visit', id);
    }
    scene.tell('job_completed', 'Job', job.id);
  },
  ({ state, deeds, random, seen, tell }) => {
    const visits = [...state.visits.values()].filter(({ completedAt, jobId }) => {
      const job = state.jobs.get(jobId);
      return completedAt === null && job?.completedAt === null && job.closedAt === null;
    });
    const visit = from(random, visits);
    const job = visit && state.jobs.get(visit.jobId);
    if (!visit || !job) return;
    deeds.completeVisit(visit);
    seen.add(job.id);
    tell('visit_completed', 'Visit', visit.id);
    if (job.completedAt !== null) tell('job_completed', 'Job', job.id);
  },
  // Of a job that was done long ago nothing but the notice tells that it is closed now: such a notice may not be lost.
  ({ state, deeds, random, seen, tell }) => {
    const jobs = [...state.jobs.values()].filter(
      ({ id, completedAt, closedAt }) => closedAt === null && (completedAt === null || seen.has(id)),
    );
    const job = from(random, jobs);
    if (!job) return;
    deeds.closeJob(job);
    tell('job_closed', 'Job', job.id);
  },
  (scene) => {
    const client = anyClient(scene);
    if (!client) return;
    const quote = scene.deeds.createQuote({ clientId: client.id, title: 'Live quote', total: scene.random.money(900) });
    scene.deeds.approveQuote(quote);
    scene.tell('quote_approved', 'Quote', quote.id);
  },
  (scene) => {
    const client = anyClient(scene);
    if (!client) return;
    const invoice = scene.deeds.createInvoice({ clientId: client.id, total: scene.random.money(700) });
    scene.deeds.sendInvoice(invoice);
    scene.tell('invoice_sent', 'Invoice', invoice.id);
  },
  ({ state, deeds, random, tell }) => {
    const waiting = [...state.invoices.values()].filter((row) => row.sentAt !== null && balanceOf(state, row) > 0);
    const invoice = from(random, waiting);
    if (!invoice) return;
    // Now and then in two parts, of which only the second pays it.
    if (random.next() < 0.3) deeds.payInvoice(invoice, Math.round(invoice.total * 30) / 100);
    deeds.payInvoice(invoice);
    tell('invoice_paid', 'Invoice', invoice.id);
  },
  // An edit of which nobody needs to hear.
  ({ state, deeds, random }) => {
    const job = from(random, state.jobs.values());
    if (job) deeds.touch.job(job);
  },
];

/** The later life of a company: so many deeds now, each with its notices; the same for the same seed and state. */
export function live(
  { state, deeds, seen }: Pick<Scene, 'state' | 'deeds' | 'seen'>,
  input: { count: number; seed: number },
) {
  const random = randomFrom(input.seed);
  const events: LiveEvent[] = [];
  const tell: Scene['tell'] = (trigger, kind, id) =>
    void events.push({ trigger, entity: { kind: kind.toLowerCase(), id: encodeId(kind, id) } });
  for (let n = 0; n < input.count; n += 1) random.pick(acts)({ state, deeds, random, seen, tell });
  return events;
}
