import type { Page, Request } from 'playwright-core';
import { until } from './until.ts';

/** What an answer brings is drawn a moment later. */
const drawn = 'new Promise((resolve) => setTimeout(resolve, 50))';

/** Tells when a page has all it asked for; a stream of events never ends and does not count. */
export function settling(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') open.add(request);
  });
  const ended = (request: Request) => void open.delete(request);
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    await until('the page has settled', async () => {
      if (open.size > 0) return false;
      await page.evaluate(drawn);
      return open.size === 0 && (await page.getByText('Loading…').or(page.getByLabel('Loading…')).count()) === 0;
    });
  };
}
