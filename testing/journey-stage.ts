import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import { pino } from 'pino';
import { decideEvent } from '../activities/decide-event.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { goOn, type Told } from '../activities/enrollment.ts';
import { createEmail } from '../channels/email/index.ts';
import { createResendSandbox } from '../channels/email/sandbox.ts';
import { createSms } from '../channels/sms/index.ts';
import { createTwilioSandbox } from '../channels/sms/sandbox.ts';
import { type Definition, emptyDefinition, type Step } from '../journeys/definition.ts';
import { type Holidays, usualHolidays } from '../journeys/holidays.ts';
import type { SendingWindow } from '../journeys/sending-window.ts';
import type { ChannelName } from '../journeys/steps/step.ts';
import { type Database, openDatabase, type Tenant } from '../records/database.ts';
import { createKeyRing } from '../records/encryption.ts';
import { readStanding } from '../records/enrollments.ts';
import { createJourney, publishJourney } from '../records/journeys.ts';
import { openOrganization } from '../records/organizations.ts';
import { ensureDefaultSenders } from '../records/senders.ts';
import { temporalOver } from '../temporal.ts';
import { listen } from './servers.ts';

export type SentEmail = {
  from: string;
  to: string;
  subject: string;
  text: string | null;
  idempotencyKey: string | null;
};
export type SentText = { from: string; to: string; body: string; direction: string; validityPeriod: number | null };
export type PersonOptions = Partial<{
  name: string;
  firstName: string;
  email: string | null;
  phone: string | null;
  phones: { number: string; smsAllowed: boolean }[];
  consent: Record<string, boolean>;
}>;

/** One organization with a connection, senders and journeys of its own. */
export type TestBusiness = {
  id: string;
  connectionId: string;
  inside<T>(work: (tenant: Tenant) => Promise<T>): Promise<T>;
  addCustomer(person?: PersonOptions): Promise<string>;
  /** A published journey that starts from `acme job_completed`. */
  addJourney(steps: Step[], more?: Partial<Definition>): Promise<string>;
  /** The id of a connection to another provider. */
  addConnection(provider: string): Promise<string>;
  /** Told of by `acme`, unless it says otherwise. */
  addEvent(
    customerId: string | null,
    more?: Partial<{
      trigger: string;
      entityKind: string;
      entityId: string;
      occurredAt: Date;
      origin: string;
      provider: string;
      connectionId: string;
      n: number;
    }>,
  ): Promise<string>;
  /** A journey, a customer and an event, decided: the id of the enrollment. */
  enroll(steps: Step[], person?: PersonOptions, more?: Partial<Definition>): Promise<string>;
};

export type JourneyStage = {
  deps: Dependencies;
  database: Database;
  /** What every clock shows; set it. */
  now: Date;
  sandbox: Record<ChannelName, string>;
  addBusiness(
    options?: Partial<{
      zone: string;
      /** In IE no law keeps texts to hours: for tests on a clock that stands anywhere. */
      country: string;
      window: SendingWindow;
      /** Left out: offers leave on public holidays too. */
      holidays: Holidays;
      number: string | null;
    }>,
  ): Promise<TestBusiness>;
  emails(): Promise<SentEmail[]>;
  /** What left by SMS. */
  texts(): Promise<SentText[]>;
  fault(channel: ChannelName, faults: Record<string, boolean | number>): Promise<void>;
  /** Plays the workflow until it has to wait or is over. */
  run(business: TestBusiness, enrollmentId: string): Promise<Told>;
  close(): Promise<void>;
};

/** Tuesday noon in New York. */
export const tuesdayNoon = new Date('2026-11-24T17:00:00Z');

