import { describe, expect, it } from '@jest/globals';
import { testConfig } from '../../testing/config.ts';
import { withDatabase } from '../../testing/postgres.ts';
import { listen } from '../../testing/servers.ts';
import { examineAddress } from './address.ts';
import { examineDatabase } from './database.ts';
import type { Finding } from './finding.ts';
import { examineTemporal } from './temporal.ts';
import { examineVendors } from './vendors.ts';

const database = withDatabase();
const nowhere = 'postgresql://afterjob_app:x@127.0.0.1:1/none';

function about(findings: Finding[], name: string): Finding | undefined {
  return findings.find((finding) => finding.about === name);
}

describe('the doctor', () => {
  it('is content with a migrated database and the role of the app', async () => {
    const findings = await examineDatabase(testConfig({ DATABASE_URL: database.appUrl }), database.ownerUrl);
    expect(findings.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(about(findings, 'schema')?.text).toBe('is the newest');
    expect(about(findings, 'journeys')).toMatchObject({ state: 'warn', text: 'none is published' });
  });

  it.each(['ownerUrl', 'superuserUrl'] as const)('does not let the product run with %s', async (url) => {
    const findings = await examineDatabase(testConfig({ DATABASE_URL: database[url] }), null);
    expect(about(findings, 'database role')).toMatchObject({ state: 'fail' });
    expect(about(findings, 'database role')?.todo).toContain('DATABASE_OWNER_URL');
  });

  it('says what to do about a database that does not answer', async () => {
    const [finding] = await examineDatabase(testConfig({ DATABASE_URL: nowhere }), null);
    expect(finding).toMatchObject({ state: 'fail', about: 'database' });
    expect(finding?.todo).toContain('npm start');
  });

  it('says what to do about a Temporal that does not answer', async () => {
    const [finding] = await examineTemporal(testConfig({ TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    expect(finding).toMatchObject({ state: 'fail', about: 'Temporal', text: 'does not answer at 127.0.0.1:1' });
  });

  it('says which vendor does not answer', async () => {
    const findings = await examineVendors(testConfig({ SANDBOX_PORT: '1' }));
    expect(findings.map(({ state }) => state)).toEqual(['fail', 'fail', 'fail', 'fail']);
  });

  it('finds an address that leads elsewhere and one that leads nowhere', async () => {
    const elsewhere = await listen((_request, response) => response.writeHead(404).end());
    expect(await examineAddress(testConfig({ PUBLIC_URL: elsewhere.url }))).toMatchObject([{ state: 'fail' }]);
    await elsewhere.close();
    expect(await examineAddress(testConfig({ PUBLIC_URL: elsewhere.url }))).toMatchObject([{ state: 'fail' }]);
  });

  it('warns of real vendors that cannot reach us', async () => {
    const config = testConfig({ RESEND_API_KEY: 're_1', EMAIL_FROM: 'a@b.example' });
    expect(await examineAddress(config)).toMatchObject([{ state: 'warn' }]);
  });
});
