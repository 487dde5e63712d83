import { Drawing } from './drawing.tsx';

/** A wrong turn. */
export function Signpost() {
  return (
    <Drawing>
      <path d="M66 10v76" strokeWidth="5" />
      <path d="M40 18h50l12 10-12 10H40Z" fill="var(--drawing-soft)" />
      <path d="M92 46H44L32 56l12 10h48Z" fill="var(--drawing-paper)" />
      <path d="M52 28h26" strokeWidth="3" />
      <path d="M56 56h12" strokeWidth="3" />
      <circle cx="80" cy="56" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
