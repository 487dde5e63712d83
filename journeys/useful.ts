import { defaults } from './defaults.ts';
import type { Definition, Step } from './definition.ts';
import { rulesOf } from './purposes.ts';

const hour = 60 * 60 * 1000;

/** Until when a message helps: the step says it, else the journey, else its purpose. Later it is not sent any more. */
export function usefulUntil({ usefulForHours, purpose }: Definition, step: Step, since: Date): Date {
  const own = step.kind === 'send_email' || step.kind === 'send_sms' ? step.usefulForHours : undefined;
  const hours = own ?? usefulForHours;
  const usual = rulesOf(purpose).reminder ? defaults.usefulForMs.reminders : defaults.usefulForMs.normal;
  return new Date(since.getTime() + (hours === null ? usual : hours * hour));
}
