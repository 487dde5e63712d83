import { useCallback, useEffect, useRef, useState } from 'react';

const most = 200;
/** What is typed in one go is undone in one go. */
const togetherMs = 800;

/** Steps back and forth over everything that is changed in the editor. */
export function useHistory<Work>(work: Work, change: (work: Work) => void) {
  const before = useRef<Work[]>([]);
  const after = useRef<Work[]>([]);
  const lastAt = useRef(0);
  const [, redraw] = useState(0);

  const record = useCallback(
    (next: Work) => {
      const now = Date.now();
      if (now - lastAt.current > togetherMs) before.current = [...before.current, work].slice(-most);
      lastAt.current = now;
      after.current = [];
      change(next);
    },
    [work, change],
  );
  const step = useCallback(
    (from: { current: Work[] }, to: { current: Work[] }) => {
      const next = from.current.at(-1);
      if (next === undefined) return;
      from.current = from.current.slice(0, -1);
      to.current = [...to.current, work];
      lastAt.current = 0;
      change(next);
      redraw((count) => count + 1);
    },
    [work, change],
  );
  const undo = useCallback(() => step(before, after), [step]);
  const redo = useCallback(() => step(after, before), [step]);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [undo, redo]);

  return { record, undo, redo, canUndo: before.current.length > 0, canRedo: after.current.length > 0 };
}
