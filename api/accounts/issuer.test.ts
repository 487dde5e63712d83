import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import request from 'supertest';
import { asOwner, signedUp, withApi } from '../testing.ts';

const issuer = 'https://accounts.example';
const audience = 'afterjob';
const organizationClaim = 'organization_id';
type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

let server: Server;
let ours: Key;
let stranger: Key;
let down = false;

beforeAll(async () => {
  const [good, bad] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  [ours, stranger] = [good.privateKey, bad.privateKey];
  const keys = [{ ...(await exportJWK(good.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }];
  server = createServer((_request, response) => {
    if (down) return response.writeHead(500).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const api = withApi(async () => ({
  issuer: {
    ...{ issuer, audience, organizationClaim, roleClaim: 'role' },
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
  },
}));

type Said = { claims?: JWTPayload; key?: Key; issuer?: string; audience?: string; endsIn?: string };

const token = ({ claims = {}, key = ours, ...said }: Said = {}) =>
  new SignJWT({ [organizationClaim]: 'acme', role: 'member', name: 'Ida', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setSubject('person-1')
    .setIssuer(said.issuer ?? issuer)
    .setAudience(said.audience ?? audience)
    .setIssuedAt()
    .setExpirationTime(said.endsIn ?? '5m')
    .sign(key);

const me = (given: string) => request(api.app).get('/api/me').set('authorization', `Bearer ${given}`);
const made = (given: string) =>
  request(api.app).post('/api/journeys').set('authorization', `Bearer ${given}`).send({ name: 'By a token' });

describe('a token of another issuer', () => {
  it('stands in the place of a session, in an organization that is made when it is first seen', async () => {
    const { body } = await me(await token({ claims: { organization_name: 'Acme Roofs' } })).expect(200);
    expect(body).toMatchObject({ user: { name: 'Ida' }, organization: { name: 'Acme Roofs' }, role: 'member' });
    const again = await me(await token()).expect(200);
    expect(again.body.organization.id).toBe(body.organization.id);
    await made(await token()).expect(201);
    const rows = await asOwner(api, 'SELECT actor_kind, actor_name FROM afterjob.audit_log');
    expect(rows).toEqual([{ actor_kind: 'issuer', actor_name: 'Ida' }]);
  });

  it('may read alone where it names no role, or one that we do not know', async () => {
    for (const role of [undefined, 'emperor']) {
      await made(await token({ claims: { role } })).expect(403);
      expect((await me(await token({ claims: { role } }))).body.role).toBe('viewer');
    }
  });

  it('sees the organization that it names and no other', async () => {
    await made(await token()).expect(201);
    const other = await token({ claims: { [organizationClaim]: 'other' } });
    const { body } = await request(api.app).get('/api/journeys').set('authorization', `Bearer ${other}`).expect(200);
    expect(body.items).toEqual([]);
  });

  it.each([
    ['signed by another key', () => token({ key: stranger })],
    ['of another issuer', () => token({ issuer: 'https://evil.example' })],
    ['for another audience', () => token({ audience: 'someone else' })],
    ['that has ended', () => token({ endsIn: '-1m' })],
    ['without an organization', () => token({ claims: { [organizationClaim]: undefined } })],
    ['that is not signed', async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x"}')}.`.replaceAll('=', '')],
    ['that is none', async () => 'rubbish'],
  ])('%s opens nothing', async (_what, given) => {
    expect((await me(await given()).expect(200)).body).toBeNull();
    await made(await given()).expect(401);
  });

  it('leaves inviting to where the accounts are', async () => {
    const { body } = await request(api.app)
      .post('/api/team/invitations')
      .set('authorization', `Bearer ${await token({ claims: { role: 'owner' } })}`)
      .send({ email: 'a@example.com', role: 'member' })
      .expect(409);
    expect(body.code).toBe('team_elsewhere');
  });

  it('does not end the sessions of our own accounts', async () => {
    await (await signedUp(api.app)).get('/api/customers').expect(200);
  });
});

describe('an issuer whose keys cannot be had', () => {
  const unreachable = withApi(async () => ({
    issuer: {
      ...{ issuer, audience, organizationClaim, roleClaim: 'role' },
      jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/down`,
    },
  }));

  it('is answered as what it is: try again', async () => {
    down = true;
    const { body } = await request(unreachable.app)
      .get('/api/customers')
      .set('authorization', `Bearer ${await token()}`)
      .expect(503);
    down = false;
    expect(body.code).toBe('issuer_unavailable');
    await request(unreachable.app)
      .get('/api/customers')
      .set('authorization', `Bearer ${await token()}`)
      .expect(200);
  });
});
