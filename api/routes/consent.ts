import type * as z from 'zod';
import { decideQuestion, listQuestions, type ConsentQuestion as Row } from '../../records/consent-questions.ts';
import { importsOf } from '../../records/customer-imports.ts';
import { readEvidence } from '../../records/evidence.ts';
import { setMuted } from '../../records/mutes.ts';
import { readOrganization } from '../../records/organizations.ts';
import { readPerson } from '../../records/people.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { presentEvidence } from '../presented-evidence.ts';
import { notFound } from '../problem.ts';
import { type Call, route } from '../route.ts';
import {
  type ConsentQuestion,
  consentQuestion,
  consentQuestions,
  evidence,
  mute,
  questionDecision,
  questionQuery,
} from '../schemas.ts';

/** So many messages fit into one document that a person may have to print. */
const evidenceLimit = 1_000;
const questionLimit = 100;

export const consent = {
  'POST /api/customers/:id/mutes': route({
    summary: 'No journey writes to this customer any more',
    answer: mute,
    status: 201,
    handle: (call) => setMute(call, call.at),
  }),
  'DELETE /api/customers/:id/mutes': route({
    summary: 'Journeys write to this customer again',
    answer: mute,
    handle: (call) => setMute(call, null),
  }),
  'GET /api/customers/:id/evidence': route({
    summary: 'Every message to a customer, why, when by local time and what became of it, and what they allowed',
    answer: evidence,
    async handle({ deps, organizationId, params, at }) {
      const found = await deps.database.withOrganization(organizationId, async (tenant) => {
        const organization = await readOrganization(tenant);
        const search = { region: organization.country, limit: evidenceLimit };
        const customerId = idOf(params.id, 'customer');
        const record = await readEvidence(tenant, customerId, search);
        if (!record) return null;
        const { customerIds } = await readPerson(tenant, customerId);
        const lists = await importsOf(tenant, customerIds);
        return presentEvidence(deps.manifests, organization, { ...record, lists }, at);
      });
      if (!found) throw notFound('customer');
      return found;
    },
  }),
  'GET /api/consent/questions': route({
    summary: 'Answers by which somebody may have wanted no more messages; open ones first',
    query: questionQuery,
    answer: consentQuestions,
    async handle({ deps, organizationId, query: { customerId = null, open } }) {
      const search = { customerId, openOnly: open === 'true', limit: questionLimit };
      const rows = await deps.database.withOrganization(organizationId, (tenant) => listQuestions(tenant, search));
      return { items: rows.map(present) };
    },
  }),
  'POST /api/consent/questions/:id/decisions': route({
    summary: 'Says what was meant; whoever waited for that goes on',
    body: questionDecision,
    answer: consentQuestion.pick({ id: true }),
    status: 201,
    handle: (call) => decide(call),
  }),
};

async function decide({
  deps,
  organizationId,
  params,
  body,
  session,
  at,
}: Call<unknown, z.output<typeof questionDecision>>): Promise<{ id: string }> {
  const id = idOf(params.id, 'question');
  const decided = { ...body, by: session.userId };
  const scope = await deps.database.withOrganization(organizationId, (tenant) =>
    decideQuestion(tenant, id, decided, at),
  );
  if (scope === undefined) throw notFound('question');
  if (scope) await tell(deps.log, deps.temporal.startResume({ organizationId, reason: 'review', scope }));
  return { id };
}

async function setMute(
  { deps, organizationId, params, session }: Call<unknown, unknown>,
  at: Date | null,
): Promise<{ mutedAt: string | null }> {
  const id = idOf(params.id, 'customer');
  const found = await deps.database.withOrganization(organizationId, (tenant) =>
    setMuted(tenant, id, { at, by: session.userId }),
  );
  if (!found) throw notFound('customer');
  return { mutedAt: at?.toISOString() ?? null };
}

const present = ({ suppressedByReading, receivedAt, decidedAt, ...row }: Row): ConsentQuestion => ({
  ...row,
  receivedAt: receivedAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
  canTakeBack: suppressedByReading,
});
