/** For `createWorkers`: in one pass of the deep run no workflow is kept, so that every task replays from the beginning. */
export const workflowCache = process.env.AFTERJOB_NO_WORKFLOW_CACHE === '1' ? { maxCachedWorkflows: 0 } : {};
