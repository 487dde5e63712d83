import { lazy, Suspense } from 'react';
import { useOverlaysWanted } from './store.ts';

const Loaded = lazy(() => import('./loaded-overlays.tsx'));

export function Overlays() {
  return useOverlaysWanted() ? (
    <Suspense>
      <Loaded />
    </Suspense>
  ) : null;
}
