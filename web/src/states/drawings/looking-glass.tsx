import { Drawing } from './drawing.tsx';

/** Nothing fits what was looked for. */
export function LookingGlass() {
  return (
    <Drawing>
      <path d="M22 24h46M22 38h28M22 52h24M22 66h32" stroke="var(--drawing-soft)" strokeWidth="7" />
      <path d="M92 64l14 16" strokeWidth="7" />
      <circle cx="76" cy="46" r="23" fill="var(--drawing-paper)" />
      <path d="M64 42a13 13 0 0 1 10-9" />
      <circle cx="83" cy="54" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
