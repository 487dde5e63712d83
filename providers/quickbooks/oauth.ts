import * as oauth from 'openid-client';
import * as z from 'zod';
import { OutcomeUnknown, RateLimited, ReconnectNeeded, Rejected, type Tokens, Unavailable } from '../provider.ts';
import { codeGrant, tokenCall, tokenClient } from '../token-call.ts';
import { readJson, retryAfterMs, withReference } from './refusals.ts';

export type OAuthConfig = {
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  timeouts?: { tokenMs: number };
};

const scope = 'com.intuit.quickbooks.accounting';
const defaultLifeSeconds = 3600;
const defaultTimeoutMs = 45_000;

const seconds = z.coerce.number().positive().optional().catch(undefined);
const tokenShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: seconds,
  x_refresh_token_expires_in: seconds,
  x_refresh_token_hard_expires_in: seconds,
});

export function createOAuth(config: OAuthConfig, clock: () => number) {
  // Plain, as the vendor's own library does it: the OAuth library would percent-encode both first.
  const authorization = `Basic ${Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')}`;
  const basic: oauth.ClientAuth = (_server, _client, _body, headers) => headers.set('authorization', authorization);
  const client = () => tokenClient({ ...config, authentication: basic });
  const exchange = (grant: (using: oauth.Configuration) => Promise<unknown>) =>
    tokenCall({
      using: client(),
      grant,
      read: (answer, body) => readTokens(answer, body, clock),
      // Without it the vendor does not tell when the five years of a consent are over.
      headers: { 'x-include-refresh-token-hard-expires-in': 'true' },
    });

  return {
    authorizeUrl: ({ state, redirectUri }: { state: string; redirectUri: string }) =>
      oauth.buildAuthorizationUrl(client(), { response_type: 'code', redirect_uri: redirectUri, scope, state }).href,
    redeem: (callback: { code: string; state: string; redirectUri: string }) => exchange(codeGrant(callback)),
    refresh: (refreshToken: string) => exchange((using) => oauth.refreshTokenGrant(using, refreshToken)),

    /** Revoking the refresh token ends the connection; one that is dead already has nothing left to end. */
    async revoke(refreshToken: string): Promise<void> {
      const answer = await fetch(config.revokeUrl, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          authorization,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ token: refreshToken }),
        signal: AbortSignal.timeout(config.timeouts?.tokenMs ?? defaultTimeoutMs),
      }).catch(() => {
        throw new Unavailable('The provider did not answer.');
      });
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 400) throw withReference(plainRefusal(answer), answer.headers);
    },
  };
}

function readTokens(response: Response, body: string, clock: () => number): Tokens {
  if (!response.ok) throw withReference(tokenRefusal(response, body), response.headers);
  const answer = readJson(body);
  if (answer === null) throw withReference(unread(), response.headers);
  const parsed = tokenShape.safeParse(answer);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') || null;
    throw withReference(new Rejected('unexpected_answer', path), response.headers);
  }
  const date = Date.parse(response.headers.get('date') ?? '');
  const now = Number.isNaN(date) ? clock() : date;
  const after = (life: number | undefined) => (life === undefined ? null : new Date(now + life * 1000));
  const { expires_in, x_refresh_token_expires_in: rolling, x_refresh_token_hard_expires_in: hard } = parsed.data;
  return {
    accessToken: parsed.data.access_token,
    refreshToken: parsed.data.refresh_token,
    accessTokenExpiresAt: new Date(now + (expires_in ?? defaultLifeSeconds) * 1000),
    refreshTokenExpiresAt: after(
      rolling === undefined || hard === undefined ? (rolling ?? hard) : Math.min(rolling, hard),
    ),
    consentEndsAt: after(hard),
  };
}

const unread = () => new OutcomeUnknown('The answer to the token call could not be read.');
const errorShape = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

function tokenRefusal(response: Response, body: string) {
  const { status } = response;
  if (status === 429 || status >= 500 || status === 408) return plainRefusal(response);
  const error = errorShape.safeParse(readJson(body)).data?.error ?? null;
  if (error === 'invalid_grant') return new ReconnectNeeded('refused');
  // Our own credentials or our own request are wrong: no owner can mend that by connecting again.
  if (error) return new Rejected(error);
  return [400, 401, 403].includes(status) ? new ReconnectNeeded('refused') : new Rejected(`http_${status}`);
}

function plainRefusal({ status, headers }: Response) {
  if (status === 429) return new RateLimited(retryAfterMs(headers.get('retry-after')));
  if (status >= 500 || status === 408) return new Unavailable(`The provider answered ${status}.`);
  return new Rejected(status === 401 ? 'invalid_client' : `http_${status}`);
}
