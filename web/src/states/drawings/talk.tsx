import { Drawing } from './drawing.tsx';

/** Conversations: one asks, the other answers. */
export function Talk() {
  return (
    <Drawing>
      <path
        d="M22 16h50a7 7 0 0 1 7 7v22a7 7 0 0 1-7 7H40L27 63V52h-5a7 7 0 0 1-7-7V23a7 7 0 0 1 7-7Z"
        fill="var(--drawing-paper)"
      />
      <path d="M27 28h38M27 38h24" stroke="var(--drawing-soft)" strokeWidth="4" />
      <path
        d="M66 46h38a7 7 0 0 1 7 7v16a7 7 0 0 1-7 7h-4v10L88 76H66a7 7 0 0 1-7-7V53a7 7 0 0 1 7-7Z"
        fill="var(--drawing-soft)"
      />
      <circle cx="74" cy="61" r="3" fill="var(--drawing-line)" stroke="none" />
      <circle cx="85" cy="61" r="3" fill="var(--drawing-line)" stroke="none" />
      <circle cx="96" cy="61" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
