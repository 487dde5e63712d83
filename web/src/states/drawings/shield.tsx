import { Drawing } from './drawing.tsx';

/** What is kept safe: keys, records, who did what. */
export function Shield() {
  return (
    <Drawing>
      <path
        d="M66 10c9 6 19 9 30 9v27c0 18-12 31-30 40-18-9-30-22-30-40V19c11 0 21-3 30-9Z"
        fill="var(--drawing-soft)"
      />
      <path d="M66 20c7 4 14 6 21 7v19c0 13-8 22-21 29" fill="var(--drawing-paper)" stroke="none" />
      <path d="M52 48l10 10 19-21" strokeWidth="5" />
      <circle cx="83" cy="55" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
