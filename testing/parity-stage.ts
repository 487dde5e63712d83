import { randomUUID } from 'node:crypto';
import { createDecideActivities } from '../activities/decide-event.ts';
import { type Channel, type ChannelKey, OutcomeUnknown, RateLimited, Refused } from '../channels/channel.ts';
import type { Value } from '../journeys/conditions.ts';
import { stepById } from '../journeys/definition.ts';
import { concernsEnrollment } from '../journeys/exits.ts';
import { type Case, type CauseKind, type Happening, lineOf, startedBy } from '../journeys/parity/case.ts';
import { rulesOf } from '../journeys/purposes.ts';
import { concernsReaction } from '../journeys/reactions.ts';
import { clearCause, raiseCause } from '../records/causes.ts';
import { lockContactPoint, suppress } from '../records/contact-points.ts';
import type { Tenant } from '../records/database.ts';
import { recordSkipWait, recordStop } from '../records/enrollment-records.ts';
import { moveMessage } from '../records/messages.ts';
import type { JourneyStage, TestBusiness } from './journey-stage.ts';

const minuteMs = 60_000;
type NewRecord = { kind: string; stepId?: string; eventId?: string; about?: string; until?: Date };

/** A case of the parity test with a business of its own in the real database. */
export class StagedCase {
  readonly given: Case;
  readonly enrollmentId: string;
  readonly #stage: JourneyStage;
  readonly #shop: TestBusiness;
  readonly #customerId: string;
  readonly #entityId: string;
  readonly #addresses: Record<ChannelKey, string>;
  readonly #facts: Record<string, string | number | boolean | null>;
  /** What its vendors have taken, in order. */
  readonly left: string[] = [];
  readonly on = new Set<CauseKind>();

  private constructor(stage: JourneyStage, shop: TestBusiness, parts: Parts) {
    this.#stage = stage;
    this.#shop = shop;
    this.given = parts.given;
    this.enrollmentId = parts.enrollmentId;
    this.#customerId = parts.customerId;
    this.#entityId = parts.entityId;
    this.#addresses = parts.addresses;
    this.#facts = parts.facts;
  }

  /** Enrolled, and not started. */
  static async open(stage: JourneyStage, vendors: PaperVendors, given: Case, n: number): Promise<StagedCase> {
    const { definition, world } = given;
    const shop = await stage.addBusiness({ zone: world.zone, window: world.window });
    const addresses = { email: `case-${n}@example.com`, sms: `+336${String(10_000_000 + (n % 80_000_000))}` };
    const phone = world.has.phone ? addresses.sms : null;
    const customerId = await shop.addCustomer({
      email: world.has.email ? addresses.email : null,
      phone,
      phones: phone ? [{ number: phone, smsAllowed: world.textable }] : [],
    });
    const entityId = randomUUID();
    const facts = Object.fromEntries(Object.entries(world.values).map(([field, value]) => [field, stored(value)]));
    await shop.inside(async ({ db, id: organizationId }) => {
      const own = world.closed.map((date) => ({ date, name: 'Closed' }));
      await db.organization.update({ where: { organizationId }, data: { country: 'FR', holidays: { own } } });
      await db.entity.create({
        data: {
          ...{ organizationId, connectionId: shop.connectionId, kind: 'job', externalId: entityId },
          ...{ customerId, facts, observedAt: stage.now },
        },
      });
    });
    await shop.addJourney(definition.steps, definition);
    const eventId = await shop.addEvent(customerId, { entityId });
    const { enrollmentIds } = await createDecideActivities(stage.deps).decideEvent({
      organizationId: shop.id,
      eventId,
    });
    const [enrollmentId = ''] = enrollmentIds;
    const parts = { given: { ...given, world: { ...world, person: customerId } }, enrollmentId, customerId };
    const staged = new StagedCase(stage, shop, { ...parts, entityId, addresses, facts });
    for (const address of Object.values(addresses)) vendors.set(address, staged);
    return staged;
  }

  get organizationId(): string {
    return this.#shop.id;
  }

  /** Lets something happen. True: its workflow has to be told. */
  async happen(what: Happening): Promise<boolean> {
    return this.#shop.inside((tenant) => this.#happen(tenant, what));
  }

