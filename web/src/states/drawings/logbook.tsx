import { Drawing } from './drawing.tsx';

/** What happened: a clipboard that is written on line by line. */
export function Logbook() {
  return (
    <Drawing>
      <rect x="34" y="16" width="58" height="70" rx="6" fill="var(--drawing-paper)" />
      <path d="M52 12h22a3 3 0 0 1 3 3v7H49v-7a3 3 0 0 1 3-3Z" fill="var(--drawing-soft)" />
      <circle cx="46" cy="38" r="3" fill="var(--drawing-line)" stroke="none" />
      <circle cx="46" cy="52" r="3" fill="var(--drawing-line)" stroke="none" />
      <circle cx="46" cy="66" r="3" fill="var(--drawing-warm)" stroke="none" />
      <path d="M55 38h26M55 52h18M55 66h22" stroke="var(--drawing-soft)" strokeWidth="4" />
      <path d="M104 30l6 6-22 22-8 2 2-8Z" fill="var(--drawing-soft)" />
    </Drawing>
  );
}
