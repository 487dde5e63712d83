import type { ReactNode } from 'react';

/** The ground that every drawing stands on: one line, one light tint, and the amber light of the logo. */
export function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg
      width="132"
      height="96"
      viewBox="0 0 132 96"
      fill="none"
      stroke="var(--drawing-line)"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <ellipse cx="66" cy="87" rx="56" ry="6" fill="var(--drawing-ground)" stroke="none" />
      {children}
    </svg>
  );
}
