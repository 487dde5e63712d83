import * as z from 'zod';

export const brand = z.object({
  logoUrl: z.string().nullable(),
  brandColor: z.string().nullable().describe('# and six hexadecimal digits; null: the usual colour'),
  reviewUrl: z.string().nullable().describe('What {{ business.review_link }} leads to'),
  bookingUrl: z.string().nullable().describe('What {{ business.booking_link }} leads to'),
  trackLinks: z.boolean().describe('Links lead over this installation, which counts the clicks'),
  imageHosts: z.array(z.string()).describe('Hosts that pictures in emails may come from'),
});
export type Brand = z.infer<typeof brand>;

// A browser reads a name and a password before the host; a customer reads them as the host.
const web = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: 'must begin with https:// and name a site' })
  .max(1000)
  .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'must not carry a user name');

const host = z.string().trim().toLowerCase().regex(z.regexes.domain, 'must be the name of a site, such as example.com');

export const brandChange = z
  .strictObject({
    logoUrl: web.nullable(),
    brandColor: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be # and six hexadecimal digits')
      .nullable(),
    reviewUrl: web.nullable(),
    bookingUrl: web.nullable(),
    trackLinks: z.boolean(),
    imageHosts: z.array(host).max(20),
  })
  .partial();
export type BrandChange = z.infer<typeof brandChange>;
