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
  await owner.post(`/api/journeys/${journey.id}/publications`);
  return journey.id;
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
