import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import express, { type Response, Router } from 'express';
import { consentPage } from './consent-page.ts';
import { decodeId } from './ids.ts';
import type { JobberSandboxSettings } from './settings.ts';
import type { Family, State } from './state.ts';

type Dependencies = {
  state: State;
  settings: JobberSandboxSettings;
  clientId: string;
  clientSecret: string;
  clock: () => number;
  changed: () => void;
};

const codeMinutes = 10;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('base64url');

/** `2024-04-09 21:04:31 UTC`, the vendor's way of writing an instant in token answers. */
const vendorTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

export type AccessReading = 'valid' | 'unknown' | 'disconnected';

export function createOAuth({ state, settings, clientId, clientSecret, clock, changed }: Dependencies) {
  const jwtSecret = `${clientSecret}:access-tokens`;
  const accountNumber = decodeId('Account', settings.accountId) ?? 1;

  function tokenAnswer(family: Family) {
    family.serial += 1;
    const expires = Math.floor(clock() / 1000) + Math.round(settings.accessTokenMinutes * 60);
    const claims = {
      sub: '1',
      iss: 'https://api.getjobber.com',
      client_id: clientId,
      scope: 'read_clients read_invoices read_jobber_payments read_jobs read_quotes read_scheduled_items read_users',
      app_id: 'sandbox',
      user_id: 1,
      account_id: accountNumber,
      exp: expires,
      family: family.id,
      serial: family.serial,
    };
    const text = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
    return {
      access_token: `${text}.${sign(text, jwtSecret)}`,
      refresh_token: family.current,
      expires_at: vendorTime(expires * 1000),
    };
  }

  function readAccessToken(token: string): AccessReading {
    const [header, payload, signature] = token.split('.');
    if (!header || !payload || !signature) return 'unknown';
    const expected = Buffer.from(sign(`${header}.${payload}`, jwtSecret));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'unknown';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const family = state.families.find(({ id }) => id === claims.family);
    if (family?.end === 'disconnected') return 'disconnected';
    if (!family || family.end || claims.serial < family.deadBelow || claims.exp * 1000 <= clock()) return 'unknown';
    return 'valid';
  }

  const newRefreshToken = () => randomBytes(16).toString('hex');

  function issueCode(redirectUri: string): string {
    const code = randomBytes(20).toString('hex');
    state.codes.set(code, { redirectUri, at: clock() });
    changed();
    return code;
  }

  function redeem(code: string, redirectUri: string): Family | null {
    const issued = state.codes.get(code);
    state.codes.delete(code);
    if (!issued || issued.redirectUri !== redirectUri || clock() - issued.at > codeMinutes * 60_000) return null;
    const family = {
      id: randomBytes(8).toString('hex'),
      current: newRefreshToken(),
      used: [],
      end: null,
      serial: 0,
      deadBelow: 0,
    };
    state.families = [...state.families.filter(({ end }) => end === null), family];
    return family;
  }

  /** An old refresh token that comes again ends the whole chain. */
  function rotate(refreshToken: string): Family | null {
    const reused = state.families.find(({ used }) => used.includes(refreshToken));
    if (reused) {
      reused.end ??= 'revoked';
      return null;
    }
    const family = state.families.find(({ current, end }) => current === refreshToken && end === null);
    if (!family) return null;
    family.used.push(family.current);
    family.current = newRefreshToken();
    return family;
  }

  const redirect = (res: Response, uri: string, query: Record<string, string>) => {
    const target = new URL(uri);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    res.redirect(302, target.href);
  };

  const router = Router();
  router.get('/authorize', (req, res) => {
    const { client_id, redirect_uri, response_type, state: given } = req.query;
    if (
      client_id !== clientId ||
      typeof redirect_uri !== 'string' ||
      !URL.canParse(redirect_uri) ||
      response_type !== 'code'
    ) {
      res.status(400).json({ message: 'Unknown client_id, redirect_uri or response_type' });
      return;
    }
    res.type('html').send(
      consentPage({
        account: settings.accountName,
        redirectUri: redirect_uri,
        state: typeof given === 'string' ? given : null,
      }),
    );
  });
  router.post('/authorize', express.urlencoded({ extended: false }), (req, res) => {
    const { decision, redirect_uri: uri, state: given } = req.body as Record<string, string>;
    if (!uri || !URL.canParse(uri)) return void res.status(400).json({ message: 'redirect_uri is missing' });
    // The vendor's denial: the bare redirect, no parameter at all.
    if (decision === 'deny') return void redirect(res, uri, {});
    if (decision === 'marketplace') return void redirect(res, uri, { code: issueCode(uri) });
    redirect(res, uri, { code: issueCode(uri), ...(given ? { state: given } : {}) });
  });
  router.post('/token', express.urlencoded({ extended: false }), (req, res) => {
    const form = (req.body ?? {}) as Record<string, string>;
    if (form.client_id !== clientId || form.client_secret !== clientSecret) {
      return void res.status(401).json({ error: 'invalid_client', error_description: 'Client authentication failed' });
    }
    const family =
      form.grant_type === 'authorization_code'
        ? redeem(form.code ?? '', form.redirect_uri ?? '')
        : form.grant_type === 'refresh_token'
          ? rotate(form.refresh_token ?? '')
          : null;
    changed();
    if (family) return void res.json(tokenAnswer(family));
    const what = form.grant_type === 'refresh_token' ? 'refresh token' : 'authorization code';
    res.status(401).json({ error: 'invalid_grant', message: `The provided ${what} is not valid.` });
  });

  return {
    router,
    readAccessToken,
    disconnect() {
      for (const family of state.families) family.end ??= 'disconnected';
      changed();
    },
    revoke() {
      for (const family of state.families) family.end ??= 'revoked';
      changed();
    },
    expireAccessTokens() {
      for (const family of state.families) family.deadBelow = family.serial + 1;
      changed();
    },
  };
}
