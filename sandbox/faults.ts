import { setTimeout as delay } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import express from 'express';
import * as z from 'zod';

/** `true` until switched off, or a number: for the next so many requests. */
const amount = z.union([z.boolean(), z.number().int().min(0).max(1_000_000)]);

const faultsSchema = z
  .strictObject({
    /** The request is taken in at once and answered so much later. */
    delayMs: z.number().int().min(0).max(120_000),
    serverError: amount,
    rateLimit: amount,
    /** The message is accepted, then the connection is cut instead of an answer. */
    loseAnswer: amount,
    /** Nothing is told of what becomes of the message. */
    silent: amount,
    /** For requests to this recipient alone (a part of the address or number will do), beside the others' switches. */
    to: z.string().min(3).max(200),
  })
  .partial();

export type Fault = 'serverError' | 'rateLimit' | 'loseAnswer' | 'silent';

export type Faults = {
  /** Whether this request has the fault; counts it down. `to`: whom a message is for. */
  take(fault: Fault, to?: string): boolean;
  /** Waits the time that the answer is held back, or until the asker has gone. */
  holdBack(response: Response, to?: string): Promise<void>;
  /** GET reads the switches and how many requests are held back now, PUT sets the switches that are given. */
  routes: RequestHandler;
};

/** The switches of a message vendor's sandbox; all off at first. */
export function createFaults(): Faults {
  const state = noFaults();
  const byRecipient = new Map<string, typeof state>();
  const stateOf = (to: string | undefined) => {
    for (const [part, own] of byRecipient) if (to?.includes(part)) return own;
    return state;
  };
  const routes = express.Router();
  let unanswered = 0;
  routes.get('/', (_request, response) => void response.json({ ...state, unanswered }));
  routes.put('/', express.json(), (request, response) => {
    const given = faultsSchema.safeParse(request.body);
    if (!given.success) return void response.status(400).json({ message: z.prettifyError(given.error) });
    const { to, ...switches } = given.data;
    const own = to === undefined ? state : (byRecipient.get(to) ?? noFaults());
    if (to !== undefined) byRecipient.set(to, own);
    response.json(Object.assign(own, switches));
  });
  return {
    take(fault, to) {
      const own = stateOf(to);
      const left = own[fault];
      if (typeof left === 'boolean') return left;
      if (left > 0) own[fault] = left - 1;
      return left > 0;
    },
    async holdBack(response, to) {
      const { delayMs } = stateOf(to);
      if (delayMs === 0) return;
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      unanswered++;
      await delay(delayMs, undefined, { signal: gone.signal }).catch(() => undefined);
      unanswered--;
    },
    routes,
  };
}

const noFaults = (): Required<Omit<z.infer<typeof faultsSchema>, 'to'>> => ({
  delayMs: 0,
  serverError: false,
  rateLimit: false,
  loseAnswer: false,
  silent: false,
});
