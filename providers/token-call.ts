import * as oauth from 'openid-client';
import { OutcomeUnknown, ProviderFailure, type Tokens, Unavailable } from './provider.ts';

type TokenCall = {
  using: oauth.Configuration;
  grant(using: oauth.Configuration): Promise<unknown>;
  /** What an answer says. Providers refuse in ways that are not OAuth's, and the library would hide them. */
  read(answer: Response, body: string): Tokens;
  headers?: Record<string, string>;
};

const defaultTimeoutMs = 45_000;

/** A provider's token address without discovery. */
export function tokenClient(config: {
  clientId: string;
  authentication: oauth.ClientAuth;
  authorizeUrl: string;
  tokenUrl: string;
  timeouts?: { tokenMs: number };
}): oauth.Configuration {
  const server = {
    issuer: new URL(config.tokenUrl).origin,
    authorization_endpoint: config.authorizeUrl,
    token_endpoint: config.tokenUrl,
  };
  const made = new oauth.Configuration(server, config.clientId, undefined, config.authentication);
  made.timeout = (config.timeouts?.tokenMs ?? defaultTimeoutMs) / 1000;
  if (config.tokenUrl.startsWith('http:')) oauth.allowInsecureRequests(made);
  return made;
}

/** One token call. @throws what `read` throws; Unavailable when it never left; OutcomeUnknown when its answer was lost */
export async function tokenCall({ using, grant, read, headers = {} }: TokenCall): Promise<Tokens> {
  let failure: Error | null = null;
  let tokens: Tokens | null = null;
  using[oauth.customFetch] = async (url, options) => {
    try {
      const answer = await fetch(url, { ...options, headers: { ...options.headers, ...headers } } as RequestInit);
      const body = await answer.text();
      tokens = read(answer, body);
      // The answer may lack token_type, and the library refuses it then.
      return Response.json({
        access_token: tokens.accessToken,
        refresh_token: tokens.refreshToken,
        token_type: 'bearer',
      });
    } catch (error) {
      failure = asFailure(error);
      throw failure;
    }
  };
  try {
    await grant(using);
  } catch (error) {
    throw failure ?? error;
  }
  if (!tokens) throw new OutcomeUnknown('The token call gave no tokens.');
  return tokens;
}

/** The grant of a code that came back; its state was judged by whoever issued it, here it only has to equal itself. */
export const codeGrant =
  ({ code, state, redirectUri }: { code: string; state: string; redirectUri: string }) =>
  (using: oauth.Configuration) => {
    const callback = new URL(redirectUri);
    callback.searchParams.set('code', code);
    callback.searchParams.set('state', state);
    return oauth.authorizationCodeGrant(using, callback, { expectedState: state });
  };

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A call that never left is harmless; one whose answer was lost may have rotated the token. */
function asFailure(error: unknown): Error {
  if (error instanceof ProviderFailure) return error;
  const code = ((error as Error).cause as { code?: string } | undefined)?.code ?? '';
  if (neverSent.has(code)) return new Unavailable('The provider cannot be reached.');
  return new OutcomeUnknown('The answer to the token call was lost.');
}
