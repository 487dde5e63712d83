import * as z from 'zod';
import { type EnrollmentState, stateSchema } from '../journeys/advance.ts';
import type { Values } from '../journeys/conditions.ts';
import { type Definition, definitionSchema } from '../journeys/definition.ts';
import type { Nearness } from '../journeys/exits.ts';
import type { Consent, TemplateFacts } from '../journeys/facts.ts';
import type { CustomerPast } from '../journeys/past.ts';
import { isReaction } from '../journeys/reactions.ts';
import type { Place } from '../journeys/regions.ts';
import { type SendingWindow, sendingWindowSchema } from '../journeys/sending-window.ts';
import type { MessageStatus } from '../journeys/statuses.ts';
import type { News } from '../journeys/steps/step.ts';
import { conditionValues } from '../journeys/values.ts';
import type { Organization } from '../prisma/generated/client.ts';
import { allSending, type Cause } from './causes.ts';
import { customerPast } from './customer-history.ts';
import type { Tenant } from './database.ts';
import type { EnrollmentStatus } from './enrollments.ts';

/** Everything that the next step of an enrollment needs, read in one transaction. */
export type LoadedEnrollment = {
  id: string;
  journeyId: string;
  seq: number;
  status: EnrollmentStatus;
  state: EnrollmentState;
  next: string;
  due: Date | null;
  hold: Cause | null;
  definition: Definition;
  /** What it is about is gone at the provider. */
  entityGone: boolean;
  journeyArchived: boolean;
  customer: LoadedCustomer;
  past: CustomerPast;
  /** What happened, with what its entity says now. */
  event: { facts: TemplateFacts } | null;
  /** What conditions and dates may ask for. */
  values: Values;
  /** How far its messages have come, by step. */
  messages: Record<string, MessageStatus>;
  /** The same for every record of one person. */
  person: string;
  organization: Organization;
  window: SendingWindow;
  /** What was recorded since, and the rows that say so. */
  news: News[];
  records: bigint[];
  /** What would hold it, if it is there. */
  causes: Cause[];
};

export type LoadedCustomer = {
  id: string;
  name: string;
  firstName: string;
  lastName: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
  consent: Consent;
  /** As the provider writes them. */
  phones: { number: string; smsAllowed: boolean }[];
  /** Where the address says that it lies. */
  place: Place;
  /** The owner wants no journey to write to them. */
  muted: boolean;
  gone: boolean;
};

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const consentSchema = z.record(z.string(), z.boolean());
const phonesSchema = z.array(z.object({ number: z.string(), smsAllowed: z.boolean() }));

const eventOf = {
  select: { facts: true, connectionId: true, entityKind: true, entityId: true, occurredAt: true },
} as const;

/** Null when it is not this organization's. */
export async function loadEnrollment(tenant: Tenant, enrollmentId: string): Promise<LoadedEnrollment | null> {
  const row = await tenant.db.enrollment.findFirst({
    where: { id: enrollmentId },
    include: {
      customer: true,
      event: eventOf,
      aboutEvent: eventOf,
      journey: { select: { status: true, letsFinish: true } },
      version: { select: { definition: true } },
      messages: { where: { kind: 'journey' }, select: { stepId: true, status: true }, orderBy: { pass: 'asc' } },
      records: {
        where: { takenAt: null },
        include: { event: { select: { trigger: true, provider: true } } },
        orderBy: { id: 'asc' },
      },
    },
  });
  if (!row) return null;
  const organization = await tenant.db.organization.findFirstOrThrow({ where: { organizationId: tenant.id } });
  const { customer, journey, version, records } = row;
  // Who was enrolled by hand speaks of an event that started nothing.
  const event = row.event ?? row.aboutEvent;
  const past = await customerPast(tenant, customer.id, event?.occurredAt ?? row.enrolledAt, event);
  const now = event && (await readEntity(tenant, event));
  const facts = event && { ...factsSchema.parse(event.facts), ...now?.facts };
  return {
    id: row.id,
    journeyId: row.journeyId,
    seq: row.seq,
    status: row.status as EnrollmentStatus,
    state: stateSchema.parse(row.state),
    next: row.next,
    due: row.due,
    hold: row.holdReason === null ? null : { kind: row.holdReason, scope: row.holdScope ?? '' },
    definition: definitionSchema.parse(version.definition),
    journeyArchived: journey.status === 'archived' && !journey.letsFinish,
    entityGone: now?.gone ?? false,
    customer: toCustomer(customer),
    past,
    event: facts && { facts },
    values: conditionValues(toPlace(customer), organization, facts ?? {}, past),
    messages: statusesByStep(row.messages),
    person: customer.personId ?? customer.id,
    organization,
    window: sendingWindowSchema.catch({}).parse(organization.sendingWindow),
    news: records.map(toNews),
    records: records.map(({ id }) => id),
    causes: [
      allSending(tenant),
      { kind: 'journey_paused', scope: row.journeyId },
      ...(event ? [{ kind: 'connection_revoked', scope: event.connectionId }] : []),
    ],
  };
}

