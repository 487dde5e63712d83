import { type Category, categories } from '../journeys/categories.ts';
import { purposes } from '../journeys/purposes.ts';
import { reasonWords } from '../journeys/words.ts';
import type { CustomerImport } from '../prisma/generated/client.ts';
import type { Manifest } from '../providers/provider.ts';
import type { EvidenceMessage, Evidence as Found } from '../records/evidence.ts';
import type { Organization } from '../records/organizations.ts';
import { iso, reasonOf } from './presented.ts';
import { listWords } from './presented-import.ts';
import type { Evidence } from './schemas.ts';

/** All of it in words, with every instant in the zone of the business, too. */
export function presentEvidence(
  manifests: Readonly<Record<string, Manifest>>,
  { name, zone }: Organization,
  { lists, ...found }: Found & { lists: readonly CustomerImport[] },
  at: Date,
): Evidence {
  const moment = momentIn(zone);
  const { customer } = found;
  return {
    business: name,
    zone,
    made: moment(at),
    customer: { id: customer.id, name: customer.name },
    mutedAt: iso(customer.mutedAt),
    addresses: found.addresses.map(({ channel, address, suppressedReason, refused }) => ({
      channel,
      address,
      suppressed: reasonOf(suppressedReason),
      refused: refused.map(categoryOf),
    })),
    changes: found.changes.map(({ id, channel, address, action, reason, source, category, at: changedAt }) => ({
      id,
      ...moment(changedAt),
      channel: channel as 'email' | 'sms',
      address,
      action: action as 'suppress' | 'lift',
      category: category && category in categories ? categoryOf(category as Category) : null,
      words: changeWords(action, category, reason, source),
    })),
    lists: lists.map((list) => ({
      ...moment(list.importedAt),
      ...{ id: list.id, words: listWords(list), statement: list.statement },
    })),
    messages: found.messages.map((row) => presentMessage(row, manifests, moment)),
    inbound: found.inbound.map((row) => ({
      id: row.id,
      channel: row.channel as 'email' | 'sms',
      from: row.fromAddress,
      to: row.toAddress,
      text: row.body,
      consent: row.consent,
      meaning: row.meaning,
      received: moment(row.receivedAt),
    })),
    more: found.more,
  };
}

type Moment = (at: Date) => { at: string; local: string };

function momentIn(zone: string): Moment {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
  return (at) => ({ at: at.toISOString(), local: format.format(at) });
}

function presentMessage(
  row: EvidenceMessage,
  manifests: Readonly<Record<string, Manifest>>,
  moment: Moment,
): Evidence['messages'][number] {
  return {
    id: row.id,
    kind: row.kind as Evidence['messages'][number]['kind'],
    channel: row.channel as 'email' | 'sms',
    status: row.status as Evidence['messages'][number]['status'],
    to: row.toAddress,
    from: row.fromAddress,
    subject: row.subject,
    text: row.bodyText,
    why: whyWords(row, manifests, moment),
    purpose: (row.purpose && purposes[row.purpose as keyof typeof purposes]?.label) ?? null,
    reason: reasonOf(row.reason),
    vendorId: row.vendorId,
    written: moment(row.createdAt),
    sent: row.sentAt && moment(row.sentAt),
    delivery: row.transitions.map(({ id, status, source, code, at }) => ({
      id: String(id),
      ...moment(at),
      status,
      source,
      code,
    })),
  };
}

const others: Record<string, string> = {
  answer: 'Written by hand, in a conversation.',
  help: 'The answer to HELP.',
  confirmation: 'The one confirmation that no more texts come.',
  test: 'A test.',
  notice: 'A notice to the people of the business.',
};

function whyWords(
  { kind, enrollment }: EvidenceMessage,
  manifests: Readonly<Record<string, Manifest>>,
  moment: Moment,
) {
  if (!enrollment) return others[kind] ?? 'Not sent by a journey.';
  const { journey, version, event } = enrollment;
  const by = `Journey “${journey.name}”, version ${version.number}`;
  if (!event) return `${by}.`;
  const manifest = manifests[event.provider];
  const what = manifest?.triggers[event.trigger]?.label ?? event.trigger;
  return `${by}, because of “${what}” in ${manifest?.name ?? event.provider} on ${moment(event.occurredAt).local}.`;
}

const categoryOf = (code: Category) => ({ code, words: categories[code].label });

const roads: Record<string, string> = {
  page: 'on the page behind the link in an email',
  one_click: 'by one click on Unsubscribe in the mail program',
  inbound: 'by answering a text',
  vendor: 'as the mailbox or the carrier told',
  owner: 'by somebody of the business',
};

/** One change of what is allowed, in words. */
export function changeWords(action: string, category: string | null, reason: string, source: string): string {
  const road = roads[source] ?? source;
  const label = category && (categories[category as Category]?.label ?? category);
  if (label) return `${label}: ${action === 'lift' ? 'switched on' : 'switched off'} ${road}.`;
  const why = reasonWords(reason);
  return `${action === 'lift' ? 'Messages allowed again' : 'All messages ended'} ${road}. ${why}`;
}
