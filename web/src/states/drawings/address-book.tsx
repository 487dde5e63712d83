import { Drawing } from './drawing.tsx';

/** Customers: an address book. */
export function AddressBook() {
  return (
    <Drawing>
      <path d="M36 12h54a6 6 0 0 1 6 6v60a6 6 0 0 1-6 6H36Z" fill="var(--drawing-paper)" />
      <path d="M36 12h10v72H36a4 4 0 0 1-4-4V16a4 4 0 0 1 4-4Z" fill="var(--drawing-soft)" />
      <path d="M27 26h9M27 42h9M27 58h9M27 72h9" />
      <circle cx="71" cy="38" r="9" fill="var(--drawing-soft)" />
      <path d="M55 66a16 13 0 0 1 32 0Z" fill="var(--drawing-soft)" />
      <path d="M96 24h8v12h-8M96 42h8v12h-8" fill="var(--drawing-paper)" />
      <circle cx="80" cy="74" r="3" fill="var(--drawing-warm)" stroke="none" />
    </Drawing>
  );
}
