import { type Browser, chromium, type Page } from 'playwright-core';

export type Visitor = { page: Page; complaints: string[]; close(): Promise<void> };

/** A person with a fresh browser profile; `complaints` collects what a developer's console would show. */
export async function visitor(options: { zone?: string; width?: number } = {}): Promise<Visitor> {
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'en-US',
    ...(options.zone ? { timezoneId: options.zone } : {}),
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return { page, complaints, close: () => browser.close() };
}
