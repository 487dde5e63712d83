type Waiting = { next: string | null; due: string | null; hold: string | null; zone: string };

const then: Record<string, string> = {
  decide: 'go on',
  sendEmail: 'send email',
  sendSms: 'send SMS',
};

/** What the Temporal UI shows while an enrollment waits; ids and personal data have no place here. */
export function saidWaiting({ next, due, hold, zone }: Waiting): string {
  const until = due === null ? 'now' : localTime(due, zone);
  if (hold) return `On hold (${hold.replaceAll('_', ' ')}): looks again at ${until}`;
  return `Waiting until ${until}: then ${then[next ?? ''] ?? next}`;
}

function localTime(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')} (${zone})`;
}
