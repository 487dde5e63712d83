import type { QueryKey } from '@tanstack/react-query';
import type { LiveTopic } from '../../../api/schemas.ts';

type Topics = readonly LiveTopic[] | 'everything';

const people = ['customers', 'matches'] as const;
const ways = ['journeys', 'enrollments', 'events', 'messages', 'questions', 'sending', 'integrations'] as const;

/** What each query shows, by the first word of its key; one that is not here shows everything. */
const ofRoot: Readonly<Record<string, Topics>> = {
  me: ['business'],
  brand: ['business'],
  'public-holidays': ['business'],
  'notification-targets': ['business'],
  integrations: ['integrations', 'customers'],
  triggers: ['integrations'],
  gallery: ['journeys', 'integrations', 'sending', 'business'],
  senders: ['sending', 'business'],
  sending: ['sending', 'enrollments', 'messages'],
  dashboard: [...ways, 'conversations', 'matches', 'business'],
  journey: ways,
  bulks: ['journeys'],
  enrollment: [...ways, ...people],
  message: ['messages'],
  // What is done to the accounts themselves is heard of by the log of it.
  team: ['audit'],
  'api-keys': ['audit'],
  // Asked of the vendor, computed over months, or printed: renewed when somebody asks again.
  rehearsal: [],
  version: [],
  preview: [],
  evidence: [],
  search: [],
  invitation: [],
};

/** The same for lists, by their addresses; the longest that fits counts. */
const ofList: Readonly<Record<string, Topics>> = {
  '/api/customers': people,
  '/api/twins': ['matches'],
  '/api/journeys': ways,
  '/api/enrollments': [...ways, ...people],
  '/api/decisions': ['events'],
  '/api/events': ['events', 'journeys', 'customers'],
  '/api/deliveries': ['events'],
  '/api/messages': ['messages', 'journeys', 'customers'],
  '/api/conversations': ['conversations', 'messages', 'customers'],
  '/api/consent/questions': ['conversations', 'customers'],
  '/api/questions': ['questions', 'enrollments', 'messages'],
  '/api/bulk-enrollments': ['journeys'],
  '/api/audit-log': ['audit'],
};

const longestFirst = Object.keys(ofList).sort((a, b) => b.length - a.length);

function shownBy([root, path]: QueryKey): Topics {
  if (root !== 'list') return ofRoot[String(root)] ?? 'everything';
  const found = longestFirst.find((start) => path === start || String(path).startsWith(`${start}/`));
  return (found === undefined ? undefined : ofList[found]) ?? 'everything';
}

/** Whether a query shows something that has changed. */
export function dependsOn(key: QueryKey, changed: ReadonlySet<string>): boolean {
  const shown = shownBy(key);
  return shown === 'everything' || shown.some((topic) => changed.has(topic)) || (changed.has('*') && shown.length > 0);
}
