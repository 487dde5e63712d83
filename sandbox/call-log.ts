import type { RequestHandler } from 'express';
import type { Call } from './vendor.ts';

/** Every request to a vendor's API in the order of arrival; status 0 means that no answer was given. */
export type CallLog = {
  record: RequestHandler;
  /** The last so many calls; without a number all that are kept. */
  newest(limit: unknown): Call[];
};

const kept = 20_000;

/** `operationOf` names a request in short, such as "POST /emails". */
export function createCallLog(operationOf: (method: string, path: string) => string | null): CallLog {
  const calls: Call[] = [];
  const record: RequestHandler = (request, response, next) => {
    const call: Call = {
      at: new Date().toISOString(),
      method: request.method,
      path: request.originalUrl.split('?')[0] ?? '',
      operation: operationOf(request.method, request.path),
      status: 0,
      userAgent: request.get('user-agent') ?? null,
    };
    calls.push(call);
    if (calls.length > kept) calls.shift();
    response.on('finish', () => {
      call.status = response.statusCode;
    });
    next();
  };
  return { record, newest: (limit) => (Number(limit) > 0 ? calls.slice(-Number(limit)) : calls) };
}
