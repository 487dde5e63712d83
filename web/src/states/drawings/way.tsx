import { Drawing } from './drawing.tsx';

/** A journey: one message, a wait, another message. */
export function Way() {
  return (
    <Drawing>
      <rect x="14" y="14" width="52" height="26" rx="6" fill="var(--drawing-paper)" />
      <path d="M22 22l9 7 9-7" />
      <path d="M48 24h10M48 31h6" stroke="var(--drawing-soft)" strokeWidth="3" />
      <path d="M66 27h18a10 10 0 0 1 10 10v2" strokeDasharray="1 6" />
      <circle cx="94" cy="50" r="11" fill="var(--drawing-soft)" />
      <path d="M94 44v6l4 3" />
      <path d="M94 61v1a10 10 0 0 1-10 10h-6" strokeDasharray="1 6" />
      <path
        d="M30 58h44a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H44l-9 6v-6h-5a4 4 0 0 1-4-4V62a4 4 0 0 1 4-4Z"
        fill="var(--drawing-paper)"
      />
      <path d="M35 67h26M35 74h16" stroke="var(--drawing-soft)" strokeWidth="3" />
      <circle cx="69" cy="74" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
