import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';

/** The web app: its files as the build packed them, and its one page for every other address. */
export function serveWeb(app: Express, root: string): void {
  const assets = join(root, 'assets');
  // Vite puts a hash into these names, so they never change.
  app.use('/assets', packed(assets), express.static(assets, { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(express.static(root, { index: false }));
  app.get('/{*page}', (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile('index.html', { root });
  });
}

/** Answers with the gzipped neighbour of a file where there is one and the browser takes it. */
function packed(folder: string): RequestHandler {
  const names = new Set(readdirSync(folder).filter((name) => name.endsWith('.gz')));
  return (request, response, next) => {
    const name = `${request.path.slice(1)}.gz`;
    if (names.has(name)) {
      response.vary('accept-encoding');
      if (request.acceptsEncodings('gzip')) {
        response.type(extname(request.path)).set('content-encoding', 'gzip');
        request.url = `/${name}`;
      }
    }
    next();
  };
}
