import { describe, expect, it } from '@jest/globals';
import { createChannels } from '../../channels/index.ts';
import { createProviders } from '../../providers/index.ts';
import { testConfig } from '../../testing/config.ts';
import type { GalleryCard } from '../schemas.ts';
import { signedUp, withApi } from '../testing.ts';

describe('the gallery', () => {
  const config = testConfig();
  const api = withApi(async () => ({ providers: createProviders(config), channels: createChannels(config) }));
  const cards = async (agent: Awaited<ReturnType<typeof signedUp>>) =>
    ((await agent.get('/api/gallery').expect(200)).body as { items: GalleryCard[] }).items;

  it('shows eight journeys, with what each of them still needs', async () => {
    const rosa = await signedUp(api.app);
    const before = await cards(rosa);
    expect(before.map(({ key }) => key)).toHaveLength(8);
    expect(before[0]?.ways[0]).toMatchObject({
      providerName: 'Jobber',
      startsWhen: 'A job is completed',
      most: { inAll: 2, perDay: 1, texts: 0, cost: 0 },
    });
    const needs = (items: GalleryCard[]) => items[0]?.ways[0]?.needs.filter(({ met }) => !met).map(({ kind }) => kind);
    expect(needs(before)).toContain('review_link');
    await rosa.patch('/api/brand').send({ reviewUrl: 'https://g.page/r/rosa/review' }).expect(200);
    expect(needs(await cards(rosa))).not.toContain('review_link');
  });

  it('gives drafts that become journeys as they are', async () => {
    const rosa = await signedUp(api.app);
    for (const { name, ways } of await cards(rosa)) {
      for (const { definition } of ways) {
        const { body } = await rosa.post('/api/journeys').send({ name, draft: definition }).expect(201);
        expect(body.draft).toEqual(definition);
      }
    }
  });

  it('asks once for each purpose whether the other system sends the same', async () => {
    const rosa = await signedUp(api.app);
    await rosa.patch('/api/organization').send({ street1: '1 Main Street', city: 'Denver' }).expect(200);
    const items = await cards(rosa);
    const published = async (key: GalleryCard['key']): Promise<string[]> => {
      const draft = items.find((card) => card.key === key)?.ways[0]?.definition;
      const { body: journey } = await rosa.post('/api/journeys').send({ name: key, draft }).expect(201);
      const address = `/api/journeys/${journey.id}/publications`;
      const { body: next } = await rosa.get(`${address}/next`).expect(200);
      expect(next.most).toMatchObject({ perDay: 1, inAll: 1 });
      const codes: string[] = next.problems.map(({ code }: { code: string }) => code);
      await rosa.post(address).send({ accepted: codes }).expect(200);
      return codes.filter((code) => code.startsWith('own_automation'));
    };
    expect(await published('thank_you')).toEqual(['own_automation:jobber:thank_you']);
    expect([await published('thank_you'), await published('visit_reminder')]).toEqual([
      [],
      ['own_automation:jobber:visit_reminder'],
    ]);
  });
});
