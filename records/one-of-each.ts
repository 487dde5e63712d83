import { randomUUID } from 'node:crypto';
import type { Prisma, PrismaClient } from '../prisma/generated/client.ts';

type Row = Record<string, unknown>;
export type WrittenAndFound = { written: Row; found: Row | null };

/** For tests: writes one row of every model in an order that its keys allow, and reads each back by what was written. */
export async function writeOneOfEach(prisma: PrismaClient): Promise<Record<string, WrittenAndFound>> {
  const organizationId = randomUUID();
  const write = async (db: Prisma.TransactionClient) => {
    await db.$queryRaw`SELECT set_config('app.organization_id', ${organizationId}, true)`;
    return { ...(await accounts(db, organizationId)), ...(await tenant(db, organizationId)) };
  };
  return prisma.$transaction(write, { timeout: 60_000 });
}

/** The row as it was returned by the write, and as a query by its key finds it. */
async function both(written: Promise<Row>, find: (row: Row) => Promise<Row | null>): Promise<WrittenAndFound> {
  const row = await written;
  return { written: row, found: await find(row) };
}

const at = new Date('2026-11-23T12:34:56.789Z');

async function accounts(db: Prisma.TransactionClient, organizationId: string) {
  const userId = randomUUID();
  const user = { id: userId, name: 'Zoë 🚐', email: `${userId}@example.com`, createdAt: at };
  const own = { organizationId, userId };
  const key = () => ({ id: randomUUID() });
  return {
    User: await both(db.user.create({ data: user }), () => db.user.findUnique({ where: { id: userId } })),
    Session: await both(db.session.create({ data: { ...key(), token: randomUUID(), userId, expiresAt: at } }), () =>
      db.session.findFirst({ where: { userId } }),
    ),
    Account: await both(
      db.account.create({ data: { ...key(), accountId: userId, providerId: 'credential', userId } }),
      () => db.account.findFirst({ where: { userId } }),
    ),
    Verification: await both(
      db.verification.create({ data: { ...key(), identifier: userId, value: 'v', expiresAt: at } }),
      () => db.verification.findFirst({ where: { identifier: userId } }),
    ),
    AccountOrganization: await both(
      db.accountOrganization.create({ data: { id: organizationId, name: 'Zoë', slug: organizationId, createdAt: at } }),
      () => db.accountOrganization.findUnique({ where: { id: organizationId } }),
    ),
    Member: await both(db.member.create({ data: { ...key(), ...own, role: 'viewer' } }), () =>
      db.member.findFirst({ where: own }),
    ),
    Invitation: await both(
      db.invitation.create({
        data: { ...key(), organizationId, email: 'a@example.com', inviterId: userId, expiresAt: at },
      }),
      () => db.invitation.findFirst({ where: { organizationId } }),
    ),
    ApiKey: await both(
      db.apiKey.create({
        data: {
          ...key(),
          organizationId,
          name: 'Zoë',
          start: 'aj_1',
          hash: userId,
          scope: 'read',
          createdBy: userId,
          createdAt: at,
        },
      }),
      () => db.apiKey.findFirst({ where: { organizationId } }),
    ),
  };
}

