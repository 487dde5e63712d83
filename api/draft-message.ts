import { type Composed, compose } from '../journeys/compose.ts';
import { type Definition, type StepOf, stepById } from '../journeys/definition.ts';
import type { TemplateFacts } from '../journeys/facts.ts';
import { commonFields, templateFacts } from '../journeys/fields.ts';
import { sampleFacts } from '../journeys/samples.ts';
import { untracked } from '../journeys/templates.ts';
import type { Manifest } from '../providers/provider.ts';
import { customerPast } from '../records/customer-history.ts';
import { readCustomer } from '../records/customer-list.ts';
import type { Tenant } from '../records/database.ts';
import { type Organization, readOrganization } from '../records/organizations.ts';
import { lastEvent } from '../records/test-sends.ts';
import type { ApiDependencies } from './dependencies.ts';
import { notFound } from './problem.ts';

type MessageStep = StepOf<'send_email'> | StepOf<'send_sms'>;
type Asked = { stepId: string; customerId: string | null };

export type DraftMessage = {
  step: MessageStep;
  channel: 'email' | 'sms';
  customer: { id: string; name: string } | null;
  composed: Composed;
  organization: Organization;
};

/** A message as it would leave now, with a customer's values or with samples; its links lead straight to their pages. */
export async function writeDraft(
  { manifests, settings }: Pick<ApiDependencies, 'manifests' | 'settings'>,
  tenant: Tenant,
  draft: Definition,
  { stepId, customerId }: Asked,
  at: Date,
): Promise<DraftMessage> {
  const step = stepById(draft, stepId);
  if (step?.kind !== 'send_email' && step?.kind !== 'send_sms') throw notFound('message in this journey');
  const organization = await readOrganization(tenant);
  const samples = samplesOf(manifests, draft);
  const found = customerId === null ? null : await readCustomer(tenant, customerId);
  if (customerId !== null && !found) throw notFound('customer');
  const facts = found ? await factsOf(tenant, draft, found.customer, organization, samples, at) : samples;
  // Whose message it is stays true in a sample.
  const own = Object.entries(templateFacts(noCustomer, organization, {})).filter(([name]) => /^business\./.test(name));
  const outside = { unsubscribeUrl: `${settings.publicUrl}/u/test`, track: untracked };
  return {
    step,
    channel: step.kind === 'send_email' ? 'email' : 'sms',
    customer: found && { id: found.customer.id, name: found.customer.name },
    composed: compose(step, draft, { ...facts, ...Object.fromEntries(own) }, organization, outside),
    organization,
  };
}

const noCustomer = { name: '', firstName: '', lastName: '', companyName: null, email: null, phone: null };

function samplesOf(manifests: Readonly<Record<string, Manifest>>, { trigger }: Definition): TemplateFacts {
  const own = trigger && manifests[trigger.provider]?.triggers[trigger.type]?.fields;
  return sampleFacts([...commonFields, ...(own ?? [])]);
}

type FoundCustomer = NonNullable<Awaited<ReturnType<typeof readCustomer>>>['customer'];

/** What the customer's last event of this kind told; where there was none, samples stand for it. */
async function factsOf(
  tenant: Tenant,
  { trigger }: Definition,
  customer: FoundCustomer,
  organization: Organization,
  samples: TemplateFacts,
  at: Date,
): Promise<TemplateFacts> {
  const event = trigger && (await lastEvent(tenant, customer.id, trigger));
  const past = await customerPast(tenant, customer.id, event?.occurredAt ?? at, event);
  return templateFacts(customer, organization, event?.facts ?? samples, past);
}
