export { channelNotice } from './channel-notice.ts';
export { connection } from './connection.ts';
export { customerSync } from './customer-sync.ts';
export { historySync } from './history-sync.ts';
export { journeyEnrollment } from './journey-enrollment.ts';
export { providerEvent } from './provider-event.ts';
export { resumeHeld } from './resume-held.ts';
export { singleMessage } from './single-message.ts';
