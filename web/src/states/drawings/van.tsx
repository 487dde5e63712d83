import { Drawing } from './drawing.tsx';

/** The business itself: a van with a tick on its side. */
export function Van() {
  return (
    <Drawing>
      <path d="M18 76V38a6 6 0 0 1 6-6h50v44Z" fill="var(--drawing-paper)" />
      <path d="M74 44h18a6 6 0 0 1 4.6 2.2L110 62a6 6 0 0 1 1.4 3.900V76H74Z" fill="var(--drawing-soft)" />
      <path d="M82 52h8.5l9 10H82Z" fill="var(--drawing-paper)" />
      <path d="M34 54l8 8 15-16" strokeWidth="4" />
      <circle cx="63" cy="60" r="3" fill="var(--drawing-warm)" stroke="none" />
      <circle cx="38" cy="77" r="9" fill="var(--drawing-paper)" />
      <circle cx="38" cy="77" r="3" fill="var(--drawing-line)" />
      <circle cx="92" cy="77" r="9" fill="var(--drawing-paper)" />
      <circle cx="92" cy="77" r="3" fill="var(--drawing-line)" />
    </Drawing>
  );
}
