import * as z from 'zod';
import { definitionSchema } from '../../journeys/definition.ts';
import { galleryKeys } from '../../journeys/gallery/index.ts';

export const galleryNeed = z.object({
  kind: z.enum([
    'connection',
    'email_sender',
    'sms_sender',
    'postal_address',
    'review_link',
    'booking_link',
    'somebody_to_ask',
  ]),
  met: z.boolean().describe('This business has it'),
});
export type GalleryNeed = z.infer<typeof galleryNeed>;

export const mostMessages = z
  .object({
    perDay: z.int().describe('Within any 24 hours'),
    inAll: z.int(),
    texts: z.int().describe('As they are billed'),
    cost: z.number().describe('Of the texts, in US dollars, about'),
  })
  .describe('The most that one customer can get');

export const galleryWay = z.object({
  provider: z.string(),
  providerName: z.string(),
  startsWhen: z.string().describe('What starts it, in the words of the provider'),
  needs: z.array(galleryNeed),
  most: mostMessages,
  definition: definitionSchema.describe('Ready to be the draft of a journey'),
});
export type GalleryWay = z.infer<typeof galleryWay>;

export const galleryCard = z.object({
  key: z.enum(galleryKeys),
  name: z.string(),
  summary: z.string(),
  notes: z.array(z.string()),
  ways: z.array(galleryWay).describe('One for each system that can start it; what is connected comes first'),
});
export type GalleryCard = z.infer<typeof galleryCard>;

export const galleryCards = z.object({ items: z.array(galleryCard) });
export type GalleryCards = z.infer<typeof galleryCards>;
