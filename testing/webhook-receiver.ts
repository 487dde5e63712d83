import type { IncomingHttpHeaders } from 'node:http';
import express from 'express';
import { listen } from './servers.ts';

export type Received = { headers: IncomingHttpHeaders; body: Buffer; topics: string[] };

/** A server that takes a vendor's webhooks; `topicsOf` says what a request tells of. */
export async function createWebhookReceiver(topicsOf: (body: Buffer) => string[]) {
  const received: Received[] = [];
  const waiting: { topic: string; take: (request: Received) => void }[] = [];
  let answers: number[] = [];
  const app = express();
  app.use(express.raw({ type: '*/*' }), (req, res) => {
    const status = answers.shift() ?? 204;
    res.status(status).end();
    if (status >= 300) return;
    const body = req.body as Buffer;
    const request = { headers: req.headers, body, topics: topicsOf(body) };
    const index = waiting.findIndex(({ topic }) => request.topics.includes(topic));
    if (index >= 0) waiting.splice(index, 1)[0]?.take(request);
    else received.push(request);
  });
  const server = await listen(app);
  return {
    url: server.url,
    /** What nobody has waited for yet. */
    received,
    /** What is answered to the next webhooks; then 204 again. */
    answerWith(statuses: number[]) {
      answers = statuses;
    },
    /** The first request that tells of this topic, there already or still to come. */
    arrival(topic: string): Promise<Received> {
      const index = received.findIndex(({ topics }) => topics.includes(topic));
      const [there] = index >= 0 ? received.splice(index, 1) : [];
      return there ? Promise.resolve(there) : new Promise((take) => waiting.push({ topic, take }));
    },
    close: server.close,
  };
}
