import type { Owner } from '../owner.ts';

/** A published journey of one email and one SMS, each sent at once. */
export async function publishJourney(
  owner: Owner,
  type: string,
  texts: { subject: string; body: string; sms: string },
) {
  const draft = {
    format: 1,
    trigger: { provider: 'jobber', type },
    // No cap and no offer: what is counted here is every message.
    purpose: 'visit_reminder',
    reentry: { rule: 'every_time' },
    latenessHours: null,
    exits: [],
    steps: [
      { id: 'email', kind: 'send_email', subject: texts.subject, body: texts.body },
      { id: 'sms', kind: 'send_sms', body: texts.sms },
    ],
  };
  const journey = await owner.post<{ id: string }>('/api/journeys', { name: `After ${type}`, draft });
  await publish(owner, journey.id);
  return journey.id;
}

/** Publishes a draft as its owner does: what is only a warning is read and accepted. */
export async function publish(owner: Owner, journeyId: string): Promise<void> {
  const path = `/api/journeys/${journeyId}/publications`;
  const next = await owner.get<{ revision: number; problems: { code: string; severity: string }[] }>(`${path}/next`);
  const accepted = next.problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  await owner.post(path, { revision: next.revision, accepted });
}

/** Every item of a paged list. */
export async function all<Item>(owner: Owner, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const separator = path.includes('?') ? '&' : '?';
    const page: { items: Item[]; nextCursor: string | null } = await owner.get(
      `${path}${separator}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
