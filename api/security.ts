import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { ApiSettings } from './dependencies.ts';
import { ProblemError } from './problem.ts';

export function securityHeaders({ publicUrl }: ApiSettings): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets styles on elements; logos come from the providers.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'https:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Pages of the allow-list may use the API from a browser, cookies and all; other origins get no such headers. */
export function allowListed({ publicUrl, webOrigins }: ApiSettings): RequestHandler {
  const others = new Set(webOrigins.filter((origin) => origin !== new URL(publicUrl).origin));
  return (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (!origin || !others.has(origin)) return next();
    response.set({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' });
    if (request.method !== 'OPTIONS') {
      response.set('access-control-expose-headers', 'retry-after, content-disposition');
      return next();
    }
    response.set({
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'content-type, authorization, x-api-key, last-event-id',
      'access-control-max-age': '600',
    });
    response.status(204).end();
  };
}

const reading = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A browser that was led here by another site cannot change anything: together with SameSite cookies.
 * Vendors' servers send neither header, and are known by their signatures.
 */
export function ownPagesOnly({ publicUrl, webOrigins }: ApiSettings): RequestHandler {
  const known = new Set([new URL(publicUrl).origin, ...webOrigins]);
  return (request, _response, next) => {
    if (reading.includes(request.method)) return next();
    const { origin, host } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const own =
      origin === undefined
        ? site === undefined || site === 'same-origin' || site === 'none'
        : known.has(origin) || hostOf(origin) === host;
    if (!own) throw new ProblemError(403, 'foreign_origin', 'This was sent by another site, so it was not done.');
    next();
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