async function tenant(db: Prisma.TransactionClient, organizationId: string) {
  const where = { organizationId };
  const own = { organizationId };
  const Organization = await both(
    db.organization.create({ data: { ...own, name: 'Zoë 🚐', slug: organizationId, createdAt: at } }),
    () => db.organization.findUnique({ where }),
  );
  const connection = await db.connection.create({
    data: {
      ...own,
      provider: 'p',
      status: 'connected',
      accountId: 'a',
      accountName: 'A',
      connectedAt: at,
      connectedZone: 'UTC',
      statusChangedAt: at,
    },
  });
  const connectionId = connection.id;
  const token = { generation: 1, keyId: 'k', accessToken: new Uint8Array([1, 255]), refreshToken: new Uint8Array([2]) };
  const customer = await db.customer.create({
    data: { ...own, source: 'p', externalId: 'c', name: 'Ünal 🎉', phones: [{ number: '1' }], connectionId },
  });
  const customerId = customer.id;
  const entity = { kind: 'job', externalId: 'j', connectionId, observedAt: at };
  const event = await db.event.create({
    data: {
      ...own,
      connectionId,
      key: 'k',
      provider: 'p',
      trigger: 't',
      entityKind: 'job',
      entityId: 'j',
      n: 1,
      origin: 'live',
      foundBy: 'webhook',
      occurredAt: at,
      occurredAtSource: 'webhook',
    },
  });
  const journey = await db.journey.create({ data: { ...own, name: 'J', status: 'draft', draft: { format: 1 } } });
  const version = await db.journeyVersion.create({
    data: { ...own, journeyId: journey.id, number: 1, definition: {}, publishedAt: at },
  });
  const enrollment = await db.enrollment.create({
    data: {
      ...own,
      journeyId: journey.id,
      versionId: version.id,
      customerId,
      status: 'new',
      enrolledAt: at,
      lastStepAt: at,
    },
  });
  const enrollmentId = enrollment.id;
  const bulk = await db.bulkEnrollment.create({
    data: {
      ...own,
      journeyId: journey.id,
      versionId: version.id,
      status: 'running',
      source: {},
      perDay: 1,
      nextAt: at,
      createdAt: at,
    },
  });
  const stated = { fileName: 'Kunden.csv', basis: 'agreed', statement: 'Zoë 🎉', textsAgreed: true };
  const imported = await db.customerImport.create({
    data: { ...own, ...stated, created: 1, known: 0, wrong: 0, importedAt: at },
  });
  const message = await db.message.create({
    data: {
      ...own,
      enrollmentId,
      customerId,
      stepId: 's',
      channel: 'email',
      purpose: 'other',
      status: 'rendered',
    },
  });
  const other = await db.customer.create({ data: { ...own, source: 'q', externalId: 'c', name: 'Ünal' } });
  const otherEntity = await db.entity.create({ data: { ...own, ...entity, externalId: 'k', facts: {} } });
  const firstEntity = await db.entity.create({
    data: { ...own, ...entity, facts: { title: 'x' }, paperTotal: '12.50' },
  });
  const pair = (one: string, two: string): [string, string] => (one < two ? [one, two] : [two, one]);
  const [customerA, customerB] = pair(customerId, other.id);
  const [entityA, entityB] = pair(firstEntity.id, otherEntity.id);
  const point = { ...own, channel: 'email', address: 'a@example.com' };
  const spoken = await db.contactPoint.create({ data: { ...own, channel: 'sms', address: 'erased' } });
  const cause = { ...own, kind: 'k', scope: 's', since: at };
  return {
    Organization,
    Connection: { written: connection, found: await db.connection.findFirst({ where }) },
    ConnectionTokens: await both(
      db.connectionTokens.create({
        data: { ...own, connectionId, ...token, accessTokenExpiresAt: at, refreshedAt: at },
      }),
      () => db.connectionTokens.findFirst({ where }),
    ),
    SyncRun: await both(
      db.syncRun.create({ data: { ...own, connectionId, status: 'running', pageSize: 50, startedAt: at } }),
      () => db.syncRun.findFirst({ where }),
    ),
    Customer: { written: customer, found: await db.customer.findFirst({ where: { ...where, source: 'p' } }) },
    Entity: {
      written: firstEntity,
      found: await db.entity.findFirst({ where: { ...where, externalId: entity.externalId } }),
    },
    DueCheck: await both(
      db.dueCheck.create({ data: { ...own, connectionId, kind: 'job', externalId: 'j', trigger: 't', dueAt: at } }),
      () => db.dueCheck.findFirst({ where }),
    ),
    Budget: await both(
      db.budget.create({
        data: { ...own, connectionId, name: 'b', available: 1.5, maximum: 2, restoredPerSecond: 0.5, measuredAt: at },
      }),
      () => db.budget.findFirst({ where }),
    ),
    CustomerMatch: await both(
      db.customerMatch.create({
        data: { ...own, customerA, customerB, basis: ['email'], confidence: 0.5, status: 'proposed', createdAt: at },
      }),
      () => db.customerMatch.findFirst({ where }),
    ),
    Twin: await both(
      db.twin.create({ data: { ...own, entityA, entityB, basis: ['number'], status: 'proposed', createdAt: at } }),
      () => db.twin.findFirst({ where }),
    ),
    Event: { written: event, found: await db.event.findFirst({ where }) },
    Journey: { written: journey, found: await db.journey.findFirst({ where }) },
    JourneyVersion: { written: version, found: await db.journeyVersion.findFirst({ where }) },
    Enrollment: { written: enrollment, found: await db.enrollment.findFirst({ where }) },
    EnrollmentRecord: await both(
      db.enrollmentRecord.create({ data: { ...own, enrollmentId, kind: 'stop', recordedAt: at } }),
      () => db.enrollmentRecord.findFirst({ where }),
    ),
    Decision: await both(
      db.decision.create({ data: { ...own, eventId: event.id, outcome: 'skipped', reason: 'r', decidedAt: at } }),
      () => db.decision.findFirst({ where }),
    ),
    EnrollmentStep: await both(
      db.enrollmentStep.create({ data: { ...own, enrollmentId, seq: 1, code: 'c', at } }),
      () => db.enrollmentStep.findFirst({ where }),
    ),
    Sender: await both(
      db.sender.create({ data: { ...own, channel: 'email', address: 'a@b.c', vendorAccount: 'v' } }),
      () => db.sender.findFirst({ where }),
    ),
    ContactPoint: await both(db.contactPoint.create({ data: point }), () =>
      db.contactPoint.findFirst({ where: { ...where, channel: 'email' } }),
    ),
    Suppression: await both(
      db.suppression.create({ data: { ...point, action: 'suppress', reason: 'stop', source: 'sms', at } }),
      () => db.suppression.findFirst({ where }),
    ),
    ContactPreference: await both(
      db.contactPreference.create({ data: { ...point, category: 'offers', allowed: false, source: 'page', at } }),
      () => db.contactPreference.findFirst({ where }),
    ),
    Conversation: await both(
      db.conversation.create({ data: { ...own, channel: 'sms', address: '+12025550123', lastAt: at } }),
      () => db.conversation.findFirst({ where }),
    ),
    NotificationTarget: await both(
      db.notificationTarget.create({ data: { ...own, channel: 'email', address: 'a@b.c' } }),
      () => db.notificationTarget.findFirst({ where }),
    ),
    SenderAccount: await both(
      db.senderAccount.create({
        data: { ...own, channel: 'sms', vendorAccount: 'v', secret: new Uint8Array([1, 2]) },
      }),
      () => db.senderAccount.findFirst({ where }),
    ),
    Link: await both(
      db.link.create({
        data: { ...own, id: message.id, messageId: message.id, url: 'https://example.com', createdAt: at },
      }),
      () => db.link.findFirst({ where }),
    ),
    LinkClick: await both(
      db.linkClick.create({ data: { ...own, messageId: message.id, linkId: message.id, at } }),
      () => db.linkClick.findFirst({ where }),
    ),
    Message: { written: message, found: await db.message.findFirst({ where }) },
    MessageTransition: await both(
      db.messageTransition.create({
        data: { ...own, messageId: message.id, status: 'rendered', source: 'journey', at },
      }),
      () => db.messageTransition.findFirst({ where }),
    ),
    InboundMessage: await both(
      db.inboundMessage.create({
        data: { ...own, channel: 'sms', vendorId: 'v', fromAddress: '1', toAddress: '2', body: '🎉', receivedAt: at },
      }),
      () => db.inboundMessage.findFirst({ where }),
    ),
    Cause: await both(db.cause.create({ data: cause }), () => db.cause.findFirst({ where })),
    OwnerQuestion: await both(
      db.ownerQuestion.create({
        data: { ...own, enrollmentId, stepId: 's', question: '?', silence: 'no', askedAt: at, dueAt: at },
      }),
      () => db.ownerQuestion.findFirst({ where }),
    ),
    BulkEnrollment: { written: bulk, found: await db.bulkEnrollment.findFirst({ where }) },
    ErasedCustomer: await both(
      db.erasedCustomer.create({ data: { ...own, hash: new Uint8Array([1, 2]), customerId, erasedAt: at } }),
      () => db.erasedCustomer.findFirst({ where }),
    ),
    ErasedContact: await both(
      db.erasedContact.create({
        data: { ...own, channel: 'sms', hash: new Uint8Array([3]), contactId: spoken.id, erasedAt: at },
      }),
      () => db.erasedContact.findFirst({ where }),
    ),
    AuditEntry: await both(
      db.auditEntry.create({
        data: {
          ...own,
          ...{
            id: customerId,
            at,
            actorKind: 'person',
            actorId: customerId,
            actorName: 'Zoë',
            role: 'owner',
            deed: 'd',
          },
        },
      }),
      () => db.auditEntry.findFirst({ where }),
    ),
    BulkCustomer: await both(db.bulkCustomer.create({ data: { ...own, bulkId: bulk.id, customerId } }), () =>
      db.bulkCustomer.findFirst({ where }),
    ),
    CustomerImport: { written: imported, found: await db.customerImport.findFirst({ where }) },
    ImportedCustomer: await both(
      db.importedCustomer.create({ data: { ...own, importId: imported.id, customerId, isNew: true } }),
      () => db.importedCustomer.findFirst({ where }),
    ),
  };
}
