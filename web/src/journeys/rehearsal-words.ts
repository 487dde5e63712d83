import type { TFunction } from 'i18next';

/** How many of each, each with its own singular. */
export const said = (t: TFunction, emails: number, texts: number) => ({
  emails: t('rehearsal.emails', { count: emails }),
  texts: t('rehearsal.texts', { count: texts }),
});
