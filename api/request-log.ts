import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** Ids and numbers only: no query (codes, tokens, addresses), no headers, no bodies. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    serializers: {
      req: ({ id, method, url }) => ({ id, method, path: String(url).split('?')[0]?.slice(0, 200) }),
      res: ({ statusCode }) => ({ status: statusCode }),
      err: (error) => ({ type: error.type }),
    },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    autoLogging: { ignore: ({ url }) => url === '/health' || url === '/ready' },
  });
}
