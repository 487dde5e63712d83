import { definitionSchema, stepById } from '../journeys/definition.ts';
import type { CustomerPast } from '../journeys/past.ts';
import type { Manifest } from '../providers/provider.ts';
import type { EnrollmentTimeline } from '../records/enrollment-list.ts';
import { isRunning } from '../records/enrollments.ts';
import type { Organization } from '../records/organizations.ts';
import { isWait, nextWords } from './next-step.ts';
import { holdOf, iso, namesOf, presentEnrollment, presentMessage } from './presented.ts';
import { presentSteps } from './presented-steps.ts';
import type { Timeline } from './schemas.ts';

export function presentTimeline(
  manifests: Readonly<Record<string, Manifest>>,
  row: EnrollmentTimeline,
  organization: Organization,
  past: CustomerPast,
): Timeline {
  const { event, customer, journey } = row;
  const names = namesOf(manifests);
  return {
    enrollment: presentEnrollment(row, names),
    event: event && {
      id: event.id,
      trigger: event.trigger,
      label: manifests[event.provider]?.triggers[event.trigger]?.label ?? event.trigger,
      occurredAt: event.occurredAt.toISOString(),
    },
    version: row.version.number,
    steps: presentSteps(row.steps, names),
    messages: row.messages.map((message) => presentMessage({ ...message, customer, enrollment: { journey } })),
    next: isRunning(row.status) ? nextOf(row, organization, past) : null,
  };
}

function nextOf(row: EnrollmentTimeline, organization: Organization, past: CustomerPast): Timeline['next'] {
  const definition = definitionSchema.parse(row.version.definition);
  const at = row.stepId === null ? null : stepById(definition, row.stepId);
  return {
    words: nextWords(row, definition, organization, past),
    due: row.status === 'held' ? null : iso(row.due),
    canSkip: holdOf(row) === null && row.status === 'active' && at !== null && isWait(at),
    canStop: true,
  };
}
