/** What an open page can depend on: a family of tables. A notice of change names these, and never a row. */
export const topics = [
  'business',
  'customers',
  'matches',
  'journeys',
  'enrollments',
  'messages',
  'conversations',
  'events',
  'questions',
  'integrations',
  'sending',
  'audit',
] as const;

export type Topic = (typeof topics)[number];

/** The topic of each tenant table; null: nobody sees it change. */
export const topicOf: Readonly<Record<string, Topic | null>> = {
  organizations: 'business',
  notification_targets: 'business',
  customers: 'customers',
  entities: 'customers',
  contact_points: 'customers',
  contact_preferences: 'customers',
  suppressions: 'customers',
  customer_matches: 'matches',
  twins: 'matches',
  journeys: 'journeys',
  journey_versions: 'journeys',
  bulk_enrollments: 'journeys',
  bulk_customers: 'journeys',
  sequence_enrollments: 'enrollments',
  enrollment_steps: 'enrollments',
  messages: 'messages',
  message_transitions: 'messages',
  link_clicks: 'messages',
  conversations: 'conversations',
  inbound_messages: 'conversations',
  events: 'events',
  decisions: 'events',
  owner_questions: 'questions',
  connections: 'integrations',
  sync_runs: 'integrations',
  senders: 'sending',
  sender_accounts: 'sending',
  causes: 'sending',
  customer_imports: 'customers',
  imported_customers: 'customers',
  audit_log: 'audit',
  erased_customers: 'customers',
  erased_contacts: null,
  budgets: null,
  connection_tokens: null,
  due_checks: null,
  enrollment_records: null,
  links: null,
};

/** Notes that a connection's loop makes for itself, round after round. */
const ownNotes = new Set([
  'last_round_at',
  'last_success_at',
  'last_sweep_at',
  'swept_until',
  'sweep_started_at',
  'sweep_cursor',
  'told_owner_at',
  'told_consent_days',
]);

const writes = /\b(?:insert\s+into|update|delete\s+from)\s+(?:only\s+)?"?afterjob"?\s*\.\s*"?(\w+)"?/gi;
const notedOn = /^\s*update\s+"?afterjob"?\."?connections"?(?:\s+as\s+\w+)?\s+set\s+(.*?)\s+(?:where|returning)\b/is;

/** The topics that a statement may change, by its text alone. */
export function topicsWritten(sql: string): Topic[] {
  const found = new Set<Topic>();
  for (const [, table = ''] of sql.matchAll(writes)) {
    const topic = topicOf[table.toLowerCase()];
    if (topic) found.add(topic);
  }
  if (found.has('integrations') && isOwnNote(sql)) found.delete('integrations');
  return [...found];
}

function isOwnNote(sql: string): boolean {
  const columns = [...(notedOn.exec(sql)?.[1] ?? '').matchAll(/"?(\w+)"?\s*=/g)].map(([, column = '']) => column);
  return columns.length > 0 && columns.every((column) => ownNotes.has(column));
}
