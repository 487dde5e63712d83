import pg from 'pg';

/** Makes the two roles, or gives them these passwords; neither is a superuser nor sees through row security. */
export async function createRoles(superuserUrl: string, passwords: { owner: string; app: string }): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const [role, password] of Object.entries(passwords)) {
      const name = `afterjob_${role}`;
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
      const rights = `LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`;
      await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${name} ${rights}`);
    }
  });
}

/** Makes the database of the owner role if it is not there yet. */
export async function createDatabase(superuserUrl: string, name: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} OWNER afterjob_owner`);
  });
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  await work(client).finally(() => client.end());
}
