import express, { type RequestHandler, Router } from 'express';
import type { ApiDependencies } from './dependencies.ts';
import { ProblemError, signInNeeded } from './problem.ts';
import { leastRole, type RouteName, splitName } from './roles.ts';
import type { PlainRoute, SignedRoute } from './route.ts';
import { routes } from './routes/index.ts';
import { type Role, roles } from './schemas.ts';

export const bodyLimit = '1mb';

const parsers = {
  nothing: [],
  json: [express.json({ limit: bodyLimit, strict: true })],
  // A form of a page of ours, or of a mail program: in either of the two shapes that forms have.
  form: [express.raw({ type: ['application/x-www-form-urlencoded', 'multipart/form-data'], limit: '16kb' })],
  // Signatures are over the bytes as they came, so nothing is inflated.
  bytes: [express.raw({ type: () => true, limit: bodyLimit, inflate: false })],
} satisfies Record<PlainRoute['reads'], RequestHandler[]>;

/** Serves the routes of the role table and no others: those that vendors call, or the rest. */
export function createRouter(deps: ApiDependencies, callers: 'vendors' | 'people'): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const name of Object.keys(leastRole) as RouteName[]) {
    const [method, path] = splitName(name);
    const route: SignedRoute | PlainRoute = routes[name];
    const signedBytes = route.kind === 'plain' && route.reads === 'bytes';
    if (signedBytes !== (callers === 'vendors')) continue;
    const role = leastRole[name];
    const guard = role === 'anyone' ? [] : [admit(deps, role)];
    router[method](path, ...guard, ...handlersOf(route, deps));
  }
  return router;
}

function handlersOf(route: SignedRoute | PlainRoute, deps: ApiDependencies): RequestHandler[] {
  if (route.kind === 'plain') return [...parsers[route.reads], ...route.handlers(deps, routes)];
  return [...parsers[route.body ? 'json' : 'nothing'], answer(route, deps)];
}

/** Lets in whoever has at least this role in the organization of the session. */
function admit(deps: ApiDependencies, least: Role): RequestHandler {
  return async (request, response, next) => {
    const session = await deps.accounts.session(request.headers);
    if (!session) throw signInNeeded();
    if (roles.indexOf(session.role) < roles.indexOf(least))
      throw new ProblemError(403, 'role_too_low', `This needs the role ${least}; yours is ${session.role}.`);
    for (const cookie of session.cookies) response.append('set-cookie', cookie);
    response.locals.session = session;
    next();
  };
}

function answer(route: SignedRoute, deps: ApiDependencies): RequestHandler {
  return async ({ params, query, body }, response) => {
    const { session } = response.locals;
    if (!session) throw signInNeeded();
    const { organizationId } = session;
    const result = await route.run({
      deps,
      session,
      organizationId,
      params: params as Record<string, string>,
      query,
      body: body ?? {},
      at: deps.clock(),
    });
    response.status(route.status).set('cache-control', 'no-store').json(result);
  };
}
