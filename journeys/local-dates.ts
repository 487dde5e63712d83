import { DateTime } from 'luxon';
import type { TemplateFacts } from './facts.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Instants as the clocks of an IANA zone show them, so that texts tell its day and hour; a day without a time stays. */
export function inZone(facts: TemplateFacts, zone: string): TemplateFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? localized(value, zone) : value]),
  );
}

function localized(value: string, zone: string): string {
  if (!instant.test(value)) return value;
  return DateTime.fromISO(value, { zone }).toISO({ suppressMilliseconds: true }) ?? value;
}
