import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connected, Profile } from '../providers/provider.ts';
import { cases } from '../testing/depth.ts';
import { withDatabase } from '../testing/postgres.ts';
import { openOwner } from '../testing/stage.ts';
import { connect, connectionTo, markDisconnected, markTokenExpired, recordConsentTold } from './connections.ts';
import { type Database, openDatabase, type Tenant } from './database.ts';
import { createKeyRing } from './encryption.ts';
import { readOrganization } from './organizations.ts';
import { beginSync, failSync } from './sync-runs.ts';
import { readTokens, reKeyTokens, replaceTokens, tokenTimes } from './tokens.ts';

let database: Database;
afterAll(async () => {
  await database.close();
});
const urls = withDatabase();
beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl });
});

const at = new Date('2026-03-10T12:00:00Z');
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const first = `k1:${randomBytes(32).toString('base64')}`;
const keys = createKeyRing(first);
const nothing: Profile = {
  name: null,
  street1: null,
  city: null,
  province: null,
  postalCode: null,
  country: null,
  phone: null,
  websiteUrl: null,
  logoUrl: null,
  zone: null,
};
const tokens = (name: string, expires = later(60)) => ({
  accessToken: `access ${name}`,
  refreshToken: `refresh ${name}`,
  accessTokenExpiresAt: expires,
  refreshTokenExpiresAt: null,
});
const consent = (account: string, values: Partial<Connected> = {}): Connected => ({
  account: { id: account, name: 'Northwind' },
  tokens: tokens('one'),
  profile: nothing,
  connectedAt: at,
  ...values,
});

/** A new organization and what it does inside. */
async function organization() {
  const id = randomUUID();
  await openOwner(database, id);
  const inside = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(id, work);
  return {
    inside,
    connect: (given: Connected, when = at) => inside((tenant) => connect(tenant, keys, 'jobber', given, when)),
    row: async () => {
      const found = await inside((tenant) => connectionTo(tenant, 'jobber'));
      if (!found) throw new Error('no connection');
      return found;
    },
  };
}

