import type { Page } from 'playwright-core';

/** A pretend account belongs to one business at a time: whoever is signed in leaves it to the next. */
export async function leaveAccount(page: Page, web: string, provider = 'jobber'): Promise<void> {
  const address = `${web}/api/crm/${provider}/disconnect`;
  await page.request.post(address, { data: {}, headers: { origin: web }, failOnStatusCode: true });
}
