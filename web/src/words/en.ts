import { accounts } from './en/accounts.ts';
import { activity } from './en/activity.ts';
import { attention } from './en/attention.ts';
import { brand } from './en/brand.ts';
import { builder } from './en/builder.ts';
import { consent } from './en/consent.ts';
import { conversations } from './en/conversations.ts';
import { customers } from './en/customers.ts';
import { dashboard } from './en/dashboard.ts';
import { gallery } from './en/gallery.ts';
import { integrations } from './en/integrations.ts';
import { journeys } from './en/journeys.ts';
import { matches } from './en/matches.ts';
import { overview } from './en/overview.ts';
import { past } from './en/past.ts';
import { previews } from './en/previews.ts';
import { questions } from './en/questions.ts';
import { records } from './en/records.ts';
import { rehearsal } from './en/rehearsal.ts';
import { reviews } from './en/reviews.ts';
import { senders } from './en/senders.ts';
import { sending } from './en/sending.ts';
import { settings } from './en/settings.ts';
import { settingsPages } from './en/settings-pages.ts';
import { shell } from './en/shell.ts';
import { team } from './en/team.ts';
import { why } from './en/why.ts';

/** Every text of the product in English, room by room. */
export const en = {
  ...shell,
  ...settingsPages,
  ...accounts,
  ...integrations,
  ...customers,
  ...consent,
  ...conversations,
  ...journeys,
  ...dashboard,
  ...gallery,
  ...builder,
  ...overview,
  ...activity,
  ...attention,
  ...matches,
  ...reviews,
  ...questions,
  ...senders,
  ...sending,
  ...settings,
  ...brand,
  ...team,
  ...records,
  ...previews,
  ...rehearsal,
  ...why,
  ...past,
} as const;