describe('connecting', () => {
  it('is not blamed for what a sync met that began before it', async () => {
    const { connect: consented, inside, row } = await organization();
    const account = randomUUID();
    await consented(consent(account));
    const { id } = await row();
    const fail = (run: { id: string; connectionId: string }, when: Date) =>
      inside((tenant) => failSync(tenant, run, 'Connect again', when));
    const old = await inside((tenant) => beginSync(tenant, id, 50, later(1)));
    await inside((tenant) => markDisconnected(tenant, id, later(2)));
    await consented(consent(account), later(3));
    await fail(old, later(4));
    expect(await row()).toMatchObject({ status: 'connected', lastError: null });
    const own = await inside((tenant) => beginSync(tenant, id, 50, later(5)));
    await inside(async (tenant) => {
      const times = await tokenTimes(tenant, id);
      await markTokenExpired(tenant, id, times?.generation ?? 0, later(6));
    });
    await fail(own, later(7));
    expect(await row()).toMatchObject({ lastSyncStatus: 'failed', lastError: 'Connect again' });
  });

  it('refuses another account while the present one is live', async () => {
    const { connect: consented, row } = await organization();
    const account = randomUUID();
    await consented(consent(account));
    expect(await consented(consent(randomUUID()))).toEqual({ connected: false, reason: 'another_account' });
    expect(await row()).toMatchObject({ accountId: account, status: 'connected' });
  });

  it('takes another account after a disconnect, on the same row with a raised epoch', async () => {
    const { connect: consented, row, inside } = await organization();
    await consented(consent(randomUUID()));
    const { id } = await row();
    expect(await inside((tenant) => markDisconnected(tenant, id, later(1)))).toBe(true);
    const other = randomUUID();
    const connectedAt = later(2);
    await consented(consent(other, { connectedAt }), later(2));
    expect(await row()).toMatchObject({ id, accountId: other, epoch: 2, status: 'connected', connectedAt });
  });

  it('again after the tokens died keeps the epoch and the moment of connecting', async () => {
    const { connect: consented, row, inside } = await organization();
    const account = randomUUID();
    await consented(consent(account));
    const { id } = await row();
    const times = await inside((tenant) => tokenTimes(tenant, id));
    expect(await inside((tenant) => markTokenExpired(tenant, id, times?.generation ?? 0, later(5)))).toBe(true);
    expect(await inside((tenant) => tenant.db.cause.count())).toBe(1);
    await consented(consent(account, { connectedAt: later(9) }), later(9));
    expect(await row()).toMatchObject({ epoch: 1, status: 'connected', connectedAt: at });
    expect(await inside((tenant) => tenant.db.cause.count())).toBe(0);
  });

  it('leaves an account to the organization that has it until it lets go', async () => {
    const [one, two] = [await organization(), await organization()];
    const account = randomUUID();
    await one.connect(consent(account));
    expect(await two.connect(consent(account))).toEqual({ connected: false, reason: 'bound_elsewhere' });
    expect(await two.inside((tenant) => tenant.db.connection.count())).toBe(0);
    const { id } = await one.row();
    await one.inside((tenant) => markDisconnected(tenant, id, later(1)));
    expect(await two.connect(consent(account))).toMatchObject({ connected: true });
  });

  it('fills what the organization has not said of itself, and nothing else', async () => {
    const { connect: consented, inside } = await organization();
    await inside((tenant) =>
      tenant.db.organization.update({ where: { organizationId: tenant.id }, data: { phone: '+12025550123' } }),
    );
    const profile = { ...nothing, phone: '+1999', city: 'Toronto', country: 'Canada', zone: 'America/Toronto' };
    await consented(consent(randomUUID(), { profile }));
    expect(await inside(readOrganization)).toMatchObject({
      phone: '+12025550123',
      city: 'Toronto',
      country: 'CA',
      zone: 'America/Toronto',
      zoneSource: 'jobber',
    });
  });

  it('leaves a zone that the owner confirmed, and one that nobody knows', async () => {
    const { connect: consented, inside } = await organization();
    const before = await inside(readOrganization);
    await consented(consent(randomUUID(), { profile: { ...nothing, zone: 'Mars/Olympus', country: 'Mars' } }));
    expect(await inside(readOrganization)).toMatchObject({ zone: before.zone, country: before.country });
  });
});

describe('the end of a consent', () => {
  it('is kept from connecting, moves with a refresh, and a new consent may be told of again', async () => {
    const { connect: consented, row, inside } = await organization();
    const account = randomUUID();
    const ending = (name: string, consentEndsAt: Date | null) => ({ tokens: { ...tokens(name), consentEndsAt } });
    await consented(consent(account, ending('one', later(1000))));
    const { id } = await row();
    expect(await row()).toMatchObject({ consentEndsAt: later(1000), toldConsentDays: null });
    await inside((tenant) => recordConsentTold(tenant, id, 30));
    const { generation = 0 } = (await inside((tenant) => tokenTimes(tenant, id))) ?? {};
    const fresh = { ...tokens('two'), consentEndsAt: later(999) };
    await inside((tenant) => replaceTokens(tenant, keys, id, generation, fresh, later(1)));
    expect(await row()).toMatchObject({ consentEndsAt: later(999), toldConsentDays: 30 });
    const stale = { ...tokens('three'), consentEndsAt: later(1) };
    await inside((tenant) => replaceTokens(tenant, keys, id, generation, stale, later(2)));
    await inside((tenant) => replaceTokens(tenant, keys, id, generation + 1, tokens('four'), later(3)));
    expect(await row()).toMatchObject({ consentEndsAt: later(999) });
    await consented(consent(account, ending('five', later(2000))), later(4));
    expect(await row()).toMatchObject({ consentEndsAt: later(2000), toldConsentDays: null });
  });
});

