import { type Category, categoryKeys, marketingCategories } from '../journeys/categories.ts';
import { type Contact, liftSuppression, lockContactPoint, suppress } from './contact-points.ts';
import type { Tenant } from './database.ts';

/** Who changed it, and by which road. `by`: a person of the business. */
export type ConsentSource = { source: 'page' | 'one_click' | 'inbound' | 'owner'; by?: string | null };

export type ContactConsent = Contact & {
  id: string;
  /** Why nothing at all is sent there; null: nothing stands in the way. */
  suppressedReason: string | null;
  refused: readonly Category[];
};

/** The short name of an address, made when it is new: it stands in links, which must not carry the address. */
export async function contactPointId(tenant: Tenant, contact: Contact, at: Date): Promise<string> {
  return (await lockContactPoint(tenant, contact, at)).id;
}

/** What somebody wants at an address; null when there is no such address here. */
export async function readConsent(tenant: Tenant, id: string): Promise<ContactConsent | null> {
  const point = await tenant.db.contactPoint.findFirst({ where: { organizationId: tenant.id, id } });
  if (!point) return null;
  const { address, suppressedAt, suppressedReason } = point;
  const channel = point.channel as Contact['channel'];
  const refusals = await tenant.db.contactPreference.findMany({
    where: { organizationId: tenant.id, channel, address, allowed: false },
    select: { category: true },
  });
  const refused = categoryKeys.filter((key) => refusals.some(({ category }) => category === key));
  return { id, channel, address, suppressedReason: suppressedAt && (suppressedReason ?? 'suppressed'), refused };
}

/** Switches categories on or off at an address; those that are not named stay. What changes nothing is not kept. */
export async function setCategories(
  tenant: Tenant,
  contact: Contact,
  wanted: Partial<Record<Category, boolean>>,
  { source, by = null }: ConsentSource,
  at: Date,
): Promise<void> {
  const { id } = await lockContactPoint(tenant, contact, at);
  const consent = await readConsent(tenant, id);
  if (!consent) return;
  const { channel, address, refused } = consent;
  for (const category of categoryKeys) {
    const allowed = wanted[category];
    if (allowed === undefined || allowed !== refused.includes(category)) continue;
    const key = { organizationId: tenant.id, channel, address, category };
    const row = { allowed, source, at };
    await tenant.db.contactPreference.upsert({
      where: { organizationId_channel_address_category: key },
      create: { ...key, ...row },
      update: row,
    });
    const action = allowed ? 'lift' : 'suppress';
    await tenant.db.suppression.create({ data: { ...key, action, reason: 'preference', source, changedBy: by, at } });
  }
}

/** One click on Unsubscribe: no advertising goes to this address any more; what is needed for a visit or a bill still does. */
export async function refuseMarketing(tenant: Tenant, contact: Contact, by: ConsentSource, at: Date): Promise<void> {
  await setCategories(tenant, contact, Object.fromEntries(marketingCategories.map((key) => [key, false])), by, at);
}

/** Nothing goes to this address any more, of whatever kind. */
export async function refuseEverything(
  tenant: Tenant,
  contact: Contact,
  { source }: ConsentSource,
  at: Date,
): Promise<void> {
  await suppress(tenant, { ...contact, reason: 'unsubscribed', source }, at);
}

/** Somebody chose what they want: an earlier "nothing" of their own ends, a bounce or a complaint does not. */
export async function choose(
  tenant: Tenant,
  contact: Contact,
  wanted: Partial<Record<Category, boolean>>,
  by: ConsentSource,
  at: Date,
): Promise<void> {
  const { suppressedReason } = await lockContactPoint(tenant, contact, at);
  if (suppressedReason === 'unsubscribed') {
    await liftSuppression(tenant, { ...contact, reason: 'preference', source: by.source }, at);
  }
  await setCategories(tenant, contact, wanted, by, at);
}
