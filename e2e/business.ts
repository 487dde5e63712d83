import type { Page } from 'playwright-core';
import { zoneAtTwoInTheAfternoon } from './owner.ts';

/** Makes an account and a business, as a newcomer does; Home is open afterwards. */
export async function signUp(page: Page, web: string, person: { name: string; business: string; email: string }) {
  await page.goto(`${web}/sign-up`);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Business name').fill(person.business);
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** Sets the zone in which messages may leave now. */
export async function setZone(page: Page, web: string) {
  await page.goto(`${web}/settings/business`);
  await page.getByRole('combobox', { name: 'Time zone' }).fill(zoneAtTwoInTheAfternoon());
  await page.getByRole('option', { name: zoneAtTwoInTheAfternoon() }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').first().waitFor();
  await workOnHolidays(page, web);
}

/** Has offers leave whatever the day of the run. */
export async function workOnHolidays(page: Page, web: string) {
  await page.goto(`${web}/settings/sending-hours`);
  await page.getByLabel('Public holidays where the customer lives').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. Messages keep to these hours').first().waitFor();
}