type EntityOfEvent = { connectionId: string; entityKind: string; entityId: string };

/** What is known of the entity now; what was read with the event stays where the entity does not say it. */
export async function currentFacts(tenant: Tenant, event: EntityOfEvent): Promise<TemplateFacts> {
  return (await readEntity(tenant, event)).facts;
}

/** `gone`: the provider has it no more, and nothing is known of it any more. */
async function readEntity(
  tenant: Tenant,
  { connectionId, entityKind: kind, entityId: externalId }: EntityOfEvent,
): Promise<{ facts: TemplateFacts; gone: boolean }> {
  const row = await tenant.db.entity.findFirst({
    where: { connectionId, kind, externalId },
    select: { facts: true, goneAt: true },
  });
  const gone = row !== null && row.goneAt !== null;
  return { facts: gone ? {} : factsSchema.catch({}).parse(row?.facts ?? {}), gone };
}

const statusesByStep = (rows: readonly { stepId: string | null; status: string }[]): Record<string, MessageStatus> =>
  Object.fromEntries(rows.map(({ stepId, status }) => [stepId ?? '', status as MessageStatus]));

type RecordRow = {
  kind: string;
  stepId: string | null;
  eventId: string | null;
  about: string | null;
  until: Date | null;
  event: { trigger: string; provider: string } | null;
};

function toNews({ kind, stepId, eventId, about, until, event }: RecordRow): News {
  if (kind === 'stop') return { kind: 'stop' };
  if (kind === 'skip_message') return { kind: 'skip_message', stepId: stepId ?? '' };
  if (kind === 'moved' && until) {
    const by = { reason: 'rescheduled_by_owner', until: until.toISOString(), messageId: null };
    return { kind: 'moved', stepId: stepId ?? '', ...by };
  }
  if (kind === 'answer_yes' || kind === 'answer_no') {
    return { kind: 'answer', stepId: stepId ?? '', answer: kind === 'answer_yes' ? 'yes' : 'no' };
  }
  if (isReaction(kind)) return { kind: 'reaction', reaction: kind, about: nearness(about) };
  if (!event || !eventId) return { kind: 'skip_wait', stepId: stepId ?? '' };
  return { kind: 'event', eventId, about: nearness(about), ...event };
}

const nearness = (about: string | null): Nearness => (about === 'entity' ? 'entity' : 'customer');

/** The customer as it is now: what the guards ask in the moment of the claim. */
export async function readRecipient(tenant: Tenant, customerId: string): Promise<LoadedCustomer | null> {
  const row = await tenant.db.customer.findFirst({ where: { id: customerId } });
  return row && toCustomer(row);
}

type CustomerRow = NonNullable<Awaited<ReturnType<Tenant['db']['customer']['findFirst']>>>;

const addressSchema = z
  .object({
    city: z.string().nullish(),
    province: z.string().nullish(),
    postalCode: z.string().nullish(),
    country: z.string().nullish(),
  })
  .catch({});

/** A customer as conditions see it. */
export function toPlace(row: CustomerRow) {
  const { name, firstName, lastName, companyName, email, phone, isCompany, isLead, source } = row;
  return {
    ...{ name, firstName, lastName, companyName, email, phone, isCompany, isLead, source },
    ...addressSchema.parse(row.address ?? {}),
  };
}

/** A customer as the guards see it. */
export function toCustomer(row: CustomerRow): LoadedCustomer {
  const { id, name, firstName, lastName, companyName, email, phone } = row;
  return {
    id,
    name,
    firstName,
    lastName,
    companyName,
    email,
    phone,
    consent: consentSchema.catch({}).parse(row.consent),
    phones: phonesSchema.catch([]).parse(row.phones),
    place: addressSchema.parse(row.address ?? {}),
    muted: row.mutedAt !== null,
    gone: row.deletedAt !== null,
  };
}
