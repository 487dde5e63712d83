import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { changeBrand } from '../records/brand.ts';
import { findLink, openLink } from '../records/links.ts';
import { moveMessage } from '../records/messages.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  await shop.inside((tenant) => changeBrand(tenant, { reviewUrl: 'https://g.page/r/shop/review' }, stage.now));
});
afterEach(() => stage.close());

const email: Step = {
  id: 'mail',
  kind: 'send_email',
  subject: 'Thank you',
  body: '[Leave a review]({{ business.review_link }}) or here: {{ business.review_link }}',
};
const sms: Step = { id: 'text', kind: 'send_sms', body: 'Review: {{ business.review_link }}' };
const links = () => shop.inside((tenant) => tenant.db.link.findMany({ where: { organizationId: shop.id } }));
const clicks = () => shop.inside((tenant) => tenant.db.linkClick.findMany({ where: { organizationId: shop.id } }));
const status = () =>
  shop.inside(
    async (tenant) => (await tenant.db.message.findFirstOrThrow({ where: { organizationId: shop.id } })).status,
  );
const later = (ms: number) => new Date(stage.now.getTime() + ms);

async function sent() {
  await stage.run(shop, await shop.enroll([email]));
  const [link] = await links();
  if (!link) throw new Error('no link');
  const delivered = later(60_000);
  await shop.inside((tenant) =>
    moveMessage(tenant, link.messageId, { status: 'delivered', source: 'callback' }, delivered),
  );
  return {
    link,
    open: (ms: number, automatic: string | null = null) =>
      shop.inside((tenant) => openLink(tenant, link, automatic, new Date(delivered.getTime() + ms))),
  };
}

describe('the links of a message', () => {
  it('lead over one stored id each, in the text and in the HTML', async () => {
    const { link } = await sent();
    const row = await shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { id: link.messageId } }));
    const own = `http://localhost:3000/l/${link.id}`;
    expect(row.bodyText).toContain(`Leave a review: ${own} or here: ${own}`);
    expect(row.bodyHtml?.match(/href="[^"]*"/g)?.filter((href) => !href.includes('/u/'))).toEqual([
      `href="${own}"`,
      `href="${own}"`,
    ]);
    expect(await links()).toMatchObject([{ url: 'https://g.page/r/shop/review' }]);
    expect(await findLink(stage.database, link.id)).toMatchObject({ organizationId: shop.id, url: link.url });
    expect(await findLink(stage.database, 'https://evil.example')).toBeNull();
  });

  it('lead over it in a text, too', async () => {
    await stage.run(shop, await shop.enroll([sms]));
    const [link] = await links();
    const [text] = await stage.texts();
    expect(text?.body).toBe(`Review: http://localhost:3000/l/${link?.id}\nReply STOP to opt out`);
  });

  it('go straight to the page when the business does not count clicks', async () => {
    await shop.inside((tenant) => changeBrand(tenant, { trackLinks: false }, stage.now));
    await stage.run(shop, await shop.enroll([sms]));
    expect((await stage.texts())[0]?.body).toContain('Review: https://g.page/r/shop/review');
    expect(await links()).toEqual([]);
  });

  it('count a person, once for the message', async () => {
    const { open } = await sent();
    await open(5_000);
    await open(9_000);
    expect([await status(), (await clicks()).map(({ ignored }) => ignored)]).toEqual(['clicked', [null, null]]);
  });

  it('do not count what opens them within five seconds of the delivery', async () => {
    const { open } = await sent();
    await open(4_999);
    expect([await status(), (await clicks()).map(({ ignored }) => ignored)]).toEqual(['delivered', ['too_early']]);
  });

  it('do not count a browser that looks ahead', async () => {
    const { open } = await sent();
    await open(60_000, 'prefetch');
    expect([await status(), (await clicks()).map(({ ignored }) => ignored)]).toEqual(['delivered', ['prefetch']]);
  });
});
