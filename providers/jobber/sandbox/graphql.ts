import express, { type RequestHandler, Router } from 'express';
import { type DocumentNode, type ExecutionResult, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { costOf, createBucket, createRequestLimit, isLeftOut } from './cost.ts';
import type { AccessReading } from './oauth.ts';
import { type JobberSandboxSettings, knownVersions, oldestSupported } from './settings.ts';
import type { State } from './state.ts';

type Dependencies = {
  state: State;
  settings: JobberSandboxSettings;
  schema: GraphQLSchema;
  clock: () => number;
  readAccessToken: (token: string) => AccessReading;
};
type Asked = { document: DocumentNode; variables: Record<string, unknown>; requested: number };

const documentation = 'https://developer.getjobber.com/docs/using_jobbers_api/api_rate_limits';

export function createGraphqlEndpoint({ state, settings, schema, clock, readAccessToken }: Dependencies): Router {
  const bucket = createBucket(settings.budgetMultiplier, clock);
  const withinRequestLimit = createRequestLimit(settings.budgetMultiplier, clock);
  const throttled = (requestedQueryCost: number, available: number) => ({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation } }],
    extensions: { cost: { requestedQueryCost, actualQueryCost: 0, throttleStatus: bucket.status(available) } },
  });

  const yoga = createYoga({
    schema,
    graphqlEndpoint: '/',
    graphiql: false,
    landingPage: false,
    maskedErrors: false,
    logging: false,
  });

  const authorized: RequestHandler = (req, res, next) => {
    const reading = readAccessToken(/^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '');
    if (reading === 'valid') return next();
    const message =
      reading === 'disconnected'
        ? 'User has disconnected this app from their account. Please delete this token'
        : 'Token not recognized';
    res.status(401).json({ message });
  };

  const versioned: RequestHandler = (req, res, next) => {
    const version = req.headers['x-jobber-graphql-version'];
    if (typeof version !== 'string')
      return void res.status(400).json({ message: 'The X-JOBBER-GRAPHQL-VERSION header is missing' });
    if (!knownVersions.includes(version))
      return void res.status(404).json({ message: `GraphQL API version '${version}' does not exist` });
    const removed = version < oldestSupported;
    res.locals.version = removed ? oldestSupported : version;
    next();
  };

  /** Reads the document, answers what the budget or the permissions refuse, hands the rest to the GraphQL server. */
  const admitted: RequestHandler = (req, res, next) => {
    if (state.faults.rateLimit === 'http429' || !withinRequestLimit())
      return void res.status(429).json({ message: 'Too many requests' });
    let document: DocumentNode;
    try {
      document = parse(req.body.query);
    } catch (error) {
      return void res.json({ errors: [{ message: (error as Error).message }] });
    }
    const variables = (req.body.variables ?? {}) as Record<string, unknown>;
    const operation = getOperationAST(document, req.body.operationName);
    const fields = (operation?.selectionSet.selections ?? []).flatMap((field) =>
      field.kind === 'Field' && !isLeftOut(field, variables) ? [field] : [],
    );
    res.locals.operation = operation?.name?.value ?? fields.map(({ name }) => name.value).join(', ');
    const requested = validate(schema, document).length === 0 ? costOf(schema, document, variables) : 0;
    const available = state.faults.rateLimit ? 0 : bucket.available();
    if (requested > available) return void res.json(throttled(requested, available));
    const hidden = fields.find(({ name }) => state.faults.hidden.includes(name.value));
    if (hidden) {
      const on = operation?.operation === 'mutation' ? 'Mutation' : 'Query';
      const message = `The field ${hidden.name.value} on an object of type ${on} was hidden due to permissions`;
      return void res.json({ data: null, errors: [{ message, path: [hidden.alias?.value ?? hidden.name.value] }] });
    }
    res.locals.asked = { document, variables, requested } satisfies Asked;
    next();
  };

  const router = Router();
  router.post('/', authorized, versioned, express.json({ limit: '1mb' }), admitted, async (req, res) => {
    const answer = await yoga.fetch('http://sandbox.invalid/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(req.body),
    });
    const body = (await answer.json()) as ExecutionResult;
    const { document, variables, requested } = res.locals.asked as Asked;
    const actualQueryCost = body.data ? costOf(schema, document, variables, body.data) : 0;
    bucket.take(actualQueryCost);
    const cost = { requestedQueryCost: requested, actualQueryCost, throttleStatus: bucket.status() };
    res.json({ ...body, extensions: { cost, versioning: { version: res.locals.version } } });
  });
  return router;
}
