import { defaults } from './defaults.ts';
import type { Definition, Step } from './definition.ts';
import { type Purpose, rulesOf } from './purposes.ts';

const hour = 60 * 60 * 1000;

/** Until when a message helps: the step says it, else the journey, else its purpose. Later it is not sent any more. */
export function usefulUntil({ usefulForHours, purpose }: Definition, step: Step, since: Date): Date {
  const own = step.kind === 'send_email' || step.kind === 'send_sms' ? step.usefulForHours : undefined;
  const hours = own ?? usefulForHours;
  return new Date(since.getTime() + (hours === null ? usual(purpose) : hours * hour));
}

function usual(purpose: Purpose): number {
  const { normal, reminders, appointments } = defaults.usefulForMs;
  const { category, reminder } = rulesOf(purpose);
  if (category === 'appointments') return appointments;
  return reminder ? reminders : normal;
}
