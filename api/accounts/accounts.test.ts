import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { asOwner, signedUp, withApi } from '../testing.ts';

const api = withApi();
const origin = 'http://localhost:3000';
const person = (email: string) => ({
  name: 'Rosa',
  email,
  password: 'a long password',
  organizationName: 'Rosa & Söhne Plumbing',
  zone: 'America/Denver',
});

describe('signing up', () => {
  it('makes the person, the organization and the membership of an owner', async () => {
    const agent = request.agent(api.app).set('origin', origin);
    await agent.post('/api/auth/sign-up/email').send(person('Rosa@Example.com')).expect(200);
    const { body } = await agent.get('/api/me').expect(200);
    expect(body).toMatchObject({
      user: { name: 'Rosa', email: 'rosa@example.com', emailVerified: false },
      organization: { name: 'Rosa & Söhne Plumbing', zone: 'America/Denver', zoneConfirmed: false },
      role: 'owner',
    });
  });

  it('gives the next organization of that name another slug', async () => {
    const first = await (await signedUp(api.app, 'Ann', 'Same Name')).get('/api/me');
    const second = await (await signedUp(api.app, 'Bob', 'Same Name')).get('/api/me');
    expect([first.body.organization.slug, second.body.organization.slug]).toEqual(['same-name', 'same-name-2']);
  });

  it('refuses an address that has an account, and makes nothing', async () => {
    const count = () => asOwner(api, 'SELECT count(*)::int AS n FROM afterjob.organizations');
    await request(api.app).post('/api/auth/sign-up/email').set('origin', origin).send(person('taken@example.com'));
    const before = await count();
    const second = await request(api.app)
      .post('/api/auth/sign-up/email')
      .set('origin', origin)
      .send(person('TAKEN@example.com'))
      .expect(409);
    expect(second.body).toMatchObject({ code: 'account_exists', action: { href: '/sign-in' } });
    expect(await count()).toEqual(before);
  });

  it('leaves nothing of the organization when the account fails', async () => {
    await asOwner(api, 'ALTER TABLE afterjob_auth.members ADD CONSTRAINT planted CHECK (false) NOT VALID');
    const before = await asOwner(api, 'SELECT count(*)::int AS n FROM afterjob.organizations');
    await request(api.app)
      .post('/api/auth/sign-up/email')
      .set('origin', origin)
      .send(person('half@example.com'))
      .expect(500);
    await asOwner(api, 'ALTER TABLE afterjob_auth.members DROP CONSTRAINT planted');
    expect(await asOwner(api, 'SELECT count(*)::int AS n FROM afterjob.organizations')).toEqual(before);
    expect(await asOwner(api, "SELECT FROM afterjob_auth.users WHERE email = 'half@example.com'")).toEqual([]);
  });

  it('is completed at the next look when it was cut off between its commits', async () => {
    const agent = await signedUp(api.app, 'Cut', 'Cut Off');
    const { body } = await agent.get('/api/me');
    await asOwner(api, 'DELETE FROM afterjob.organizations WHERE organization_id = $1', [body.organization.id]);
    expect((await agent.get('/api/me').expect(200)).body.organization).toMatchObject({
      name: 'Cut Off',
      slug: 'cut-off',
    });
  });

  it('names each field that is wrong', async () => {
    const { body } = await request(api.app)
      .post('/api/auth/sign-up/email')
      .set('origin', origin)
      .send({ ...person('no address'), password: 'short' })
      .expect(400);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['email', 'password']);
  });

  it('sends a letter whose link confirms the address', async () => {
    const agent = await signedUp(api.app, 'Vera', 'Vera Roofs');
    const letter = api.letters.at(-1);
    expect(letter?.subject).toMatch(/Confirm/);
    const link = new URL(letter?.text.match(/http\S+/)?.[0] ?? '');
    await agent.get(link.pathname + link.search).expect(302);
    expect((await agent.get('/api/me')).body.user.emailVerified).toBe(true);
  });
});

describe('signing in', () => {
  const credentials = { email: 'sam@example.com', password: 'a long password' };

  it('works with the right password, and ends with signing out', async () => {
    await request(api.app)
      .post('/api/auth/sign-up/email')
      .set('origin', origin)
      .send(person(credentials.email))
      .expect(200);
    const agent = request.agent(api.app).set('origin', origin);
    const { headers } = await agent.post('/api/auth/sign-in/email').send(credentials).expect(200);
    expect(headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Lax/);
    await agent.get('/api/me').expect(200);
    await agent.post('/api/auth/sign-out').send({}).expect(200);
    expect((await agent.get('/api/me').expect(200)).body).toBeNull();
    expect((await agent.get('/api/customers').expect(401)).body.action.href).toBe('/sign-in');
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const attempt = (body: object) => request(api.app).post('/api/auth/sign-in/email').set('origin', origin).send(body);
    const wrong = await attempt({ ...credentials, password: 'not this one' }).expect(401);
    const unknown = await attempt({ ...credentials, email: 'nobody@example.com' }).expect(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.body.code).toBe('invalid_email_or_password');
  });

  it('goes on with a new password by the link in a letter, once, and ends old sessions', async () => {
    const old = request.agent(api.app).set('origin', origin);
    await old.post('/api/auth/sign-up/email').send(person('reset@example.com')).expect(200);
    const post = (path: string, body: object) =>
      request(api.app).post(`/api/auth/${path}`).set('origin', origin).send(body);
    await post('request-password-reset', { email: 'reset@example.com' }).expect(200);
    const letter = api.letters.at(-1);
    const token = new URL(letter?.text.match(/http\S+/)?.[0] ?? '').searchParams.get('token');
    await post('reset-password', { token, newPassword: 'another long one' }).expect(200);
    await post('sign-in/email', { email: 'reset@example.com', password: 'another long one' }).expect(200);
    await post('sign-in/email', { email: 'reset@example.com', password: 'a long password' }).expect(401);
    await post('reset-password', { token, newPassword: 'a third long one' }).expect(400);
    expect((await old.get('/api/me').expect(200)).body).toBeNull();
  });

  it('answers the same for an address without account that asks for a new password', async () => {
    const ask = (email: string) =>
      request(api.app).post('/api/auth/request-password-reset').set('origin', origin).send({ email });
    expect((await ask('nobody@example.com').expect(200)).body).toEqual((await ask(credentials.email).expect(200)).body);
  });

  it('is refused from a page of another site', async () => {
    const { body } = await request(api.app)
      .post('/api/auth/sign-in/email')
      .set('origin', 'https://evil.example')
      .send(credentials)
      .expect(403);
    expect(body.code).toBe('foreign_origin');
  });
});

describe('what better-auth could do beside', () => {
  it.each([
    '/api/auth/organization/create',
    '/api/auth/update-user',
    '/api/auth/delete-user',
    '/api/auth//sign-up/email',
  ])('does not exist: %s', async (path) => {
    const agent = await signedUp(api.app);
    await agent.post(path).send({ name: 'x', slug: 'x' }).expect(404);
  });
});

describe('the log', () => {
  it('holds no address, no token and no query', async () => {
    await request(api.app).get('/api/auth/verify-email?token=abc123secret').expect(401);
    const text = api.logged.join('\n');
    expect(text).not.toMatch(/@example|abc123secret|token=|a long password/i);
    expect(text).toContain('/api/auth/verify-email');
  });
});
