import type * as z from 'zod';
import { Rejected, type Session, Unavailable } from '../provider.ts';
import { pay } from './limits.ts';
import { objectNotFound, readJson, refusalOf, withReference } from './refusals.ts';

const defaultReadTimeoutMs = 10_000;
/** A full page takes the vendor longer than one object. */
const pageTimeouts = 3;
/** The least that the vendor still serves since 2025-08-01. */
const minorVersion = '75';

export type Reply<Data> = { data: Data; answeredAt: Date | null };
export type Client = ReturnType<typeof createClient>;

type ClientConfig = { apiUrl: string; timeouts?: { readMs: number } };

/** A literal of the query language. */
export const quoted = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** The data API: every refusal leaves as one of the core's error kinds, never with a query or an answer in it. */
export function createClient(config: ClientConfig) {
  async function get<Data>(
    session: Session,
    resource: string,
    parameters: Record<string, string>,
    shape: z.ZodType<Data>,
    timeouts = 1,
  ): Promise<Reply<Data>> {
    const company = `${config.apiUrl}/v3/company/${encodeURIComponent(session.accountId)}`;
    // Not URLSearchParams: its "+" for a space is not everywhere read as one.
    const query = Object.entries({ ...parameters, minorversion: minorVersion })
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
    await pay(session);
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${company}/${resource}?${query}`, {
        // Without it the vendor answers XML.
        headers: { accept: 'application/json', authorization: `Bearer ${session.accessToken}` },
        signal: AbortSignal.timeout(timeouts * (config.timeouts?.readMs ?? defaultReadTimeoutMs)),
      });
      body = await response.text();
    } catch {
      throw new Unavailable('The provider did not answer.');
    }
    const answer = readJson(body);
    const refusal = refusalOf(response.status, response.headers, answer);
    if (refusal) throw refusal;
    const parsed = shape.safeParse(answer);
    if (!parsed.success) {
      const path = parsed.error.issues[0]?.path.join('.') || null;
      throw withReference(new Rejected('unexpected_answer', path), response.headers);
    }
    const date = Date.parse(response.headers.get('date') ?? '');
    return { data: parsed.data, answeredAt: Number.isNaN(date) ? null : new Date(date) };
  }

  return {
    get,
    /** One object by its id; null when the company has none with this id, or has none any more. */
    async find<Data>(
      session: Session,
      resource: string,
      id: string,
      shape: z.ZodType<Data>,
      parameters: Record<string, string> = {},
    ): Promise<Data | null> {
      try {
        return (await get(session, `${resource}/${encodeURIComponent(id)}`, parameters, shape)).data;
      } catch (error) {
        if (error instanceof Rejected && error.code === objectNotFound) return null;
        throw error;
      }
    },
    query: <Data>(
      session: Session,
      statement: string,
      shape: z.ZodType<Data>,
      parameters: Record<string, string> = {},
    ) => get(session, 'query', { query: statement, ...parameters }, shape, pageTimeouts),
    /** What changed since, of several entities at once. */
    changes: <Data>(session: Session, entities: readonly string[], since: string, shape: z.ZodType<Data>) =>
      get(session, 'cdc', { entities: entities.join(','), changedSince: since }, shape, pageTimeouts),
  };
}
