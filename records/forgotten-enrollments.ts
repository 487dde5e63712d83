import { type Cause, causeKinds } from './causes.ts';
import type { Database } from './database.ts';

export type EnrollmentRef = { organizationId: string; enrollmentId: string };

/** Enrollments of all organizations that are still `new` since before `enrolledBefore`. Ids only. */
export function enrollmentsNotStarted(
  database: Database,
  enrolledBefore: Date,
  limit: number,
): Promise<EnrollmentRef[]> {
  return refs(database, 'SELECT * FROM afterjob_functions.enrollments_to_start($1, $2)', enrolledBefore, limit);
}

/** Enrollments of all organizations whose time came before `dueBefore` and that made no step since. Ids only. */
export function enrollmentsOverdue(database: Database, dueBefore: Date, limit: number): Promise<EnrollmentRef[]> {
  return refs(database, 'SELECT * FROM afterjob_functions.enrollments_overdue($1, $2)', dueBefore, limit);
}

/** Enrollments of all organizations with a record (an owner's word, an event) from before `recordedBefore` that nobody took up. Ids only. */
export function enrollmentsUnread(database: Database, recordedBefore: Date, limit: number): Promise<EnrollmentRef[]> {
  return refs(database, 'SELECT * FROM afterjob_functions.enrollments_unread($1, $2)', recordedBefore, limit);
}

/** What enrollments of all organizations have been waiting for since before `heldBefore`, though it is over. */
export async function holdsWithoutCause(
  database: Database,
  heldBefore: Date,
  limit: number,
): Promise<(Cause & { organizationId: string })[]> {
  const rows = await database.call<Cause & { organization_id: string }>(
    'SELECT * FROM afterjob_functions.holds_without_cause($1, $2, $3)',
    [causeKinds, heldBefore, limit],
  );
  return rows.map(({ organization_id: organizationId, kind, scope }) => ({ organizationId, kind, scope }));
}

async function refs(database: Database, sql: string, before: Date, limit: number): Promise<EnrollmentRef[]> {
  const rows = await database.call<{ organization_id: string; enrollment_id: string }>(sql, [before, limit]);
  return rows.map((row) => ({ organizationId: row.organization_id, enrollmentId: row.enrollment_id }));
}
