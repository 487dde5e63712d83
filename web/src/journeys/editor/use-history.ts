import { useCallback, useEffect, useRef, useState } from 'react';

const most = 200;
/** What is typed into one field in one go is undone in one go. */
const togetherMs = 800;

type Steps<Work> = { current: Work[] };

/** Steps back and forth over everything that is changed in the editor, its settings too. */
export function useHistory<Work>(now: () => Work, change: (work: Work) => void) {
  const before = useRef<Work[]>([]);
  const after = useRef<Work[]>([]);
  const last = useRef<{ at: number; field: Element | null }>({ at: 0, field: null });
  const [, redraw] = useState(0);

  const record = useCallback(
    (next: Work) => {
      const [at, field] = [Date.now(), textField()];
      const goesOn = field !== null && field === last.current.field && at - last.current.at < togetherMs;
      if (!goesOn) before.current = [...before.current, now()].slice(-most);
      last.current = { at, field };
      after.current = [];
      change(next);
    },
    [now, change],
  );
  const step = useCallback(
    (from: Steps<Work>, to: Steps<Work>) => {
      const next = from.current.at(-1);
      if (next === undefined) return;
      from.current = from.current.slice(0, -1);
      to.current = [...to.current, now()];
      last.current = { at: 0, field: null };
      change(next);
      redraw((count) => count + 1);
    },
    [now, change],
  );
  const undo = useCallback(() => step(before, after), [step]);
  const redo = useCallback(() => step(after, before), [step]);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
      // What is typed into a question is not of the journey.
      if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [undo, redo]);

  return { record, undo, redo, canUndo: before.current.length > 0, canRedo: after.current.length > 0 };
}

function textField(): Element | null {
  const at = document.activeElement;
  return at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && at.type !== 'checkbox') ? at : null;
}