describe('tokens', () => {
  it('are written once for a generation: the second writer changes nothing', async () => {
    const { connect: consented, row, inside } = await organization();
    await consented(consent(randomUUID()));
    const { id } = await row();
    const { generation = 0 } = (await inside((tenant) => tokenTimes(tenant, id))) ?? {};
    const write = (name: string) =>
      inside((tenant) => replaceTokens(tenant, keys, id, generation, tokens(name), later(50)));
    expect((await Promise.all([write('two'), write('two')])).sort()).toEqual([false, true]);
    expect(await inside((tenant) => readTokens(tenant, keys, id))).toMatchObject({
      ...tokens('two'),
      generation: generation + 1,
    });
  });

  it('refused after they were replaced end nothing', async () => {
    const { connect: consented, row, inside } = await organization();
    await consented(consent(randomUUID()));
    const { id } = await row();
    const { generation = 0 } = (await inside((tenant) => tokenTimes(tenant, id))) ?? {};
    await inside((tenant) => replaceTokens(tenant, keys, id, generation, tokens('two'), later(1)));
    expect(await inside((tenant) => markTokenExpired(tenant, id, generation, later(2)))).toBe(false);
    expect((await row()).status).toBe('connected');
  });

  it('open under a rotated ring and are sealed with its first key by the next write', async () => {
    const { connect: consented, row, inside } = await organization();
    await consented(consent(randomUUID()));
    const { id } = await row();
    const rotated = createKeyRing(`k2:${randomBytes(32).toString('base64')},${first}`);
    const read = await inside((tenant) => readTokens(tenant, rotated, id));
    expect(read?.accessToken).toBe('access one');
    await inside((tenant) => replaceTokens(tenant, rotated, id, read?.generation ?? 0, tokens('two'), later(1)));
    expect(await inside((tenant) => tenant.db.connectionTokens.findFirst())).toMatchObject({ keyId: 'k2' });
    await expect(inside((tenant) => readTokens(tenant, keys, id))).rejects.toThrow('"k2"');
  });

  it('are sealed with the new key while they stay the same generation', async () => {
    const { connect: consented, row, inside } = await organization();
    await consented(consent(randomUUID()));
    const { id } = await row();
    const rotated = createKeyRing(`k2:${randomBytes(32).toString('base64')},${first}`);
    const before = await inside((tenant) => readTokens(tenant, keys, id));
    expect(await inside((tenant) => reKeyTokens(tenant, rotated, id))).toBe(true);
    expect(await inside((tenant) => readTokens(tenant, rotated, id))).toEqual(before);
    expect(await inside((tenant) => tenant.db.connectionTokens.findFirst())).toMatchObject({ keyId: 'k2' });
    expect(await inside((tenant) => reKeyTokens(tenant, rotated, id))).toBe(false);
  });

  it('never become old ones again, whoever re-keys, refreshes and connects at the same time', async () => {
    for (let round = 0; round < cases('re-key, refresh and reconnect', { sample: 10, whole: 300 }); round++) {
      const { connect: consented, row, inside } = await organization();
      const account = randomUUID();
      await consented(consent(account));
      const { id } = await row();
      const rotated = createKeyRing(`k2:${randomBytes(32).toString('base64')},${first}`);
      const generation = (await inside((tenant) => tokenTimes(tenant, id)))?.generation ?? 0;
      const refresh = () =>
        inside((tenant) => replaceTokens(tenant, rotated, id, generation, tokens('refreshed'), later(50)));
      const reKey = () => inside((tenant) => reKeyTokens(tenant, rotated, id));
      const held = () => inside((tenant) => readTokens(tenant, rotated, id));
      const [, refreshed] = await Promise.all([reKey(), refresh(), reKey()]);
      expect(refreshed).toBe(true);
      expect(await held()).toMatchObject(tokens('refreshed'));
      const again = () => consented(consent(account, { tokens: tokens('again') }), later(51));
      await Promise.all([reKey(), again(), refresh(), reKey()]);
      expect(await held()).toMatchObject(tokens('again'));
    }
  }, 600_000);

  it('do not open on another row', async () => {
    const [one, two] = [await organization(), await organization()];
    for (const each of [one, two]) await each.connect(consent(randomUUID()));
    const stolen = await one.inside((tenant) => tenant.db.connectionTokens.findFirst());
    const { id } = await two.row();
    await two.inside((tenant) =>
      tenant.db.connectionTokens.update({
        where: { connectionId: id },
        data: { accessToken: stolen?.accessToken ?? new Uint8Array() },
      }),
    );
    await expect(two.inside((tenant) => readTokens(tenant, keys, id))).rejects.toThrow();
  });
});
