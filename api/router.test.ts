import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { leastRole, type RouteName, splitName } from './roles.ts';
import { createRouter } from './router.ts';
import { asOwner, signedUp, type TestAgent, withApi } from './testing.ts';

const api = withApi();
const names = Object.keys(leastRole) as RouteName[];
const guarded = names.filter((name) => leastRole[name] !== 'anyone');

function pathOf(name: RouteName): string {
  const [, path] = splitName(name);
  return path
    .replace(':provider', 'jobber')
    .replace(':id', '00000000-0000-4000-8000-000000000000')
    .replace(/\{.*\}/, '');
}

const ask = (agent: TestAgent, name: RouteName) => {
  const [method] = splitName(name);
  return agent[method](pathOf(name)).set('origin', 'http://localhost:3000');
};

async function withRole(role: string): Promise<TestAgent> {
  const agent = await signedUp(api.app, role, `Business of ${role}`);
  const { body } = await agent.get('/api/me').expect(200);
  const where = [role, body.organization.id];
  await asOwner(api, 'UPDATE afterjob_auth.members SET role = $1 WHERE organization_id = $2', where);
  return agent;
}

describe('the router', () => {
  it('serves exactly the routes of the role table', () => {
    const layers = (['vendors', 'people'] as const).flatMap((callers) => createRouter(api.deps, callers).stack);
    const served = layers.flatMap(({ route }) =>
      route ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`) : ['a layer without a route'],
    );
    expect([...new Set(served)].sort()).toEqual([...names].sort());
  });

  it.each(guarded)('asks who it is before %s', async (name) => {
    const { body } = await ask(request.agent(api.app), name).expect(401);
    expect(body).toMatchObject({ code: 'not_signed_in', action: { href: '/sign-in' } });
  });

  it('lets a viewer read, and change nothing', async () => {
    const viewer = await withRole('viewer');
    for (const name of guarded) {
      const { status } = await ask(viewer, name);
      const allowed = leastRole[name] === 'viewer';
      expect([name, status === 403]).toEqual([name, !allowed]);
      if (!name.startsWith('GET') && name !== 'POST /api/auth/change-password')
        expect([name, status]).toEqual([name, 403]);
    }
  });

  it.each([
    ['member', ['member', 'viewer']],
    ['admin', ['admin', 'member', 'viewer']],
  ] as const)('lets a %s do what the table says', async (role, allowed) => {
    const agent = await withRole(role);
    for (const name of guarded) {
      const { status } = await ask(agent, name);
      expect([name, status === 403]).toEqual([name, !allowed.some((each) => each === leastRole[name])]);
      expect([name, status < 500]).toEqual([name, true]);
    }
  });

  it('answers for anything else that it is not there', async () => {
    const { body, headers } = await request(api.app).get('/api/nothing').expect(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 404, code: 'not_found', title: 'Not Found' });
  });

  it('says nothing of its insides when it fails', async () => {
    const agent = await signedUp(api.app);
    await asOwner(api, 'ALTER TABLE afterjob.customers RENAME TO hidden');
    const { body } = await agent.get('/api/customers').expect(500);
    await asOwner(api, 'ALTER TABLE afterjob.hidden RENAME TO customers');
    expect(JSON.stringify(body)).not.toMatch(/hidden|customers|prisma|select|\.ts|stack/i);
    expect(body.code).toBe('unexpected');
  });

  it('sets headers that keep other sites out', async () => {
    const { headers } = await request(api.app).get('/api/health').expect(200);
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('does nothing for a page of another site, with a session or without', async () => {
    const agent = await signedUp(api.app);
    const foreign = await agent.post('/api/journeys').set('origin', 'https://evil.example').send({ name: 'x' });
    expect(foreign.body.code).toBe('foreign_origin');
    const bare = await agent
      .post('/api/journeys')
      .unset('origin')
      .set('sec-fetch-site', 'cross-site')
      .send({ name: 'x' });
    expect(bare.body.code).toBe('foreign_origin');
  });

  it('tells its numbers inside the own network only, by routes and not by ids', async () => {
    const { text } = await request(api.app).get('/api/metrics').expect(200);
    expect(text).toMatch(/afterjob_http_request_seconds_count\{method="GET",route="\/api\/customers",status="401"\}/);
    expect(text).not.toMatch(/00000000-0000/);
    await request(api.app).get('/api/metrics').set('x-forwarded-for', '203.0.113.9').expect(404);
  });

  it('is not ready while Temporal is out of reach, and says which part it is', async () => {
    const { body } = await request(api.app).get('/api/ready').expect(503);
    expect(body).toEqual({ ready: false, database: 'ok', temporal: 'down' });
  });
});

describe('the description', () => {
  it('has every route with its answer, in OpenAPI 3.1', async () => {
    const { body } = await request(api.app).get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = names.map((name) => name.replace(/\{.*\}/, '').replace(/:(\w+)/g, '{$1}'));
    expect(described.sort()).toEqual(expected.sort());
    const { schema } = body.paths['/api/customers'].get.responses['200'].content['application/json'];
    expect(Object.keys(schema.properties).sort()).toEqual(['items', 'nextCursor']);
  });

  it('can be read as a page whose every asset is our own', async () => {
    const page = await request(api.app).get('/api/docs/').expect(200);
    expect(page.text).toContain('swagger-ui');
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    await request(api.app).get('/api/docs/swagger-ui-bundle.js').expect(200);
  });
});
