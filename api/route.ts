import type { RequestHandler } from 'express';
import type * as z from 'zod';
import type { AccountSession } from './accounts/accounts.ts';
import type { ApiDependencies } from './dependencies.ts';
import type { RouteName } from './roles.ts';

/** What a signed-in caller's route gets; query and body are parsed. */
export type Call<Query, Body> = {
  deps: ApiDependencies;
  session: AccountSession;
  organizationId: string;
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  at: Date;
};

type Spec<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> = {
  summary: string;
  query?: Query;
  body?: Body;
  /** The shape of the answer; nothing beside it leaves. */
  answer: Answer;
  status?: 200 | 201 | 202;
  handle(call: Call<z.output<Query>, z.output<Body>>): Promise<z.input<Answer>>;
};

export type SignedRoute = {
  kind: 'signed';
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType;
  status: number;
  run(call: Call<unknown, unknown>): Promise<unknown>;
};

/** A route for somebody with a role: JSON in, JSON out. */
export function route<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  spec: Spec<Query, Body, Answer>,
): SignedRoute {
  const { summary, query, body, answer, status = 200, handle } = spec;
  return {
    kind: 'signed',
    summary,
    query,
    body,
    answer,
    status,
    async run(call) {
      const parsed = { ...call, query: query?.parse(call.query), body: body?.parse(call.body) };
      return answer.parse(await handle(parsed as Call<z.output<Query>, z.output<Body>>));
    },
  };
}

/** A route with its own ideas of body and answer: webhooks, redirects, documents, accounts. */
export type PlainRoute = {
  kind: 'plain';
  summary: string;
  reads: 'nothing' | 'json' | 'form' | 'bytes';
  body?: z.ZodType;
  answer?: z.ZodType;
  handlers(deps: ApiDependencies, all: RouteSet): RequestHandler[];
};

/** Every route by its name, for those that tell of the others. */
export type RouteSet = Readonly<Record<RouteName, SignedRoute | PlainRoute>>;

export const plain = (spec: Omit<PlainRoute, 'kind'>): PlainRoute => ({ kind: 'plain', ...spec });

declare global {
  namespace Express {
    interface Locals {
      session?: AccountSession;
    }
  }
}
