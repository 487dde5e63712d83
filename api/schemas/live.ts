import type { Topic } from '../../records/live-topics.ts';

/** What an event of GET /api/live names: what of the business has changed. */
export type LiveTopic = Topic;
