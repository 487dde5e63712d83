import { existsSync } from 'node:fs';
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
  return (request, response, next) => {
    const file = /^\/([\w.-]+)$/.exec(request.path)?.[1];
    // Asked each time: a build may have renewed the folder since the start.
    if (file && existsSync(join(folder, `${file}.gz`))) {
      response.vary('accept-encoding');
      if (request.acceptsEncodings('gzip')) {
        response.type(extname(file)).set('content-encoding', 'gzip');
        request.url = `/${file}.gz`;
      }
    }
    next();
  };
}
