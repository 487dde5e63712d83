import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import * as z from 'zod';
import { PrismaClient } from '../prisma/generated/client.ts';
import { withDatabase } from '../testing/postgres.ts';
import { tables } from './catalogue.ts';
import { writeOneOfEach } from './one-of-each.ts';

let prisma: PrismaClient;
// Hooks run in this order: the sessions end before the database is dropped.
afterAll(async () => {
  await prisma.$disconnect();
});
const database = withDatabase();
beforeAll(() => {
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.appUrl, max: 2 }) });
});

const model = z.object({
  dbName: z.string(),
  schema: z.string(),
  fields: z.array(z.object({ name: z.string(), kind: z.string(), type: z.string(), dbName: z.string().optional() })),
});

/** The data model that the generated client works with. */
function models(): Record<string, z.infer<typeof model>> {
  return z.object({ _runtimeDataModel: z.object({ models: z.record(z.string(), model) }) }).parse(prisma)
    ._runtimeDataModel.models;
}

/** `?` or `[]` by `Model.field`, as the schema files mark it; the client does not carry that. */
function marks(): Map<string, string> {
  const folder = new URL('../prisma/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.prisma'));
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const found = text
    .split(/^model /m)
    .flatMap((body) =>
      [...body.matchAll(/^\s+(\w+)\s+\w+(\?|\[\])/gm)].map(
        ([, field, mark = '']) => [`${body.split(' ')[0]}.${field}`, mark] as const,
      ),
    );
  return new Map(found);
}

const typeNames: Record<string, string> = {
  'timestamp with time zone': 'DateTime',
  integer: 'Int',
  bigint: 'BigInt',
  boolean: 'Boolean',
  jsonb: 'Json',
  bytea: 'Bytes',
  text: 'String',
  uuid: 'String',
  'double precision': 'Float',
  real: 'Float',
  numeric: 'Decimal',
  // The only lists are of texts.
  ARRAY: 'String[]',
};

async function columns(): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const { rows } = await client
    .query(
      `SELECT table_schema || '.' || table_name AS name, column_name, data_type, is_nullable FROM information_schema.columns
      WHERE table_schema IN ('afterjob', 'afterjob_auth')`,
    )
    .finally(() => client.end());
  return rows
    .filter(({ name }) => !tables.arrival.includes(name))
    .map((row) => {
      const optional = row.is_nullable === 'YES' ? '?' : '';
      return `${row.name}.${row.column_name} ${typeNames[row.data_type] ?? row.data_type}${optional}`;
    })
    .sort();
}

describe('the typed view', () => {
  it('has every column of every table it may see, with its type, and no other', async () => {
    const marked = marks();
    const typed = Object.entries(models()).flatMap(([name, { schema, dbName, fields }]) =>
      fields
        .filter(({ kind }) => kind === 'scalar')
        .map((field) => {
          const mark = marked.get(`${name}.${field.name}`) ?? '';
          return `${schema}.${dbName}.${field.dbName ?? field.name} ${field.type}${mark}`;
        }),
    );
    expect(typed.sort()).toEqual(await columns());
  });

  it('has no model for what only functions may reach', () => {
    const named = Object.values(models()).map(({ schema, dbName }) => `${schema}.${dbName}`);
    expect(named.sort()).toEqual([...tables.tenant, ...tables.account].sort());
  });

  it('writes and reads one row of every model', async () => {
    const read = await writeOneOfEach(prisma);
    expect(Object.keys(read).sort()).toEqual(Object.keys(models()).sort());
    for (const [name, { written, found }] of Object.entries(read)) expect([name, found]).toEqual([name, written]);
  });
});
