import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { leastRole, type RouteName, splitName } from './roles.ts';
import type { PlainRoute, RouteSet, SignedRoute } from './route.ts';
import * as schemas from './schemas.ts';

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** OpenAPI 3.1 of every route in the role table, from the schemas that parse and answer. */
export function openApiDocument(routes: RouteSet, publicUrl: string): Document {
  const registry = new OpenAPIRegistry();
  const session = registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'afterjob.session_token',
  });
  const bearer = registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or a token of the issuer that this installation trusts.',
  });
  const schemes = [session.name, bearer.name];
  for (const name of Object.keys(leastRole) as RouteName[])
    registry.registerPath(describe(name, routes[name], schemes));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Afterjob',
      version: '0.1.0',
      description: 'What happens after the job. Lists are paged by cursor.',
    },
    servers: [{ url: publicUrl }],
  });
}

function describe(name: RouteName, route: SignedRoute | PlainRoute, schemes: readonly string[]): RouteConfig {
  const [method, path] = splitName(name);
  const role = leastRole[name];
  const query = route.kind === 'signed' && route.query instanceof z.ZodObject ? route.query : undefined;
  const params = [...path.matchAll(/:(\w+)/g)].map(([, param = '']) => [param, z.string()] as const);
  const status = String(route.kind === 'signed' ? route.status : 200);
  return {
    method,
    path: path.replace(/\{.*\}/, '').replace(/:(\w+)/g, '{$1}'),
    summary: route.summary,
    description: role === 'anyone' ? 'No session needed.' : `Least role: ${role}.`,
    tags: [path.split('/')[2] ?? 'api'],
    security: role === 'anyone' ? [] : schemes.map((scheme) => ({ [scheme]: [] })),
    request: {
      ...(params.length > 0 ? { params: z.object(Object.fromEntries(params)) } : {}),
      ...(query ? { query } : {}),
      ...(route.body ? { body: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    },
    responses: {
      [status]: {
        description: 'Done',
        ...(route.answer ? { content: { 'application/json': { schema: route.answer } } } : {}),
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: schemas.problem } } },
    },
  };
}
