import { accounts } from './en/accounts.ts';
import { integrations } from './en/integrations.ts';
import { sending } from './en/sending.ts';
import { settingsPages } from './en/settings-pages.ts';
import { shell } from './en/shell.ts';

/** The words of the first load: signing in, Home and what stands around every page. The others come with the rooms. */
export const first = {
  ...shell,
  ...settingsPages,
  ...accounts,
  ...sending,
  ...integrations,
} as const;
