import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { contactPointId, readConsent } from '../../records/consent.ts';
import { suppress } from '../../records/contact-points.ts';
import { unsubscribeToken } from '../../records/unsubscribe-tokens.ts';
import { asOwner, signedUp, withApi } from '../testing.ts';

const api = withApi();
const marketing = ['quotes', 'reviews', 'offers'];
const at = new Date('2026-11-23T12:00:00Z');
let people = 0;
let organizationId: string;
let contact: { channel: 'email'; address: string };
let id: string;
let token: string;
beforeAll(async () => {
  organizationId = (await (await signedUp(api.app)).get('/api/me').expect(200)).body.organization.id;
});
beforeEach(async () => {
  contact = { channel: 'email', address: `ada${++people}@example.com` };
  id = await inside((tenant) => contactPointId(tenant, contact, at));
  token = unsubscribeToken(api.deps.keys, { organizationId, contactPointId: id });
});

const inside: <T>(work: Parameters<typeof api.database.withOrganization<T>>[1]) => Promise<T> = (work) =>
  api.database.withOrganization(organizationId, work);
const consent = () => inside((tenant) => readConsent(tenant, id));
const history = () =>
  inside((tenant) => tenant.db.suppression.findMany({ where: { address: contact.address }, orderBy: { at: 'asc' } }));
const open = (of = token) => request(api.app).get(`/u/${of}`);
const post = (form: Record<string, string | string[]>, of = token) =>
  request(api.app).post(`/u/${of}`).type('form').send(form);
const oneClick = { 'List-Unsubscribe': 'One-Click' };

describe('one click on Unsubscribe', () => {
  it('ends advertising to that address without a login, and says so in its history', async () => {
    await post(oneClick).expect(200);
    expect(await consent()).toMatchObject({ suppressedReason: null, refused: marketing });
    expect(await history()).toMatchObject(
      marketing.map((category) => ({ action: 'suppress', category, source: 'one_click' })),
    );
  });

  it('is understood as a multipart form, too', async () => {
    await request(api.app).post(`/u/${token}`).field('List-Unsubscribe', 'One-Click').expect(200);
    expect((await consent())?.refused).toEqual(marketing);
  });

  it('a second time changes nothing more', async () => {
    for (const _ of [1, 2]) await post(oneClick).expect(200);
    expect(await history()).toHaveLength(marketing.length);
  });

  it.each(['get', 'head'] as const)('is not a %s: mail scanners open every link', async (method) => {
    await request(api.app)[method](`/u/${token}`).expect(200);
    await request(api.app)[method](`/u/${token}`).query({ 'List-Unsubscribe': 'One-Click', action: 'everything' });
    expect(await consent()).toMatchObject({ suppressedReason: null, refused: [] });
  });

  it('without its one word is refused', async () => {
    await request(api.app).post(`/u/${token}`).expect(400);
    await post({ 'List-Unsubscribe': 'Two-Clicks' }).expect(400);
    await request(api.app).post(`/u/${token}`).set('content-type', 'multipart/form-data').send('x').expect(400);
    expect(await history()).toEqual([]);
  });

  it('does not touch the same address at another business', async () => {
    const other = (await (await signedUp(api.app)).get('/api/me').expect(200)).body.organization.id;
    const otherId = await api.database.withOrganization(other, (tenant) => contactPointId(tenant, contact, at));
    await post(oneClick).expect(200);
    const there = await api.database.withOrganization(other, (tenant) => readConsent(tenant, otherId));
    expect(there).toMatchObject({ suppressedReason: null, refused: [] });
  });
});

describe('the page behind the link', () => {
  it('names the business, hides most of the address and is kept by nobody', async () => {
    const page = await open().expect(200).expect('cache-control', 'no-store').expect('referrer-policy', 'no-referrer');
    expect(page.text).toContain('Rosa Plumbing');
    expect(page.text).toContain('a•••@example.com');
    expect(page.text).not.toContain(contact.address);
    expect(page.text).not.toContain('<script');
  });

  it('takes what is ticked', async () => {
    await post({ action: 'save', category: ['appointments', 'reviews'] })
      .expect(303)
      .expect('location', `/u/${token}?done=saved`);
    expect((await consent())?.refused).toEqual(['invoices', 'quotes', 'offers']);
    const page = await open();
    expect(page.text.match(/checked/g)).toHaveLength(2);
  });

  it('takes nothing ticked as nothing wanted', async () => {
    await post({ action: 'save' }).expect(303);
    expect((await consent())?.refused).toHaveLength(5);
  });

  it('ends everything, and what was ticked afterwards brings it back', async () => {
    await post({ action: 'everything' }).expect(303);
    expect((await consent())?.suppressedReason).toBe('unsubscribed');
    await post({ action: 'save', category: 'invoices' }).expect(303);
    expect(await consent()).toMatchObject({ suppressedReason: null, refused: ['appointments', ...marketing] });
  });

  it('does not bring back an address that bounced', async () => {
    await inside((tenant) => suppress(tenant, { ...contact, reason: 'bounced', source: 'vendor' }, at));
    await post({ action: 'save', category: 'offers' }).expect(303);
    expect((await consent())?.suppressedReason).toBe('bounced');
    expect((await open()).text).not.toContain('<button');
  });

  it('puts no name of a business into its markup', async () => {
    const name = '<img src=x onerror=alert(1)>"';
    await asOwner(api, 'UPDATE afterjob.organizations SET name = $2, brand_color = $3 WHERE organization_id = $1', [
      organizationId,
      name,
      'red}</style><script>',
    ]);
    const { text } = await open().expect(200);
    expect(text).not.toMatch(/<img|<script/);
    expect(text).toContain('&lt;img src=x');
  });
});

describe('a link that is not ours', () => {
  it('gets the same answer as one whose address was erased', async () => {
    const answers = [await open('x'.repeat(64)), await open(`${token.slice(0, -1)}A`)];
    await asOwner(api, 'DELETE FROM afterjob.contact_points WHERE id = $1', [id]);
    answers.push(await open());
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    await post(oneClick).expect(404);
  });

  it('of a test message does nothing', async () => {
    expect((await open('test').expect(200)).text).toContain('This was a test');
    expect((await post(oneClick, 'test').expect(200)).text).toContain('Nothing was changed');
  });

  it('is slowed down when many are tried, and nothing of it is logged', async () => {
    const tries = await Promise.all(Array.from({ length: 70 }, (_, n) => open(`${n}`.padEnd(64, 'x'))));
    expect(tries.map(({ status }) => status)).toContain(429);
    expect(api.logged.join('')).not.toContain(token.slice(0, 20));
  });
});
