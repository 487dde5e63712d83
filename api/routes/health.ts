import * as z from 'zod';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problem.ts';
import { plain } from '../route.ts';

const readiness = z.object({ ready: z.boolean(), database: z.enum(['ok', 'down']), temporal: z.enum(['ok', 'down']) });
type Readiness = z.infer<typeof readiness>;

const patience = 5_000;

export const health = {
  'GET /api/health': plain({
    summary: 'The process is alive',
    reads: 'nothing',
    answer: z.object({ alive: z.literal(true) }),
    handlers: () => [(_request, response) => void response.json({ alive: true })],
  }),
  'GET /api/metrics': plain({
    summary: 'Numbers of this process for Prometheus, inside the own network only',
    reads: 'nothing',
    handlers: ({ metrics }) => [
      async (request, response) => {
        // What came through a proxy came from outside.
        const outside = request.headers['x-forwarded-for'] !== undefined || !isPrivate(request.socket.remoteAddress);
        if (outside) throw notFound('route');
        response.type(metrics.contentType).send(await metrics.render());
      },
    ],
  }),
  'GET /api/ready': plain({
    summary: 'The database and Temporal answer',
    reads: 'nothing',
    answer: readiness,
    handlers: (deps) => [
      async (_request, response) => {
        const state = await look(deps);
        response
          .status(state.ready ? 200 : 503)
          .set('cache-control', 'no-store')
          .json(state);
      },
    ],
  }),
};

function isPrivate(address = ''): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^f[cd]/.test(plain);
}

async function look({ database, temporal, clock }: ApiDependencies): Promise<Readiness> {
  const [databaseAnswers, temporalAnswers] = await Promise.all([
    answers(database.call('SELECT 1')),
    answers(
      temporal.client.connection.withDeadline(clock().getTime() + patience, () =>
        temporal.client.workflowService.getSystemInfo({}),
      ),
    ),
  ]);
  return {
    ready: databaseAnswers && temporalAnswers,
    database: databaseAnswers ? 'ok' : 'down',
    temporal: temporalAnswers ? 'ok' : 'down',
  };
}

function answers(question: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    question.then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, patience, false).unref()),
  ]);
}
