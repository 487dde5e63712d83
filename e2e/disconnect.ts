import type { Page } from 'playwright-core';

/** The pretend account belongs to one business at a time: whoever is signed in leaves it to the next. */
export async function leaveAccount(page: Page, web: string): Promise<void> {
  const address = `${web}/api/crm/jobber/disconnect`;
  await page.request.post(address, { data: {}, headers: { origin: web }, failOnStatusCode: true });
}
