import { lazy, Suspense } from 'react';
import { furnished } from '../furnished.ts';
import { useOverlaysWanted } from './store.ts';

const Loaded = lazy(furnished(() => import('./loaded-overlays.tsx')));

export function Overlays() {
  return useOverlaysWanted() ? (
    <Suspense>
      <Loaded />
    </Suspense>
  ) : null;
}
