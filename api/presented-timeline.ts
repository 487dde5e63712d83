import { type Definition, definitionSchema, type Step, stepAfter, stepById } from '../journeys/definition.ts';
import { lineWords, reasonWords } from '../journeys/words.ts';
import type { Manifest } from '../providers/provider.ts';
import type { EnrollmentTimeline } from '../records/enrollment-list.ts';
import { isRunning } from '../records/enrollments.ts';
import { iso, presentEnrollment, presentMessage, reasonOf } from './presented.ts';
import type { Timeline } from './schemas.ts';

export function presentTimeline(manifests: Readonly<Record<string, Manifest>>, row: EnrollmentTimeline): Timeline {
  const { event, customer, journey } = row;
  return {
    enrollment: presentEnrollment(row),
    event: event && {
      id: event.id,
      trigger: event.trigger,
      label: manifests[event.provider]?.triggers[event.trigger]?.label ?? event.trigger,
      occurredAt: event.occurredAt.toISOString(),
    },
    version: row.version.number,
    steps: row.steps.map((step) => ({
      id: String(step.id),
      stepId: step.stepId,
      code: step.code,
      words: lineWords(step.code),
      reason: reasonOf(step.reason),
      until: iso(step.until),
      messageId: step.messageId,
      at: step.at.toISOString(),
    })),
    messages: row.messages.map((message) => presentMessage({ ...message, customer, enrollment: { journey } })),
    next: isRunning(row.status) ? nextOf(row) : null,
  };
}

function nextOf(row: EnrollmentTimeline): Timeline['next'] {
  const definition = definitionSchema.parse(row.version.definition);
  const at = row.stepId === null ? null : stepById(definition, row.stepId);
  const waits = at?.kind === 'wait';
  return {
    words: wordsOf(row, definition, at),
    due: iso(row.due),
    canSkip: row.status === 'active' && waits,
    canStop: true,
  };
}

function wordsOf(row: EnrollmentTimeline, definition: Definition, at: Step | null): string {
  if (row.status === 'held') return reasonWords(row.holdReason ?? 'held');
  const next = at && at.kind !== 'wait' ? at : stepAfter(definition, at?.id ?? null);
  if (!next) return 'Then the journey is at its end.';
  if (next.kind === 'send_email') return `Then the email “${next.subject}” is sent.`;
  return next.kind === 'send_sms' ? 'Then the text is sent.' : 'Then it goes on.';
}
