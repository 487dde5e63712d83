import { useSyncExternalStore } from 'react';

let wanted = false;
let isThere: () => void;
const there = new Promise<void>((resolve) => {
  isThere = resolve;
});
const listeners = new Set<() => void>();

/** Notices and questions are loaded when the first one is wanted; resolves once they can be shown. */
export function wantOverlays(): Promise<void> {
  wanted = true;
  for (const listener of listeners) listener();
  return there;
}

export const overlaysAreThere = () => isThere();

export function useOverlaysWanted(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}
