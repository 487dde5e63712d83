import express, { type Express } from 'express';
import type { ApiDependencies } from './dependencies.ts';
import { notFound } from './problem.ts';
import { problems } from './problems.ts';
import { publicPageLimits, rateLimits } from './rate-limits.ts';
import { requestLog } from './request-log.ts';
import { createRouter } from './router.ts';
import { allowListed, ownPagesOnly, securityHeaders } from './security.ts';
import { serveWeb } from './web-files.ts';

/** The whole HTTP side: the API by its role table, and the web app beside it. */
export function createApp(deps: ApiDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // Only a proxy in our own network is believed about where a request came from.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use('/api', deps.metrics.observe);
  // First, and without what is for browsers: a vendor waits one second for its answer, and the inbox is the log of it.
  app.use(createRouter(deps, 'vendors'));
  app.use(securityHeaders(deps.settings));
  app.use('/api', requestLog(deps.log), allowListed(deps.settings), rateLimits(), ownPagesOnly(deps.settings));
  app.use(['/u', '/l', '/a'], ...publicPageLimits());
  app.use(createRouter(deps, 'people'));
  app.use('/api', () => {
    throw notFound('route');
  });
  if (deps.settings.webRoot) serveWeb(app, deps.settings.webRoot);
  app.use(problems(deps.log));
  return app;
}
