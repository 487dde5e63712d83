import * as z from 'zod';
import { id } from './shared.ts';

export const searchQuery = z.object({ q: z.string().trim().min(1).max(200) });

/** GET /api/search */
export const searchAnswer = z.object({
  customers: z.array(
    z.object({
      ...{ id, name: z.string(), companyName: z.string().nullable() },
      ...{ email: z.string().nullable(), phone: z.string().nullable() },
    }),
  ),
  journeys: z.array(z.object({ id, name: z.string(), status: z.string() })),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
