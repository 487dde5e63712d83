import { Drawing } from './drawing.tsx';

/** Messages: a mailbox with its flag up. */
export function Mailbox() {
  return (
    <Drawing>
      <path d="M62 60v26" strokeWidth="6" />
      <path d="M34 26h50a16 16 0 0 1 16 16v20H34Z" fill="var(--drawing-soft)" />
      <path d="M34 26a16 16 0 0 1 16 16v20H18V42a16 16 0 0 1 16-16Z" fill="var(--drawing-paper)" />
      <path d="M27 46h14" strokeWidth="3" />
      <path d="M80 46V20h14v10H80" fill="var(--drawing-warm)" />
      <path d="M110 54l8-3M110 61h9" />
    </Drawing>
  );
}
