import * as oauth from 'openid-client';
import * as z from 'zod';
import { OutcomeUnknown, RateLimited, ReconnectNeeded, Rejected, type Tokens, Unavailable } from '../provider.ts';
import { codeGrant, tokenCall, tokenClient } from '../token-call.ts';
import { readAnswer, refusalOf, retryAfterMs } from './refusals.ts';

export type OAuthConfig = {
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  timeouts?: { tokenMs: number };
};

const defaultLifeMs = 60 * 60_000;

const tokenShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_at: z.union([z.string(), z.number()]).optional().catch(undefined),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

export function createOAuth(config: OAuthConfig, clock: () => number) {
  // The vendor wants the client's secret in the body.
  const client = () => tokenClient({ ...config, authentication: oauth.ClientSecretPost(config.clientSecret) });
  const exchange = (grant: (using: oauth.Configuration) => Promise<unknown>) =>
    tokenCall({ using: client(), grant, read: (answer, body) => readTokens(answer, body, clock) });

  return {
    authorizeUrl: ({ state, redirectUri }: { state: string; redirectUri: string }) =>
      oauth.buildAuthorizationUrl(client(), { response_type: 'code', redirect_uri: redirectUri, state }).href,
    redeem: (callback: { code: string; state: string; redirectUri: string }) => exchange(codeGrant(callback)),
    refresh: (refreshToken: string) => exchange((using) => oauth.refreshTokenGrant(using, refreshToken)),
  };
}

function readTokens(response: Response, body: string, clock: () => number): Tokens {
  const answer = readAnswer(body);
  if (!response.ok) throw tokenRefusal(response, body);
  if (!answer) throw new OutcomeUnknown('The answer to the token call could not be read.');
  const parsed = tokenShape.safeParse(JSON.parse(body));
  if (!parsed.success) throw new Rejected('unexpected_answer', parsed.error.issues[0]?.path.join('.') || null);
  const { access_token: accessToken, refresh_token: refreshToken, expires_at, expires_in } = parsed.data;
  const date = Date.parse(response.headers.get('date') ?? '');
  const now = Number.isNaN(date) ? clock() : date;
  const expires =
    expiryOfJwt(accessToken) ?? instantOf(expires_at) ?? now + (expires_in ? expires_in * 1000 : defaultLifeMs);
  return { accessToken, refreshToken, accessTokenExpiresAt: new Date(expires), refreshTokenExpiresAt: null };
}

/** The status of a refused grant is not documented: 400, 401 and 403 alike end the connection. */
function tokenRefusal(response: Response, body: string): Error {
  const { status, headers } = response;
  if (status === 429) return new RateLimited(retryAfterMs(headers.get('retry-after')));
  const refusal = refusalOf(status, headers, readAnswer(body));
  if (refusal instanceof ReconnectNeeded || refusal instanceof Unavailable) return refusal;
  // Our own credentials are wrong: no owner can mend that by connecting again.
  if (/invalid_client/.test(body)) return new Rejected('invalid_client');
  if ([400, 401, 403].includes(status)) return new ReconnectNeeded('refused');
  return new Rejected(`http_${status}`);
}

function expiryOfJwt(token: string): number | null {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return Number.isFinite(exp) && exp > 0 ? exp * 1000 : null;
  } catch {
    return null;
  }
}

/** `2024-04-09 21:04:31 UTC`, ISO 8601, or seconds since 1970. */
function instantOf(value: string | number | undefined): number | null {
  if (typeof value === 'number') return value * 1000;
  if (!value) return null;
  const vendor = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/.exec(value);
  const ms = Date.parse(vendor ? `${vendor[1]}T${vendor[2]}Z` : value);
  return Number.isNaN(ms) ? null : ms;
}
