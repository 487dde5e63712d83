import { useOrganization } from '../request/me.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${zone} ${withYear}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(withYear ? { year: 'numeric' } : {}),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  formats.set(key, made);
  return made;
}

/** `Tue, Nov 24, 9:00 AM EST`: the business's own time, with its zone; the year only when it is another one. */
export function inWords(instant: string, zone: string, now = new Date()): string {
  const at = new Date(instant);
  return formatOf(zone, Math.abs(at.getTime() - now.getTime()) > 180 * 86_400_000).format(at);
}

export function useInWords(): (instant: string) => string {
  const { zone } = useOrganization();
  return (instant) => inWords(instant, zone);
}

/** `Tue 9:00 AM`: for what lies within the next days and has little room. */
export function useShortly(): (instant: string) => string {
  const { zone } = useOrganization();
  return (instant) =>
    new Date(instant).toLocaleString('en-US', { timeZone: zone, weekday: 'short', hour: 'numeric', minute: '2-digit' });
}

export function Moment({ at }: { at: string }) {
  const { zone } = useOrganization();
  return (
    <time dateTime={at} title={zone}>
      {inWords(at, zone)}
    </time>
  );
}
