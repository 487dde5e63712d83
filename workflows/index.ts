export { connection } from './connection.ts';
export { customerSync } from './customer-sync.ts';
export { providerEvent } from './provider-event.ts';
