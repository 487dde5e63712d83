import express, { type RequestHandler, Router } from 'express';
import type { ApiDependencies } from './dependencies.ts';
import { ProblemError, signInNeeded } from './problem.ts';
import { leastRole, type RouteName, splitName } from './roles.ts';
import type { PlainRoute, SignedRoute } from './route.ts';
import { routes } from './routes/index.ts';
import { type Role, roles } from './schemas.ts';
import { isDeed, witness } from './witness.ts';

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
    router[method](path, ...guard, ...handlersOf(name, route, deps));
  }
  return router;
}

function handlersOf(name: RouteName, route: SignedRoute | PlainRoute, deps: ApiDependencies): RequestHandler[] {
  if (route.kind === 'plain') {
    const after = leastRole[name] !== 'anyone' && isDeed(name) ? [writtenAfterwards(name, deps)] : [];
    return [...parsers[route.reads], ...after, ...route.handlers(deps, routes)];
  }
  return [...parsers[route.body ? 'json' : 'nothing'], answer(name, route, deps)];
}

/** Lets in whoever has at least this role in the organization of the session. */
function admit(deps: ApiDependencies, least: Role): RequestHandler {
  return async (request, response, next) => {
    const session = await deps.accounts.session(request.headers);
    if (!session) throw signInNeeded();
    if (roles.indexOf(session.role) < roles.indexOf(least))
      throw new ProblemError(
        403,
        'role_too_low',
        `Your role is ${session.role}; this needs at least ${least}. Ask an owner or admin.`,
      );
    for (const cookie of session.cookies) response.append('set-cookie', cookie);
    response.locals.session = session;
    next();
  };
}

function answer(name: RouteName, route: SignedRoute, deps: ApiDependencies): RequestHandler {
  return async ({ params: given, query, body }, response) => {
    const { session } = response.locals;
    if (!session) throw signInNeeded();
    const { organizationId } = session;
    const params = given as Record<string, string>;
    const seen = isDeed(name) ? witness(deps, session, name, params) : null;
    const used = seen ? { ...deps, database: seen.database } : deps;
    const call = { deps: used, session, organizationId, params, query, body: body ?? {}, at: deps.clock() };
    const result = await route.run(call).catch(async (error: unknown) => {
      await seen?.failed();
      throw error;
    });
    await seen?.done(result);
    response.status(route.status).set('cache-control', 'no-store').json(result);
  };
}

/** For a route with its own ideas of an answer: a good one is written down when it was given. */
function writtenAfterwards(name: RouteName, deps: ApiDependencies): RequestHandler {
  return ({ params }, response, next) => {
    const { session } = response.locals;
    response.once('finish', () => {
      if (session && response.statusCode < 400)
        void witness(deps, session, name, params as Record<string, string>).done(null);
    });
    next();
  };
}
