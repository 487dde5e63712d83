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
