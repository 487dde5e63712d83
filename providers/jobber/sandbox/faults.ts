import type { RequestHandler, Response } from 'express';
import type { Faults, State } from './state.ts';

const slowByDefaultMs = 2000;

/** Whether this request has the fault; a number counts down. */
function take(faults: Faults, name: 'reset'): boolean {
  const left = faults[name];
  if (typeof left === 'number') faults[name] = Math.max(0, left - 1);
  return Boolean(left);
}

/** The work is done as ever; only its answer is treated so. */
function withAnswer(res: Response, act: (answer: () => void) => void) {
  const send = res.send.bind(res);
  let isOut = false;
  res.send = (body) => {
    if (isOut) return send(body);
    isOut = true;
    act(() => send(body));
    return res;
  };
}

/** The consent page stays up: only what programs call is disturbed. */
export function faulty(state: State): RequestHandler {
  return async (req, res, next) => {
    if (req.path.startsWith('/oauth/authorize')) return next();
    const { delayMs, serverError, slow } = state.faults;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (serverError) {
      return void res
        .status(serverError === true ? 503 : serverError)
        .json({ message: 'Service temporarily unavailable' });
    }
    if (take(state.faults, 'reset')) withAnswer(res, () => void req.socket.destroy());
    else if (slow) withAnswer(res, (answer) => void setTimeout(answer, slow === true ? slowByDefaultMs : slow).unref());
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
