import { type CustomerPage, type Provider, type Session, TooCostly } from '../providers/provider.ts';
import { findConnection } from '../records/connections.ts';
import { readyForSearch, upsertCustomers } from '../records/customers.ts';
import type { Tenant } from '../records/database.ts';
import { readOrganization } from '../records/organizations.ts';
import { advanceSync, beginSync, completeSync, failSync, findSync, shrinkPage } from '../records/sync-runs.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { matchSystems } from './match-systems.ts';
import { withSession } from './session.ts';

export type SyncRef = ConnectionRef & { runId: string };
export type SyncProgress = { pages: number; customers: number };
export type SyncPage = SyncProgress & { done: boolean };

export type SyncFailure = 'reconnect' | 'refused' | 'unreachable';

const sentences: Record<SyncFailure, string> = {
  reconnect: 'The connection was withdrawn while customers were read. Connect again, then they are read anew.',
  refused: 'The provider refused to give the customers. Check that the app may read clients, then sync again.',
  unreachable: 'The provider did not answer for a long time. Nothing is lost; the next try comes by itself.',
};

/** For a provider that is not set up in this process: its first page says so. */
const smallPage = 50;

export function createCustomerSyncActivities(deps: Dependencies) {
  const inside = <T>({ organizationId }: ConnectionRef, work: (tenant: Tenant) => Promise<T>) =>
    deps.database.withOrganization(organizationId, work);
  return {
    async beginSync(ref: ConnectionRef): Promise<SyncProgress & { runId: string }> {
      const run = await inside(ref, async (tenant) => {
        const connection = await findConnection(tenant, ref.connectionId);
        const own = connection ? deps.providers[connection.provider]?.pageSize : undefined;
        return beginSync(tenant, ref.connectionId, deps.settings.customerPageSize ?? own ?? smallPage, deps.clock());
      });
      return { runId: run.id, pages: run.pages, customers: run.customers };
    },

    async syncPage(ref: SyncRef): Promise<SyncPage> {
      const run = await inside(ref, (tenant) => findSync(tenant, ref.runId));
      if (run?.status !== 'running') return { done: true, pages: 0, customers: 0 };
      // The first page has no cursor, and neither has what comes after the last one.
      if (run.pages > 0 && run.cursor === null) return { ...progress(run), done: true };
      let page: CustomerPage;
      let provider: string;
      try {
        const read = async (api: Provider, session: Session): Promise<[CustomerPage, string]> => [
          await api.customerPage(session, { cursor: run.cursor, pageSize: run.pageSize }),
          api.key,
        ];
        [page, provider] = await withSession(deps, ref, read, 'history');
      } catch (error) {
        if (!(error instanceof TooCostly)) throw error;
        if (run.pageSize <= 1) throw failure('Rejected', { message: 'page', nonRetryable: true });
        await inside(ref, (tenant) => shrinkPage(tenant, run.id, Math.floor(run.pageSize / 2)));
        return { ...progress(run), done: false };
      }
      const saved = await inside(ref, async (tenant) => {
        const { country } = await readOrganization(tenant);
        const advanced = await advanceSync(tenant, run, {
          nextCursor: page.nextCursor,
          customers: page.customers.length,
        });
        if (!advanced) return false;
        const source = { provider, connectionId: ref.connectionId, region: country };
        await upsertCustomers(tenant, source, page.customers, run.id, deps.clock());
        return true;
      });
      if (!saved) return { ...progress(run), done: false };
      await inside(ref, (tenant) => readyForSearch(tenant, ref.connectionId));
      await matchSystems(deps, ref, { customers: page.customers.map(({ externalId }) => externalId), entities: [] });
      return {
        pages: run.pages + 1,
        customers: run.customers + page.customers.length,
        done: page.nextCursor === null,
      };
    },

    async completeSync(ref: SyncRef): Promise<void> {
      await inside(ref, async (tenant) => {
        const run = await findSync(tenant, ref.runId);
        if (run?.status === 'running') await completeSync(tenant, run, deps.clock());
      });
    },

    async failSync({ why, ...ref }: SyncRef & { why: SyncFailure }): Promise<void> {
      await inside(ref, (tenant) =>
        failSync(tenant, { id: ref.runId, connectionId: ref.connectionId }, sentences[why], deps.clock()),
      );
    },
  };
}

const progress = ({ pages, customers }: SyncProgress): SyncProgress => ({ pages, customers });
