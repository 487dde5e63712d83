import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import type { Faults, State } from './state.ts';

const slowByDefaultMs = 2000;

/** Whether this request is cut; a number counts down. */
function takeReset(faults: Faults): boolean {
  const left = faults.reset;
  if (typeof left === 'number') faults.reset = Math.max(0, left - 1);
  return Boolean(left);
}

/** The work is done as ever; only its answer is treated so. */
function withAnswer(res: Response, act: (answer: () => void) => void) {
  const end = res.end.bind(res) as (...given: unknown[]) => Response;
  let isOut = false;
  res.end = ((...given: unknown[]) => {
    if (isOut) return end(...given);
    isOut = true;
    act(() => void end(...given));
    return res;
  }) as Response['end'];
}

/** The consent page stays up: only what programs call is disturbed. */
export function faulty(state: State): RequestHandler {
  return async (req, res, next) => {
    if (req.path.startsWith('/connect')) return next();
    const { delayMs, serverError, slow } = state.faults;
    if (delayMs > 0) await pause(delayMs);
    if (serverError) {
      const status = serverError === true ? 503 : serverError;
      return void res.status(status).type('html').send('<html>Service Unavailable</html>');
    }
    if (takeReset(state.faults)) withAnswer(res, () => void req.socket.destroy());
    else if (slow) withAnswer(res, (answer) => void setTimeout(answer, slow === true ? slowByDefaultMs : slow));
    next();
  };
}

/** Answers carry the vendor's clock, right or wrong. */
export function dated(clock: () => number): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('date', new Date(clock()).toUTCString());
    next();
  };
}
