import { Drawing } from './drawing.tsx';

/** The same paper in two systems. */
export function Pair() {
  return (
    <Drawing>
      <path d="M24 20h26l10 10v42a5 5 0 0 1-5 5H24a5 5 0 0 1-5-5V25a5 5 0 0 1 5-5Z" fill="var(--drawing-paper)" />
      <path d="M50 20v10h10" />
      <path d="M28 44h18M28 54h12" stroke="var(--drawing-soft)" strokeWidth="4" />
      <path d="M78 20h26l10 10v42a5 5 0 0 1-5 5H78a5 5 0 0 1-5-5V25a5 5 0 0 1 5-5Z" fill="var(--drawing-soft)" />
      <path d="M104 20v10h10" />
      <path d="M88 44h16M88 54h12" stroke="var(--drawing-paper)" strokeWidth="4" />
      <rect x="52" y="58" width="18" height="12" rx="6" fill="var(--drawing-paper)" />
      <rect x="63" y="58" width="18" height="12" rx="6" fill="none" />
      <circle cx="104" cy="67" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
