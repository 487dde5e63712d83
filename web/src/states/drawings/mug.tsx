import { Drawing } from './drawing.tsx';

/** Nothing to do: time for a coffee. */
export function Mug() {
  return (
    <Drawing>
      <path d="M82 48h9a11 11 0 0 1 0 22h-9" />
      <path d="M34 42h48v30a12 12 0 0 1-12 12H46a12 12 0 0 1-12-12Z" fill="var(--drawing-soft)" />
      <path d="M46 61l7 7 14-15" strokeWidth="4" />
      <circle cx="73" cy="70" r="3" fill="var(--drawing-warm)" stroke="none" />
      <path d="M46 32c-4-5 4-8 0-14M58 32c-4-5 4-8 0-14M70 32c-4-5 4-8 0-14" />
    </Drawing>
  );
}
