import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type GalleryJourney, type GalleryKey, gallery, galleryKeys } from './index.ts';
import { scenarios } from './scenarios.ts';
import { play } from './testing.ts';

// GOLDENS=write writes what the journeys do now; read the difference before it is kept.
const isWriting = process.env.GOLDENS === 'write';
const fileOf = (key: GalleryKey, provider: string) => new URL(`./goldens/${key}.${provider}.txt`, import.meta.url);

const stories = galleryKeys.flatMap((key) => {
  const { definitions }: GalleryJourney = gallery[key];
  return Object.entries(definitions).map(([provider, definition]) => ({ key, provider, definition }));
});

describe('the ready journeys', () => {
  it.each(stories)('$key of $provider sends what is written down, when it is', ({ key, provider, definition }) => {
    const told = (scenarios[key][provider] ?? []).map((scenario) =>
      [`# ${scenario.title}`, ...play(definition, scenario)].join('\n'),
    );
    const text = `${told.join('\n\n')}\n`;
    const file = fileOf(key, provider);
    if (isWriting) writeFileSync(file, text);
    expect(existsSync(file)).toBe(true);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('each have a story, and no story is of none', () => {
    for (const key of galleryKeys) {
      const { definitions }: GalleryJourney = gallery[key];
      expect(Object.keys(scenarios[key])).toEqual(Object.keys(definitions));
    }
  });
});
