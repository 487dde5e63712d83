import pg from 'pg';

export type Mode = 'send-first' | 'mark-first';

/** One row for every message that is still to be sent. */
const table = `CREATE TABLE due_messages (
  id uuid PRIMARY KEY, recipient text NOT NULL, due_at timestamptz NOT NULL, sent_at timestamptz
); CREATE INDEX due_messages_by_due ON due_messages (due_at) WHERE sent_at IS NULL`;

/** Makes the table, empty, in a database of its own. */
export async function makeTable(url: string): Promise<void> {
  await withClient(url, (client) => client.query(`DROP TABLE IF EXISTS due_messages; ${table}`));
}

export async function fillTable(url: string, rows: readonly { id: string; to: string; due: Date }[]): Promise<void> {
  const columns = [rows.map(({ id }) => id), rows.map(({ to }) => to), rows.map(({ due }) => due)];
  const sql = 'INSERT INTO due_messages SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])';
  await withClient(url, (client) =>
    client.query(sql.replace('due_messages', 'due_messages (id, recipient, due_at)'), columns),
  );
}

export async function leftInTable(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM due_messages WHERE sent_at IS NULL');
    return Number(rows[0]?.count);
  });
}

/** What the database did since it was made: committed transactions, and bytes of its log. */
export async function loadOf(superuserUrl: string): Promise<{ commits: number; walBytes: number }> {
  return withClient(superuserUrl, async (client) => {
    // Statistics reach the shared counters up to a second later, or when their session ends.
    const { rows } = await client.query<{ commits: string; wal: string }>(
      `SELECT xact_commit AS commits, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal
       FROM pg_stat_database WHERE datname = current_database()`,
    );
    return { commits: Number(rows[0]?.commits), walBytes: Number(rows[0]?.wal) };
  });
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
