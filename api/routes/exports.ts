import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { exported, exportedColumns, exportedRows } from '../../records/exports.ts';
import { readOrganization } from '../../records/organizations.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ProblemError, signInNeeded } from '../problem.ts';
import { plain } from '../route.ts';
import { witness } from '../witness.ts';
import { type ZipEntry, zip } from '../zip.ts';

const rowsAtOnce = 1_000;
const name = 'GET /api/exports/everything';
const running = new Set<string>();

export const exports = {
  [name]: plain({
    summary: 'Everything that is held of this business, as CSV files in one archive',
    reads: 'nothing',
    handlers: (deps) => [
      async (request, response) => {
        const { session } = response.locals;
        if (!session) throw signInNeeded();
        const { organizationId } = session;
        if (running.has(organizationId))
          throw new ProblemError(429, 'export_running', 'An export is running already. Wait until it is done.');
        running.add(organizationId);
        try {
          const { zone } = await deps.database.withOrganization(organizationId, readOrganization);
          await witness(deps, session, name, {}).done(null);
          response.status(200).set({
            'content-type': 'application/zip',
            'content-disposition': `attachment; filename="afterjob-${deps.clock().toISOString().slice(0, 10)}.zip"`,
            'cache-control': 'no-store',
          });
          await pipeline(Readable.from(zip(files(deps, organizationId, zone))), response);
        } catch (error) {
          if (!response.headersSent) throw error;
          // The archive is cut short, and the browser says so; whoever closed the page knows.
          if (!response.closed) deps.log.error({ err: error, request: request.id }, 'An export broke off');
          response.destroy();
        } finally {
          running.delete(organizationId);
        }
      },
    ],
  }),
};

function* files(deps: ApiDependencies, organizationId: string, zone: string): Generator<ZipEntry> {
  for (const table of Object.keys(exported))
    yield { name: `${table}.csv`, content: csvOf(deps, organizationId, table, zone) };
}

async function* csvOf(
  { database }: ApiDependencies,
  organizationId: string,
  table: string,
  zone: string,
): AsyncGenerator<string> {
  const columns = await database.withOrganization(organizationId, (tenant) => exportedColumns(tenant, table));
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const cell = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (value instanceof Date) return format.format(value);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  // Spreadsheets run what begins like a formula; they know UTF-8 by its mark.
  const lines = (rows: string[][], bom = false) => stringify(rows, { escape_formulas: true, bom });
  yield lines([columns.map((column) => (column.isTime ? `${column.name} (${zone})` : column.name))], true);
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof exportedRows>> = await database.withOrganization(organizationId, (tenant) =>
      exportedRows(tenant, table, after, rowsAtOnce),
    );
    if (page.rows.length > 0) yield lines(page.rows.map((row) => columns.map((column) => cell(row[column.name]))));
    after = page.rows.length === rowsAtOnce ? page.last : null;
  } while (after !== null);
}
