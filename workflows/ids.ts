/** Workflow ids are pure functions of what the workflow is about; ids and hashes only, at most 100 characters. */
export const enrollmentWorkflowId = (enrollmentId: string): string => `enrollment:${enrollmentId}`;
export const connectionWorkflowId = (connectionId: string): string => `connection:${connectionId}`;
export const syncWorkflowId = (connectionId: string): string => `sync:${connectionId}`;
export const historyWorkflowId = (connectionId: string): string => `history:${connectionId}`;
export const bulkWorkflowId = (bulkId: string): string => `bulk:${bulkId}`;
export const messageWorkflowId = (messageId: string): string => `message:${messageId}`;
export const resumeWorkflowId = (reason: string, scope: string): string => `resume:${reason}:${scope}`;
