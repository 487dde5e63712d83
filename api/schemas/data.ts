import * as z from 'zod';

/** POST /api/customers/:id/erasures: whoever erases types the customer's name. */
export const erasure = z.strictObject({ name: z.string().min(1).max(500) });
