import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import { journeyKey, saveDraft } from '../../request/journeys.ts';
import { problemOf, request } from '../../request/request.ts';
import { forget, isSameWork, keep, readKept, type Work } from './kept-draft.ts';

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
export type Draft = ReturnType<typeof useDraft>;

const quietMs = 700;
const againMs = { first: 5_000, most: 60_000 };

const workOf = ({ name, draft }: JourneyDetail): Work => ({ name, draft });

/** What the editor begins with: what is stored, or what this browser has kept because it could not be saved. */
function begun(journey: JourneyDetail) {
  const stored = workOf(journey);
  const kept = readKept(journey.id);
  const { draftRevision } = journey;
  const fresh = { work: stored, stored, revision: draftRevision, state: 'saved' as SaveState, theirs: null };
  if (!kept || isSameWork(kept.work, stored)) return { ...fresh, tab: kept?.tab ?? crypto.randomUUID() };
  const state: SaveState = kept.revision >= draftRevision ? 'unsaved' : 'conflict';
  return { ...fresh, ...kept, state, theirs: state === 'conflict' ? journey : null };
}

/** The draft as it is written: saved by itself when the typing stops, never over somebody else's revision. */
export function useDraft(journey: JourneyDetail) {
  const { id } = journey;
  const client = useQueryClient();
  const [start] = useState(() => begun(journey));
  const { tab } = start;
  const [work, setWork] = useState(start.work);
  const [state, setState] = useState(start.state);
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<JourneyDetail | null>(start.theirs);
  const latest = useRef(start.work);
  const stored = useRef(start.stored);
  const revision = useRef(start.revision);
  const running = useRef<Promise<boolean> | null>(null);
  const failures = useRef(0);

  const takeAsStored = useCallback(
    (answer: JourneyDetail, sent: Work) => {
      revision.current = answer.draftRevision;
      stored.current = sent;
      failures.current = 0;
      client.setQueryData(journeyKey(id), answer);
      setError(null);
      setTheirs(null);
      setState(latest.current === sent ? 'saved' : 'unsaved');
      if (latest.current === sent) forget(id, tab);
    },
    [client, id, tab],
  );

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    const name = sent.name.trim();
    setState('saving');
    try {
      takeAsStored(await saveDraft(id, { revision: revision.current, draft: sent.draft, ...(name && { name }) }), sent);
      return true;
    } catch (failure) {
      failures.current += 1;
      keep(id, { tab, revision: revision.current, work: latest.current });
      const status = problemOf(failure)?.status;
      const other = status === 409 ? await request<JourneyDetail>(`/api/journeys/${id}`).catch(() => null) : null;
      if (other && isSameWork(workOf(other), { ...sent, name: name || other.name })) {
        // It was saved, and only the answer was lost.
        takeAsStored(other, sent);
        return true;
      }
      setTheirs(other);
      setError(failure);
      setState(other ? 'conflict' : 'failed');
      // The shell asks to sign in, and leads back here.
      if (status === 401) client.setQueryData(['me'], null);
      return false;
    }
  }, [client, id, tab, takeAsStored]);

  // One save at a time: the next one needs the revision that this one brings.
  const flush = useCallback(async (): Promise<boolean> => {
    while (running.current) await running.current;
    while (latest.current !== stored.current) {
      running.current = saveOnce();
      const done = await running.current;
      running.current = null;
      if (!done) return false;
    }
    return true;
  }, [saveOnce]);

  const change = useCallback(
    (next: Work) => {
      latest.current = next;
      setWork(next);
      if (failures.current > 0) keep(id, { tab, revision: revision.current, work: next });
      setState((now) => (now === 'conflict' ? now : 'unsaved'));
    },
    [id, tab],
  );

  useEffect(() => {
    if (state !== 'unsaved') return;
    const timer = setTimeout(() => void flush(), work === stored.current ? 0 : quietMs);
    return () => clearTimeout(timer);
  }, [state, work, flush]);

  // Without a connection it is tried again when there is one, and now and then.
  useEffect(() => {
    if (state !== 'failed' || !isPassing(error)) return;
    const again = () => void flush();
    const timer = setTimeout(again, Math.min(againMs.most, againMs.first * 2 ** (failures.current - 1)));
    window.addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [state, error, flush]);

  useEffect(() => {
    const isOpen = () => latest.current !== stored.current;
    const secure = () => {
      if (isOpen()) keep(id, { tab, revision: revision.current, work: latest.current });
    };
    const warn = (event: BeforeUnloadEvent) => {
      secure();
      if (isOpen()) event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState !== 'hidden') return;
      secure();
      if (failures.current === 0) void flush();
    };
    window.addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', hide);
      secure();
      if (failures.current === 0) void flush();
    };
  }, [flush, id, tab]);

  return {
    work,
    state,
    error,
    /** The other version, while it is for the owner to choose. */
    theirs,
    /** It was kept in this browser, and stands here again. */
    isPutBack: start.state === 'unsaved',
    /** As it is at this moment, whatever was drawn last. */
    now: useCallback(() => latest.current, []),
    change,
    flush,
    /** What is stored: a publication names it, so that it publishes what the owner saw. */
    revision: () => revision.current,
    retry: () => void flush(),
    /** Saves over the other version, knowingly. */
    keepMine: async () => {
      if (!theirs) return;
      revision.current = theirs.draftRevision;
      await flush();
    },
    /** What was written here can be had back by an undo. */
    takeTheirs: (record: (work: Work) => void) => {
      if (!theirs) return;
      const other = workOf(theirs);
      record(other);
      takeAsStored(theirs, other);
    },
  };
}

function isPassing(error: unknown): boolean {
  const status = problemOf(error)?.status;
  return status === 0 || (status !== undefined && status >= 500);
}
