import { createJobber, type JobberConfig } from './jobber/index.ts';
import type { manifests } from './manifests.ts';
import type { Provider } from './provider.ts';
import { createQuickbooks, type QuickbooksConfig } from './quickbooks/index.ts';

/** `mode: 'off'` leaves a provider out: it has no credentials and no sandbox. */
type Switchable = { mode: string };
export type ProvidersConfig = { jobber: JobberConfig & Switchable; quickbooks: QuickbooksConfig & Switchable };

const makers = {
  jobber: ({ jobber }) => createJobber(jobber),
  quickbooks: ({ quickbooks }) => createQuickbooks(quickbooks),
} satisfies Record<keyof typeof manifests, (config: ProvidersConfig) => Provider>;

/** The one list of implementations: every provider that is set up, by its key. */
export function createProviders(config: ProvidersConfig): Record<string, Provider> {
  const keys = Object.keys(makers) as (keyof typeof makers)[];
  return Object.fromEntries(keys.filter((key) => config[key].mode !== 'off').map((key) => [key, makers[key](config)]));
}
