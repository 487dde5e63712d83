import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { consentPage } from './consent-page.ts';
import type { QuickbooksSandboxSettings } from './settings.ts';
import type { Family, State } from './state.ts';

type Dependencies = {
  state: State;
  settings: QuickbooksSandboxSettings;
  clientId: string;
  clientSecret: string;
  clock: () => number;
  changed: () => void;
};

const codeMs = 10 * 60_000;
const dayMs = 86_400_000;
const scope = 'com.intuit.quickbooks.accounting';

export type AccessReading = 'valid' | 'expired' | 'revoked';

const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export function createOAuth({ state, settings, clientId, clientSecret, clock, changed }: Dependencies) {
  const newRefreshToken = () => `RT1-${randomBytes(24).toString('base64url')}`;
  const sign = (text: string) => createHmac('sha256', `${clientSecret}:access`).update(text).digest('base64url');

  function tokenAnswer(family: Family, tellsHardEnd: boolean) {
    family.serial += 1;
    const life = Math.round(settings.accessTokenMinutes * 60);
    const text = `${family.id}.${family.serial}.${Math.floor(clock() / 1000) + life}`;
    const consentEnds = family.since + settings.consentYears * 365 * dayMs;
    return {
      token_type: 'bearer',
      access_token: `${text}.${sign(text)}`,
      expires_in: life,
      refresh_token: family.current,
      x_refresh_token_expires_in: settings.refreshTokenDays * (dayMs / 1000),
      ...(tellsHardEnd && { x_refresh_token_hard_expires_in: Math.floor((consentEnds - clock()) / 1000) }),
    };
  }

  function readAccessToken(token: string): AccessReading {
    const [id = '', serial = '', expires = '', signature = ''] = token.split('.');
    const family = state.families.find((one) => one.id === id);
    if (!family || family.ended || !same(signature, sign(`${id}.${serial}.${expires}`))) return 'revoked';
    return Number(serial) < family.deadBelow || Number(expires) * 1000 <= clock() ? 'expired' : 'valid';
  }

  function redeem(code: string, redirectUri: string): Family | null {
    const issued = state.codes[code];
    delete state.codes[code];
    if (issued?.redirectUri !== redirectUri || clock() - issued.at > codeMs) return null;
    const family: Family = {
      id: randomBytes(8).toString('hex'),
      since: clock(),
      current: newRefreshToken(),
      used: [],
      ended: false,
      serial: 0,
      deadBelow: 0,
    };
    state.families = [...state.families.filter(({ ended }) => !ended), family];
    return family;
  }

  /** An old refresh token that comes again ends the whole chain. */
  function rotate(refreshToken: string): Family | null {
    const reused = state.families.find(({ used }) => used.includes(refreshToken));
    if (reused) reused.ended = true;
    const family = state.families.find(({ current, ended }) => current === refreshToken && !ended);
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
  const credentials = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const isOurs = (req: Request) => same(req.headers.authorization ?? '', credentials);
  const traced: RequestHandler = (_req, res, next) => {
    res.set('intuit_tid', randomUUID());
    next();
  };

  const router = Router();
  router.get('/connect/oauth2', (req, res) => {
    const { client_id, redirect_uri: uri, response_type, scope: asked, state: given } = req.query;
    const known = client_id === clientId && response_type === 'code' && String(asked).split(' ').includes(scope);
    if (!known || typeof uri !== 'string' || !URL.canParse(uri) || typeof given !== 'string' || given === '')
      return void res.status(400).json({ error: 'invalid_request' });
    res.type('html').send(consentPage({ company: settings.companyName, redirectUri: uri, state: given }));
  });
  router.post('/connect/oauth2', express.urlencoded({ extended: false }), (req, res) => {
    const { decision, redirect_uri: uri, state: given = '' } = req.body as Record<string, string>;
    if (!uri || !URL.canParse(uri)) return void res.status(400).json({ error: 'invalid_request' });
    if (decision !== 'allow') return void redirect(res, uri, { error: 'access_denied', state: given });
    const code = `AB${randomBytes(20).toString('hex')}`;
    state.codes[code] = { redirectUri: uri, at: clock() };
    changed();
    redirect(res, uri, { code, state: given, realmId: settings.realmId });
  });
  router.post('/oauth2/v1/tokens/bearer', traced, express.urlencoded({ extended: false }), (req, res) => {
    if (!isOurs(req)) return void res.status(401).json({ error: 'invalid_client' });
    const form = (req.body ?? {}) as Record<string, string>;
    const grants: Record<string, () => Family | null> = {
      authorization_code: () => redeem(form.code ?? '', form.redirect_uri ?? ''),
      refresh_token: () => rotate(form.refresh_token ?? ''),
    };
    const grant = grants[form.grant_type ?? ''];
    if (!grant) return void res.status(400).json({ error: 'unsupported_grant_type' });
    const family = grant();
    changed();
    if (!family) return void res.status(400).json({ error: 'invalid_grant', error_description: 'Token invalid' });
    res.json(tokenAnswer(family, req.headers['x-include-refresh-token-hard-expires-in'] === 'true'));
  });
  router.post('/v2/oauth2/tokens/revoke', traced, express.json(), (req, res) => {
    if (!isOurs(req)) return void res.status(401).json({ error: 'invalid_client' });
    const token = String((req.body as { token?: unknown } | undefined)?.token ?? '');
    const family = state.families.find(
      ({ id, current, ended }) => !ended && (current === token || token.startsWith(`${id}.`)),
    );
    if (!family) return void res.status(400).end();
    family.ended = true;
    changed();
    res.status(200).end();
  });

  return {
    router,
    readAccessToken,
    /** What the owner of the company does, or the vendor. */
    revoke() {
      for (const family of state.families) family.ended = true;
      changed();
    },
    expireAccessTokens() {
      for (const family of state.families) family.deadBelow = family.serial + 1;
      changed();
    },
  };
}