  /** The timeline as it was stored. */
  async trace(): Promise<string[]> {
    const where = { enrollmentId: this.enrollmentId };
    const [lines, closed] = await this.#shop.inside(async ({ db }) => [
      await db.enrollmentStep.findMany({ where: { ...where, code: { not: 'enrolled' } }, orderBy: { id: 'asc' } }),
      await db.message.findMany({ where: { ...where, reason: 'exited' }, orderBy: { createdAt: 'asc' } }),
    ]);
    const minute = (at: Date) => at.getTime() / minuteMs;
    const end = lines.at(-1)?.at ?? this.#stage.now;
    return [
      ...lines.map(({ at, stepId, code, reason, until }) =>
        lineOf(minute(at), stepId, code, reason, until && minute(until)),
      ),
      ...closed.map(({ stepId }) => lineOf(minute(end), stepId, 'closed', 'exited')),
    ];
  }

  async #happen(tenant: Tenant, what: Happening): Promise<boolean> {
    const at = new Date(what.minute * minuteMs);
    const { definition } = this.given;
    const { db, id: organizationId } = tenant;
    const row = await db.enrollment.findFirstOrThrow({ where: { id: this.enrollmentId } });
    const open = row.stepId === null ? null : stepById(definition, row.stepId);
    const isMessage = open?.kind === 'send_email' || open?.kind === 'send_sms';
    const customer = { where: { id: this.#customerId } };
    const record = async ({ kind, ...more }: NewRecord): Promise<boolean> => {
      const data = { organizationId, enrollmentId: this.enrollmentId, kind, recordedAt: at, ...more };
      await db.enrollmentRecord.create({ data });
      return true;
    };
    switch (what.kind) {
      case 'stop':
        return (await recordStop(tenant, this.enrollmentId, null, at)) === 'recorded';
      case 'skip':
        return (await recordSkipWait(tenant, this.enrollmentId, null, at)) === 'recorded';
      case 'leave_out':
        return isMessage && record({ kind: 'skip_message', stepId: open.id });
      case 'move': {
        const until = new Date(at.getTime() + what.minutes * minuteMs);
        return isMessage && record({ kind: 'moved', stepId: open.id, until });
      }
      case 'answer':
        return open?.kind === 'ask_owner' && record({ kind: `answer_${what.answer}`, stepId: open.id });
      case 'event': {
        const { trigger, about } = what;
        if (!concernsEnrollment(definition, { trigger, about }, startedBy)) return false;
        const { connectionId } = this.#shop;
        const { id: eventId } = await db.event.create({
          data: {
            ...{ organizationId, connectionId, key: randomUUID(), provider: 'acme', trigger, entityKind: 'job', n: 1 },
            ...{ entityId: randomUUID(), customerId: this.#customerId, origin: 'live', foundBy: 'webhook' },
            ...{ occurredAt: at, occurredAtSource: 'completedAt', facts: {} },
          },
        });
        return record({ kind: 'event', eventId, about });
      }
      case 'reaction': {
        const { reaction, about } = what;
        return concernsReaction(definition, { reaction, about }) && record({ kind: reaction, about });
      }
      case 'value': {
        this.#facts[what.field] = stored(what.value);
        await db.entity.updateMany({ where: { externalId: this.#entityId }, data: { facts: this.#facts } });
        return true;
      }
      case 'status': {
        const last = this.left.at(-1);
        if (last) await moveMessage(tenant, last, { status: what.status, source: 'callback' }, at);
        return false;
      }
      case 'cause':
        await this.#cause(tenant, what.cause, what.on, at);
        return !what.on;
      case 'gone':
        await db.customer.update({ ...customer, data: { deletedAt: at } });
        return true;
      case 'archive':
        await db.journey.updateMany({ where: { id: row.journeyId }, data: { status: 'archived' } });
        return true;
      case 'mute':
        await db.customer.update({ ...customer, data: { mutedAt: at } });
        return false;
      case 'refuse':
        await db.customer.update({
          ...customer,
          data: { consent: { [rulesOf(definition.purpose).consentFlag]: false } },
        });
        return false;
      case 'suppress':
        for (const channel of ['email', 'sms'] as const) {
          const change = { channel, address: this.#addresses[channel], reason: 'stop', source: 'recipient' };
          await suppress(tenant, change, at);
        }
        return false;
      default:
        return false;
    }
  }

  async #cause(tenant: Tenant, kind: CauseKind, on: boolean, at: Date): Promise<void> {
    const { db, id: organizationId } = tenant;
    if (on) this.on.add(kind);
    else this.on.delete(kind);
    const scopes: Partial<Record<CauseKind, () => Promise<string[]>>> = {
      journey_paused: async () => (await db.journey.findMany()).map(({ id }) => id),
      sending_paused: async () => [organizationId],
      connection_revoked: async () => [this.#shop.connectionId],
      review: () => this.#points(tenant, at),
    };
    for (const scope of (await scopes[kind]?.()) ?? []) {
      if (on) await raiseCause(tenant, { kind, scope }, at);
      else await clearCause(tenant, { kind, scope });
    }
    if (kind === 'no_sender') {
      await db.sender.updateMany({ where: { organizationId }, data: { status: on ? 'retired' : 'ready' } });
    }
    if (kind === 'sms_not_registered') {
      const where = { organizationId, channel: 'sms' };
      await db.sender.updateMany({ where, data: { registration: on ? 'pending' : null } });
    }
  }

  async #points(tenant: Tenant, at: Date): Promise<string[]> {
    const points: string[] = [];
    for (const channel of ['email', 'sms'] as const) {
      points.push((await lockContactPoint(tenant, { channel, address: this.#addresses[channel] }, at)).id);
    }
    return points;
  }
}

type Parts = {
  given: Case;
  enrollmentId: string;
  customerId: string;
  entityId: string;
  addresses: Record<ChannelKey, string>;
  facts: Record<string, string | number | boolean | null>;
};

/** Tags come from providers as one text. */
const stored = (value: Value): string | number | boolean | null =>
  typeof value === 'object' && value !== null ? value.join(', ') : value;

/** The case that an address belongs to. */
export type PaperVendors = Map<string, StagedCase>;

/** A vendor that does what the case of the recipient says. */
export function paperChannel(key: ChannelKey, cases: PaperVendors): Channel {
  return {
    key,
    vendorAccount: `paper:${key}`,
    async send({ id, to, text }) {
      const staged = cases.get(to);
      const step = /Step (s\d+)/.exec(text)?.[1] ?? '';
      const said = staged?.given.world.vendor[step] ?? 'sent';
      if (!staged) throw new Refused('nobody', 'recipient');
      if (staged.on.has('quota')) throw new RateLimited(1_000, true);
      if (staged.on.has('channel_down')) throw new Refused('down', 'account');
      if (said === 'opted_out') throw new Refused('21610', 'opted_out');
      if (said === 'failed') throw new Refused('none', 'recipient');
      staged.left.push(id);
      if (said !== 'sent') throw new OutcomeUnknown('The answer was lost', key === 'email');
      return { vendorId: randomUUID(), status: 'accepted' };
    },
    lookUp: async () => null,
    sentTo: async () => [],
    verifyWebhook: () => false,
    readWebhook: () => [],
    check: async () => undefined,
  };
}
