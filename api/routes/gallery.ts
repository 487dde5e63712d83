import { type GalleryJourney, galleryKeys, gallery as journeys } from '../../journeys/gallery/index.ts';
import { needsOf } from '../../journeys/gallery/needs.ts';
import type { PublishContext } from '../../journeys/publish-check.ts';
import { figuresOf } from '../../journeys/text-cost.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { publishContext } from '../publish-context.ts';
import { route } from '../route.ts';
import { type GalleryWay, galleryCards } from '../schemas.ts';

export const gallery = {
  'GET /api/gallery': route({
    summary: 'Journeys that are ready to be used, with what each of them needs',
    answer: galleryCards,
    handle: async ({ deps, organizationId }) => {
      const context = await deps.database.withOrganization(organizationId, (tenant) => publishContext(deps, tenant));
      return {
        items: galleryKeys.flatMap((key) => {
          const { name, summary, notes, definitions }: GalleryJourney = journeys[key];
          const ways = waysOf(deps, definitions, context);
          return ways.length === 0 ? [] : { key, name, summary, notes: [...notes], ways };
        }),
      };
    },
  }),
};

/** What the operator has not set up cannot start anything; what is connected comes first. */
function waysOf(
  { manifests }: Pick<ApiDependencies, 'manifests'>,
  definitions: GalleryJourney['definitions'],
  context: PublishContext,
): GalleryWay[] {
  const ways = Object.entries(definitions).flatMap(([provider, definition]): GalleryWay[] => {
    const manifest = Object.hasOwn(context.providers, provider) ? manifests[provider] : undefined;
    if (!manifest) return [];
    const startsWhen = manifest.triggers[definition.trigger?.type ?? '']?.label ?? '';
    const needs = needsOf(definition, context);
    const most = figuresOf(definition, context);
    return [{ provider, providerName: manifest.name, startsWhen, needs, most, definition }];
  });
  const rank = ({ provider }: GalleryWay) => (context.connected?.includes(provider) ? 0 : 1);
  return ways.sort((one, other) => rank(one) - rank(other));
}
