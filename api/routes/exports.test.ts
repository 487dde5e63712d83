import { crc32, inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Response } from 'supertest';
import { tables } from '../../records/catalogue.ts';
import { exported, notExported } from '../../records/exports.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let organizationId: string;

beforeAll(async () => {
  owner = await signedUp(api.app, 'Rosa', 'Rosa Plumbing');
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  await api.database.withOrganization(organizationId, async ({ db }) => {
    const people = Array.from({ length: 2_500 }, (_, n) => ({
      ...{ organizationId, source: 'p', externalId: `c${n}`, name: n === 0 ? '=HYPERLINK("http://x")' : `Zoë ${n}` },
      createdAt: new Date('2026-07-01T18:00:00Z'),
    }));
    await db.customer.createMany({ data: people });
    await db.senderAccount.create({
      data: { organizationId, channel: 'sms', vendorAccount: 'AC1', secret: Buffer.from('canary-secret') },
    });
  });
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void) => {
  const parts: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
};

/** The files of an archive by the directory at its end, as a program for archives reads it. */
function unzipped(archive: Buffer): Map<string, string> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [crc, packed, size] = [16, 20, 24].map((offset) => archive.readUInt32LE(at + offset));
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const start = archive.readUInt32LE(at + 42) + 30 + nameLength;
    const content = inflateRawSync(archive.subarray(start, start + (packed ?? 0)));
    expect([name, crc32(content), content.length]).toEqual([name, crc, size]);
    files.set(name, content.toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}

const download = (agent: TestAgent): Promise<Response> =>
  agent
    .get('/api/exports/everything')
    .buffer(true)
    .parse(binary as never);

describe('the export of everything', () => {
  it('knows every table of an organization', () => {
    const known = [...Object.keys(exported), ...notExported].map((name) => `afterjob.${name}`);
    expect(known.sort()).toEqual([...tables.tenant].sort());
  });

  it('is an archive of all rows, with times of the business and cells that run nothing', async () => {
    const { status, headers, body } = await download(owner);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="afterjob-[\d-]+\.zip"$/);
    const files = unzipped(body);
    expect([...files.keys()].sort()).toEqual(
      Object.keys(exported)
        .map((name) => `${name}.csv`)
        .sort(),
    );
    const rows: Record<string, string>[] = parse(files.get('customers.csv') ?? '', { columns: true, bom: true });
    expect(rows).toHaveLength(2_500);
    expect(new Set(rows.map((row) => row.id)).size).toBe(2_500);
    const odd = rows.find((row) => row.external_id === 'c0');
    expect(odd).toMatchObject({
      name: `'=HYPERLINK("http://x")`,
      'created_at (America/Denver)': '2026-07-01 12:00:00',
    });
    const all = [...files.values()].join('\n');
    expect(all).not.toMatch(/canary-secret|erasure_key/);
  });

  it('is written into the audit log, and holds nothing of another business', async () => {
    const { items } = (await owner.get('/api/audit-log').query({ area: 'exports' }).expect(200)).body;
    expect(items).toMatchObject([{ words: 'exported everything' }]);
    const stranger = await signedUp(api.app, 'Eve', 'Eve Roofing');
    const files = unzipped((await download(stranger)).body);
    expect([...files.values()].join('\n')).not.toMatch(/Zoë|Rosa/);
  });
});

describe('erasing a customer over the API', () => {
  it('asks for the name, and is for owners', async () => {
    const [row] = await asOwner<{ id: string }>(
      api,
      "SELECT id FROM afterjob.customers WHERE organization_id = $1 AND external_id = 'c7'",
      [organizationId],
    );
    const erase = (name: string) => owner.post(`/api/customers/${row?.id}/erasures`).send({ name });
    const { body: wrong } = await erase('Zoë 8').expect(400);
    expect(wrong.errors).toMatchObject([{ path: 'name' }]);
    const { body: done } = await erase(' Zoë 7 ').expect(200);
    expect(done).toEqual({ records: 1, ended: 0 });
    await erase('Erased customer').expect(404);
    const [gone] = await asOwner(api, 'SELECT name, external_id FROM afterjob.customers WHERE id = $1', [row?.id]);
    expect((await owner.get('/api/customers').query({ kind: 'gone' }).expect(200)).body.items).toEqual([]);
    expect(gone).toEqual({ name: 'Erased customer', external_id: `erased:${row?.id}` });
    const { items } = (await owner.get('/api/audit-log').query({ about: row?.id }).expect(200)).body;
    expect(items).toMatchObject([{ words: 'erased a customer', about: [{ kind: 'customer' }] }]);
  });
});
