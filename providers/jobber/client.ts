import { GraphQLClient } from 'graphql-request';
import type * as z from 'zod';
import { type Budget, Rejected, type Session, TooCostly, Unavailable } from '../provider.ts';
import { withoutAbsentFields } from './absent-fields.ts';
import type { TypedDocumentString } from './generated/graphql.ts';
import { limitsOf } from './limits.ts';
import { pointsOf } from './points.ts';
import { type Answer, readAnswer, refusalOf } from './refusals.ts';

const defaultReadTimeoutMs = 10_000;

export type Reply<Data> = { data: Data; budget: Budget | null; answeredAt: Date | null };
export type Client = ReturnType<typeof createClient>;

type Raw = { status: number; headers: Headers; answer: Answer | null };

/** Who asks; without a meter nothing is counted. */
export type Asker = Pick<Session, 'accessToken' | 'meter'>;

type ClientConfig = { apiUrl: string; graphqlVersion: string; allowance?: number; timeouts?: { readMs: number } };

/** GraphQL at the vendor: every refusal leaves as one of the core's error kinds, never with query or variables. */
export function createClient(config: ClientConfig) {
  /** Documents that this API version did not know in full, by what we would have liked to ask. */
  const shortened = new Map<string, string>();
  /** The vendor's own word for the size of its bucket, once it was heard. */
  let mostPoints = limitsOf(config.allowance).points.maximum;

  /** A permit is taken right before the call, by what the vendor will charge at most. */
  async function post({ accessToken, meter }: Asker, document: string, variables: object): Promise<Raw> {
    if (meter) {
      const points = pointsOf(document, variables);
      if (points > mostPoints) throw new TooCostly('The request costs more than the bucket holds.');
      await meter.take({ requests: 1, points });
    }
    const raw = await exchange(accessToken, document, variables);
    const left = budgetOf(raw.answer);
    if (left) {
      mostPoints = left.maximum;
      await meter?.tell({ points: left });
    }
    return raw;
  }

  async function exchange(accessToken: string, document: string, variables: object): Promise<Raw> {
    let raw: Raw | null = null;
    const client = new GraphQLClient(config.apiUrl, {
      headers: {
        // The vendor takes application/json only, in both directions.
        accept: 'application/json',
        authorization: `Bearer ${accessToken}`,
        'x-jobber-graphql-version': config.graphqlVersion,
      },
      signal: AbortSignal.timeout(config.timeouts?.readMs ?? defaultReadTimeoutMs),
      async fetch(url: Parameters<typeof fetch>[0], init?: RequestInit) {
        const answer = await fetch(url, init);
        const body = await answer.text();
        raw = { status: answer.status, headers: answer.headers, answer: readAnswer(body) };
        return new Response(body, { status: answer.status, headers: answer.headers });
      },
    });
    // The library's errors hold query and variables, and it knows none of the vendor's flat shapes: we read the answer.
    await client.rawRequest(document, variables).catch(() => {});
    if (!raw) throw new Unavailable('The provider did not answer.');
    return raw;
  }

  async function ask<Data, Variables extends object>(
    session: Asker,
    document: TypedDocumentString<unknown, Variables>,
    variables: Variables,
    shape: z.ZodType<Data>,
  ): Promise<Reply<Data>> {
    const wanted = document.toString();
    const asked = shortened.get(wanted) ?? wanted;
    let raw = await post(session, asked, variables);
    const shorter = withoutAbsentFields(asked, raw.answer?.errors ?? []);
    if (shorter) {
      raw = await post(session, shorter, variables);
      if (!raw.answer?.errors.length) shortened.set(wanted, shorter);
    }
    const refusal = refusalOf(raw.status, raw.headers, raw.answer);
    if (refusal) throw refusal;
    const parsed = shape.safeParse(raw.answer?.data);
    if (!parsed.success) throw new Rejected('unexpected_answer', parsed.error.issues[0]?.path.join('.') || null);
    const date = raw.headers.get('date');
    return { data: parsed.data, budget: budgetOf(raw.answer), answeredAt: date ? new Date(date) : null };
  }

  return { ask };
}

function budgetOf(answer: Answer | null): Budget | null {
  const status = answer?.extensions.cost?.throttleStatus;
  return status
    ? { available: status.currentlyAvailable, maximum: status.maximumAvailable, restoredPerSecond: status.restoreRate }
    : null;
}
