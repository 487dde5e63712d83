import { PrismaPg } from '@prisma/adapter-pg';
import { type Topic, topicsWritten } from './live-topics.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;
type Told = (organizationId: string, topics: Iterable<Topic>) => void;

const chooses = /set_config\('app\.organization_id'/;

/** Prisma's road to the database, which tells what each transaction has changed once it is committed. */
export class WatchedPg extends PrismaPg {
  private readonly told: Told;

  constructor(config: ConstructorParameters<typeof PrismaPg>[0], told: Told) {
    super(config);
    this.told = told;
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => watched(await start(level), this.told);
    return adapter;
  }
}

function watched(transaction: Transaction, told: Told): Transaction {
  let organizationId: string | null = null;
  const topics = new Set<Topic>();
  const look = (sql: string, args: readonly unknown[]) => {
    if (organizationId === null && chooses.test(sql)) organizationId = String(args[0]);
    for (const topic of topicsWritten(sql)) topics.add(topic);
  };
  const [query, execute, commit] = [
    transaction.queryRaw.bind(transaction),
    transaction.executeRaw.bind(transaction),
    transaction.commit.bind(transaction),
  ];
  transaction.queryRaw = (asked) => {
    look(asked.sql, asked.args);
    return query(asked);
  };
  transaction.executeRaw = async (asked) => {
    const count = await execute(asked);
    if (count > 0) look(asked.sql, asked.args);
    return count;
  };
  transaction.commit = async () => {
    await commit();
    if (organizationId && topics.size > 0) told(organizationId, topics);
  };
  return transaction;
}
