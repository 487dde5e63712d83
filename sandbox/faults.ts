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
  })
  .partial();

export type Fault = 'serverError' | 'rateLimit' | 'loseAnswer';

export type Faults = {
  /** Whether this request has the fault; counts it down. */
  take(fault: Fault): boolean;
  /** Waits the time that the answer is held back, or until the asker has gone. */
  holdBack(response: Response): Promise<void>;
  /** GET reads the switches and how many requests are held back now, PUT sets the switches that are given. */
  routes: RequestHandler;
};

/** The switches of a message vendor's sandbox; all off at first. */
export function createFaults(): Faults {
  const state: Required<z.infer<typeof faultsSchema>> = {
    delayMs: 0,
    serverError: false,
    rateLimit: false,
    loseAnswer: false,
  };
  const routes = express.Router();
  let unanswered = 0;
  routes.get('/', (_request, response) => void response.json({ ...state, unanswered }));
  routes.put('/', express.json(), (request, response) => {
    const given = faultsSchema.safeParse(request.body);
    if (!given.success) return void response.status(400).json({ message: z.prettifyError(given.error) });
    Object.assign(state, given.data);
    response.json(state);
  });
  return {
    take(fault) {
      const left = state[fault];
      if (typeof left === 'boolean') return left;
      if (left > 0) state[fault] = left - 1;
      return left > 0;
    },
    async holdBack(response) {
      if (state.delayMs === 0) return;
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      unanswered++;
      await delay(state.delayMs, undefined, { signal: gone.signal }).catch(() => undefined);
      unanswered--;
    },
    routes,
  };
}
