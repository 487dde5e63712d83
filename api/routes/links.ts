import type { Request } from 'express';
import { findLink, openLink } from '../../records/links.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { tell } from '../engine.ts';
import { html, sendPage } from '../pages/public-page.ts';
import { plain } from '../route.ts';

const gone = {
  title: 'This link leads nowhere',
  business: null,
  main: html`<h1>This link leads nowhere</h1><p>Look at the message again, or ask whoever sent it to you.</p>`,
};

export const links = {
  'GET /l/:id': plain({
    summary: 'Leads to where a link of a message leads, and counts who opened it',
    reads: 'nothing',
    handlers: (deps) => [
      async (request, response) => {
        const link = await findLink(deps.database, String(request.params.id));
        if (!link) return sendPage(response, 404, gone);
        const automatic = whyAutomatic(request);
        // Asking for the head alone is looking where it leads.
        if (request.method !== 'HEAD') await count(deps, link, automatic);
        response
          .set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
          .redirect(302, link.url);
      },
    ],
  }),
};

/** The customer gets to the page, whatever becomes of the count. */
async function count(
  { database, temporal, clock, log }: ApiDependencies,
  link: NonNullable<Awaited<ReturnType<typeof findLink>>>,
  automatic: string | null,
): Promise<void> {
  try {
    const steered = await database.withOrganization(link.organizationId, (tenant) =>
      openLink(tenant, link, automatic, clock()),
    );
    await tell(log, ...steered.map((id) => temporal.nudgeEnrollment(id)));
  } catch (error) {
    log.error({ err: error }, 'A click could not be counted');
  }
}

function whyAutomatic(request: Request): string | null {
  const purpose = `${request.get('sec-purpose') ?? ''} ${request.get('purpose') ?? ''} ${request.get('x-moz') ?? ''}`;
  return /prefetch|preview/i.test(purpose) ? 'prefetch' : null;
}