/** Journeys over a real database and the sandboxes of the channels, on a clock of the test's own. */
export async function openJourneyStage(appUrl: string, client?: Client): Promise<JourneyStage> {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const resend = createResendSandbox({ apiKey: 're_test', webhookUrl: null, webhookSecret: secret, stateFile: null });
  const twilio = createTwilioSandbox({ accountSid, authToken: 'token', inboundUrl: null, stateFile: null });
  const vendors = await listen(express().use('/resend', resend.router).use('/twilio', twilio.router));
  const sandbox = { email: `${vendors.url}/resend`, sms: `${vendors.url}/twilio` };
  const database = await openDatabase({ url: appUrl, poolSize: 20 });
  // Nobody listens there, and without the retrying interceptor that is known at once.
  const connection = client ? null : Connection.lazy({ address: '127.0.0.1:1', interceptors: [] });
  const clock = () => stage.now;
  const deps: Dependencies = {
    database,
    providers: {},
    channels: {
      email: createEmail({ apiKey: 're_test', baseUrl: sandbox.email, webhookSecrets: [secret], timeoutMs: 2_000 }),
      sms: createSms({
        accountSid,
        authToken: 'token',
        baseUrl: sandbox.sms,
        publicUrl: 'http://localhost:3000',
        timeoutMs: 2_000,
        clock,
      }),
    },
    keys: createKeyRing(`k1:${randomBytes(32).toString('base64')}`),
    temporal: temporalOver(client ?? new Client({ connection: connection ?? Connection.lazy() })),
    clock,
    log: pino({ level: 'silent' }),
    settings: {
      publicUrl: 'http://localhost:3000',
      allowedRecipients: { email: null, sms: null },
      registerWebhooks: [],
      platformFrom: 'Afterjob <hello@afterjob.example>',
      dailyQuota: { email: null, sms: null },
      customerPageSize: 50,
      sweepEveryMs: 24 * 60 * 60_000,
    },
  };
  const read = async (channel: ChannelName) => (await fetch(`${sandbox[channel]}/control/messages`)).json();
  const stage: JourneyStage = {
    deps,
    database,
    sandbox,
    now: tuesdayNoon,
    addBusiness: (options) => addBusiness(stage, options),
    emails: async () =>
      ((await read('email')) as (Omit<SentEmail, 'to'> & { to: string | string[] })[])
        .map((email) => ({ ...email, to: [email.to].flat().join() }))
        .reverse(),
    texts: async () =>
      ((await read('sms')) as SentText[]).filter(({ direction }) => direction === 'outbound-api').reverse(),
    async fault(channel, faults) {
      const answer = await fetch(`${sandbox[channel]}/control/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async run(business, enrollmentId) {
      const standing = await business.inside((tenant) => readStanding(tenant, enrollmentId));
      let told: Told = { next: standing?.next ?? 'decide', due: null, code: 'due', hold: null, zone: 'UTC' };
      for (let step = 0; told.next && (told.due === null || new Date(told.due) <= stage.now); step++) {
        if (step > 20) throw new Error('It does not come to a wait');
        told = await goOn(deps, { organizationId: business.id, enrollmentId }, told.next, 1);
      }
      return told;
    },
    async close() {
      await connection?.close();
      await vendors.close();
      await Promise.all([resend.close(), twilio.close(), database.close()]);
    },
  };
  return stage;
}

let numbers = 0;

async function addBusiness(
  stage: JourneyStage,
  {
    zone = 'America/New_York',
    country = 'US',
    window = {},
    holidays = { ...usualHolidays, public: false },
    number = `+1202555${String(1000 + ++numbers)}`,
  }: Parameters<JourneyStage['addBusiness']>[0] = {},
): Promise<TestBusiness> {
  const { database } = stage;
  const [id, connectionId] = [randomUUID(), randomUUID()];
  const inside: TestBusiness['inside'] = (work) => database.withOrganization(id, work);
  const connected = (provider: string) => ({
    organizationId: id,
    provider,
    status: 'connected',
    accountId: id,
    accountName: 'Green Lawns',
    connectedAt: stage.now,
    connectedZone: zone,
    statusChangedAt: stage.now,
  });
  await inside(async (tenant) => {
    const slug = `test-${id.slice(0, 8)}`;
    await openOrganization(tenant, { name: 'Green Lawns', slug, zone, replyTo: 'owner@green.example' }, stage.now);
    await tenant.db.organization.update({
      where: { organizationId: id },
      data: { country, sendingWindow: window, holidays },
    });
    await tenant.db.connection.create({ data: { id: connectionId, ...connected('acme') } });
    const sms = number === null ? null : { number, vendorAccount: 'twilio:test' };
    const email = { domain: 'mail.afterjob.test', vendorAccount: 'resend:test' };
    await ensureDefaultSenders(tenant, { slug, businessName: 'Green Lawns', replyTo: null, email, sms }, stage.now);
  });

  const business: TestBusiness = {
    id,
    connectionId,
    inside,
    addCustomer: ({ name = 'Ada Lovelace', firstName = 'Ada', email = 'ada@example.com', ...person } = {}) =>
      inside(async (tenant) => {
        const {
          phone = '+12025550123',
          phones = phone ? [{ number: phone, smsAllowed: true }] : [],
          consent = {},
        } = person;
        const row = await tenant.db.customer.create({
          data: {
            organizationId: id,
            source: 'acme',
            externalId: randomUUID(),
            connectionId,
            name,
            firstName,
            email,
            phone,
            phones,
            consent,
          },
        });
        return row.id;
      }),
    addJourney: (steps, more = {}) =>
      inside(async (tenant) => {
        const draft: Definition = {
          ...emptyDefinition(),
          trigger: { provider: 'acme', type: 'job_completed' },
          steps,
          ...more,
        };
        const journeyId = await createJourney(tenant, { name: 'After the job', draft }, stage.now);
        const published = await publishJourney(tenant, journeyId, { revision: 1, by: null }, stage.now);
        if (!published.published) throw new Error(published.reason);
        return journeyId;
      }),
    addConnection: (provider) =>
      inside(async (tenant) => (await tenant.db.connection.create({ data: connected(provider) })).id),
    addEvent: (customerId, more = {}) =>
      inside(async (tenant) => {
        const row = await tenant.db.event.create({
          data: {
            organizationId: id,
            connectionId,
            key: randomUUID(),
            provider: 'acme',
            trigger: 'job_completed',
            entityKind: 'job',
            entityId: randomUUID(),
            n: 1,
            customerId,
            origin: 'live',
            foundBy: 'webhook',
            occurredAt: stage.now,
            occurredAtSource: 'completedAt',
            facts: { 'job.title': 'Lawn & hedge' },
            ...more,
          },
        });
        return row.id;
      }),
    async enroll(steps, person, more) {
      const trigger = { provider: 'acme', type: `job_${randomUUID()}` };
      await business.addJourney(steps, { trigger, ...more });
      const eventId = await business.addEvent(await business.addCustomer(person), { trigger: trigger.type });
      const { enrollmentIds } = await decideEvent(stage.deps, { organizationId: id, eventId });
      const [enrollmentId] = enrollmentIds;
      if (!enrollmentId || enrollmentIds.length > 1) throw new Error(`${enrollmentIds.length} enrollments`);
      return enrollmentId;
    },
  };
  return business;
}
