import * as z from 'zod';
import { type Category, categoryKeys } from '../../journeys/categories.ts';
import { type ContactConsent, choose, readConsent, refuseEverything, refuseMarketing } from '../../records/consent.ts';
import type { Tenant } from '../../records/database.ts';
import { readOrganization } from '../../records/organizations.ts';
import { readUnsubscribeToken } from '../../records/unsubscribe-tokens.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { readForm } from '../form.ts';
import { outcomes, type PageOutcome, preferencePage, testLinkPage, unknownLinkPage } from '../pages/preference-page.ts';
import { sendPage } from '../pages/public-page.ts';
import { plain } from '../route.ts';

/** The link of a test message: it leads somewhere and does nothing. */
const testToken = 'test';

export const unsubscribe = {
  'GET /u/:token': plain({
    summary: 'The page on which somebody chooses what they get. Opening it changes nothing',
    reads: 'nothing',
    handlers: (deps) => [
      async ({ params, query }, response) => {
        if (params.token === testToken) return sendPage(response, 200, testLinkPage);
        const page = await withLink(deps, params.token, async (tenant, consent) => {
          const { name, brandColor } = await readOrganization(tenant);
          return preferencePage({ name, color: brandColor }, consent, doneSchema.parse(query.done));
        });
        sendPage(response, page ? 200 : 404, page ?? unknownLinkPage);
      },
    ],
  }),
  'POST /u/:token': plain({
    summary: 'Unsubscribes with one click (RFC 8058), or takes the form of the page',
    reads: 'form',
    handlers: (deps) => [
      async (request, response) => {
        const { token } = request.params;
        if (token === testToken) return sendPage(response, 200, testLinkPage);
        // Mail programs may send either shape of a form (RFC 8058, 3.1).
        const asked = await readForm(request);
        const oneClick = asked?.get('List-Unsubscribe') === 'One-Click';
        const done = await withLink(deps, token, (tenant, consent) =>
          asked ? act(tenant, consent, asked, oneClick, deps.clock()) : Promise.resolve(null),
        );
        if (done === undefined) return sendPage(response, 404, unknownLinkPage);
        if (done === null) return sendPage(response, 400, unknownLinkPage);
        // Nobody looks at the answer to a mail program; it may not follow a redirect either.
        if (oneClick) return void response.status(200).type('text').send('Unsubscribed.');
        response.redirect(303, `/u/${token}?done=${done}`);
      },
    ],
  }),
};

const doneSchema = z.enum(outcomes).nullable().catch(null);

/** Does something for whoever holds the link; undefined when it is not one of ours. */
async function withLink<T>(
  { database, keys }: ApiDependencies,
  token: string | string[] | undefined,
  work: (tenant: Tenant, consent: ContactConsent) => Promise<T>,
): Promise<T | undefined> {
  const link = typeof token === 'string' ? readUnsubscribeToken(keys, token) : null;
  if (!link) return undefined;
  return database.withOrganization(link.organizationId, async (tenant) => {
    const consent = await readConsent(tenant, link.contactPointId);
    return consent ? work(tenant, consent) : undefined;
  });
}

/** Null when the form asks for nothing that we know. */
async function act(
  tenant: Tenant,
  consent: ContactConsent,
  form: FormData,
  oneClick: boolean,
  at: Date,
): Promise<PageOutcome | null> {
  const action = oneClick ? 'unsubscribe' : form.get('action');
  const by = { source: oneClick ? 'one_click' : 'page' } as const;
  if (action === 'unsubscribe') {
    await refuseMarketing(tenant, consent, by, at);
    return 'unsubscribed';
  }
  if (action === 'everything') {
    await refuseEverything(tenant, consent, by, at);
    return 'everything';
  }
  if (action !== 'save') return null;
  const ticked = form.getAll('category');
  const wanted = Object.fromEntries(categoryKeys.map((key) => [key, ticked.includes(key)])) as Record<
    Category,
    boolean
  >;
  await choose(tenant, consent, wanted, by, at);
  return 'saved';
}
