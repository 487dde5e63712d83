import pg from 'pg';

/** The database as its owner sees it: every organization's rows. */
export async function asOwner<Row extends pg.QueryResultRow>(
  { ownerUrl }: { ownerUrl: string },
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return (await client.query<Row>(sql, values).finally(() => client.end())).rows;
}
