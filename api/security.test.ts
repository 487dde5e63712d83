import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { sameSite } from './accounts/auth.ts';
import { signedUp, withApi } from './testing.ts';

const app = 'https://app.example.com';
const api = withApi(async () => ({ webOrigins: [app] }));

describe('a page of the allow-list', () => {
  it('may ask and read with the session, by the headers that browsers want', async () => {
    const asked = await request(api.app)
      .options('/api/journeys')
      .set({ origin: app, 'access-control-request-method': 'POST' })
      .expect(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': expect.stringContaining('content-type'),
      vary: expect.stringContaining('Origin'),
    });
    const agent = await signedUp(api.app);
    const { headers } = await agent.post('/api/journeys').set('origin', app).send({ name: 'From afar' }).expect(201);
    expect(headers['access-control-allow-origin']).toBe(app);
  });

  it('can sign up and in from there', async () => {
    const email = 'afar@example.com';
    const body = { name: 'A', email, password: 'a long password', organizationName: 'Afar', zone: 'America/Denver' };
    await request(api.app).post('/api/auth/sign-up/email').set('origin', app).send(body).expect(200);
    const { password } = body;
    await request(api.app).post('/api/auth/sign-in/email').set('origin', app).send({ email, password }).expect(200);
  });
});

describe('a page of any other origin', () => {
  it.each(['https://evil.example', 'https://app.example.com.evil.example', 'http://app.example.com', 'null'])(
    'gets no such headers and changes nothing: %s',
    async (origin) => {
      const agent = await signedUp(api.app);
      const { headers } = await agent.get('/api/journeys').set('origin', origin).expect(200);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      const { body } = await agent.post('/api/journeys').set('origin', origin).send({ name: 'x' }).expect(403);
      expect(body.code).toBe('foreign_origin');
    },
  );
});

it('sends cookies to another site only where such a page is allowed', () => {
  expect(sameSite('https://api.example.com', ['https://app.example.com'])).toBe('lax');
  expect(sameSite('https://api.example.com', ['https://other.dev'])).toBe('none');
  expect(sameSite('http://localhost:3000', ['https://other.dev'])).toBe('lax');
});
