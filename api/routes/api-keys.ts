import * as z from 'zod';
import type { ApiKey as Kept } from '../accounts/api-keys.ts';
import { idOf } from '../id.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { type ApiKey, apiKeys as answer, madeApiKey, newApiKey } from '../schemas.ts';

export const apiKeys = {
  'GET /api/api-keys': route({
    summary: 'The keys of programs that may use this API',
    answer,
    handle: async ({ deps, organizationId }) => ({
      items: (await deps.accounts.keys.list(organizationId)).map(present),
    }),
  }),
  'POST /api/api-keys': route({
    summary: 'Makes a key; it is shown this once',
    body: newApiKey,
    status: 201,
    answer: madeApiKey,
    async handle({ deps, session: { organizationId, userId }, body }) {
      const { key, ...made } = await deps.accounts.keys.make({ organizationId, userId }, body);
      return { ...present(made), key };
    },
  }),
  'DELETE /api/api-keys/:id': route({
    summary: 'Revokes a key: it opens nothing any more',
    answer: z.object({ done: z.literal(true) }),
    async handle({ deps, organizationId, params }) {
      if (!(await deps.accounts.keys.revoke(organizationId, idOf(params.id, 'key')))) throw notFound('key');
      return { done: true as const };
    },
  }),
};

const present = ({ createdAt, lastUsedAt, ...key }: Kept): ApiKey => ({
  ...key,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
