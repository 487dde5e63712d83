import type { JobRow, VisitRow } from './state.ts';

const day = 86_400_000;

/** Derived, as at the vendor: there is no "completed". */
export function jobStatus(job: JobRow, visits: VisitRow[], now: number): string {
  if (job.closedAt !== null && !job.awaitsInvoice) return 'archived';
  if (job.closedAt !== null || job.completedAt !== null) return 'requires_invoicing';
  const next = visits.find((visit) => visit.completedAt === null);
  if (!next) return visits.length === 0 ? 'unscheduled' : 'action_required';
  return visitStatus(next, now).toLowerCase();
}

export function visitStatus(visit: VisitRow, now: number): string {
  if (visit.completedAt !== null) return 'COMPLETED';
  if (visit.startAt === null) return 'UNSCHEDULED';
  if ((visit.endAt ?? visit.startAt) < now) return 'LATE';
  return visit.startAt < now + day ? 'TODAY' : 'UPCOMING';
}
